"""British spelling in prose; misspellings in general are codespell's.

Its list of words is read backwards; families of words are known by their stems and endings.
"""

import re
from functools import cache
from importlib.resources import files

from press.guards.subject import Page, Problem

LIST = files("codespell_lib") / "data" / "dictionary_en-GB_to_en-US.txt"
# American, and British as well: as another word, or beside the spelling that the list gives.
BOTH = {
    "acknowledgment", "acknowledgments", "biased", "coloration", "colorations", "donut", "donuts",
    "focused", "focuses", "focusing", "judgment", "judgments", "lambaste", "lambastes", "license",
    "licensed", "licenses", "licensing", "overwritable", "practice", "practices", "program",
    "refocused", "refocuses", "refocusing", "routing", "salable", "specialties", "specialty",
    "stories", "story", "sulfate", "sulfide", "sulfur", "sulfureous", "sulfuric", "sulfurous",
    "writable",
}  # fmt: skip
MORE = {"jewelry": "jewellery", "license plate": "licence plate"}
OUR = (
    "armor ardor behavior candor clamor color demeanor enamor endeavor favor fervor flavor "
    "glamor harbor honor humor labor misdemeanor neighbor odor parlor rancor rigor rumor "
    "savor splendor succor tumor valor vapor vigor"
)
RE = "caliber center fiber liter luster meager ocher saber scepter somber specter theater"
LL = (
    "bevel cancel channel chisel counsel dial equal fuel funnel initial jewel journal label level "
    "marshal marvel model panel parcel pedal pencil quarrel rival shovel signal spiral stencil "
    "swivel total travel tunnel unravel"
)
BEFORE = "(?:un|[dm]is|re|over|multi|epi|kilo|centi|milli|micro|nano)?"


def _any(words: str, but: int = 0) -> str:
    """Any of these words without its last letters, as a group."""
    return f"({BEFORE}(?:{'|'.join(word[: len(word) - but] for word in words.split())}))"


# What a whole word looks like, and what is written in its place.
FAMILIES = {
    # but not to seize the prize, nor any size: of those in -size only emphasize and its like
    r"(?!(?:se|pr|ma|ba|bel|pf)iz)(\w+(?:(?<!s)|(?<=has|hes|tas)))iz"
    r"(e[drs]?|ers|ing|able|ability|ations?|ational)": r"\1is\2",
    r"(\w+l)yz(e[drs]?|ers|ing|able)": r"\1ys\2",
    # but not laboratory, humorous, honorary: no other ending takes the u
    _any(OUR, but=1)
    + r"r(|s|ed|ings?|ers?|able|ably|al|ally|ful|fully|less|hoods?|ly|y|ites?|itism|ism)": (
        r"\1ur\2"
    ),
    _any(f"{RE} meter", but=2) + r"er(s?)": r"\1re\2",
    _any(RE, but=2) + r"er(ed|ing)": r"\1r\2",
    _any(LL) + r"(ed|ings?|ers?|ors?)": r"\1l\2",
    r"(fulfi|enro|disti)ll(|s|ments?)|(ski|wi)ll(ful\w*)": r"\1\3l\2\4",
    r"(anal|catal|dial|epil|monol|travel)og(s?)": r"\1ogue\2",
    r"catalog(ed|ing|ers?)": r"catalogu\1",
    r"(sm|m)old(s|ed|ing|ings|y)?": r"\1ould\2",
    r"plow(|s|ed|ing)": r"plough\1",
    r"skeptic(\w*)": r"sceptic\1",
    r"installment(s?)": r"instalment\1",
    r"offense(s?)": r"offence\1",
}
WORDS = re.compile(r"\b(?:license plate|[a-z]+)\b", re.IGNORECASE)


def american(page: Page) -> list[Problem]:
    """American spellings in prose, with what to write instead."""
    found = []
    for line, match in page.in_prose(WORDS):
        if instead := british(match.group()):
            found.append(page.problem(line, f"'{match.group()}': write '{instead}'"))
    return found


@cache
def british(word: str) -> str:
    """What to write instead of an American spelling, in its case; nothing for any other word."""
    lower = word.lower()
    instead = MORE.get(lower) or _listed().get(lower) or _of_a_family(lower)
    if word.isupper():
        return instead.upper()
    return instead.capitalize() if word[0].isupper() else instead


def american_forms(words: set[str]) -> dict[str, str]:
    """American words for these British ones, but for those that families tell; for a search."""
    known = {**_listed(), **MORE}.items()
    return {word: to for word, to in known if to in words and _of_a_family(word) != to}


def _of_a_family(word: str) -> str:
    for pattern, instead in FAMILIES.items():
        if match := re.fullmatch(pattern, word):
            return match.expand(instead)
    return ""


@cache
def _listed() -> dict[str, str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("->") for line in lines)
    return {american: british for british, american in pairs if american not in BOTH}
