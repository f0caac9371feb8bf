"""Terms: what is defined is marked, so that it is found in the index; entries have one form."""

import re
from collections.abc import Iterator

from press.guards.subject import Page, Problem, index_entries

BOLD = re.compile(r"\*\*(?=\S)([^*]+)\*\*")
# Where a bold word is a label: at the head of a paragraph or an item, with a stop, or in a table.
LABEL = re.compile(r"(?:\A|\n\s*\n|\n\s*(?:[-+]|\d+\.)\s)\s*\Z")
CALLED = re.compile(
    r"\b(?:called|known\s+as|termed|calls?\s+(?:it|this|that|them|these|those))\s+"
    r"(?:an?\s+|the\s+)?(?<!\*)\*([^*]+)\*(?!\*)"
)
DEFINITION = re.compile(r"\{prf:definition\} (.+)")
CAPITAL = re.compile(r"[A-Z][a-z]+")
# English has these words in lower case as well, or knows no singular of these terms.
NAMES = {"He", "Gram"}
PLURAL = {"normal equations"}


def unmarked_term(page: Page) -> list[Problem]:
    """Terms of a chapter that are defined, but not marked with the role `index`."""
    if not page.is_chapter:
        return []
    found = []
    for cell in page.prose():
        for start, what in [*_bold(cell.text), *_called(cell.text)]:
            found.append(page.problem(cell.line_at(start), what))
    known = {_key(entry) for entry in page.terms}
    for match in DEFINITION.finditer(page.text):
        if _key(match[1]) not in known:
            line = page.line_at(match.start())
            found.append(page.problem(line, f"'{match[1]}' is defined, but not in the index"))
    return found


def inconsistent_term(page: Page) -> list[Problem]:
    """Entries of the index that are capitals or plurals without need, or nearly others."""
    found = []
    for entry, line in index_entries(page.text):
        found += [page.problem(line, f"index: '{entry}' {fault}") for fault in _faults(entry, page)]
    return found


def _bold(text: str) -> Iterator[tuple[int, str]]:
    for match in BOLD.finditer(text):
        before = text[: match.start()]
        label = LABEL.search(before) and match[1].rstrip()[-1:] in (".", ":")
        in_table = before.rpartition("\n")[2].lstrip().startswith("|")
        if match[1].strip() and not label and not in_table:
            word = " ".join(match[1].split())
            yield match.start(), f"'{word}' in bold: write {{index}}`...` for a term, else *...*"


def _called(text: str) -> Iterator[tuple[int, str]]:
    for match in CALLED.finditer(text):
        if match[1].strip():
            yield match.start(1), f"'{match[1]}' is defined: write {{index}}`...`"


def _faults(entry: str, page: Page) -> Iterator[str]:
    for word in re.findall(r"(?<!\.)\b[A-Z]?[a-z]+\b(?!\.)", entry):  # but not in a name of code
        if CAPITAL.fullmatch(word) and word.lower() in page.words and word not in NAMES:
            yield "begins with a capital, but is no name: write {index}`Text <text>`"
        if word.capitalize() in page.words and not page.words & {word, word.lower()}:
            yield f"lacks the capital of {word.capitalize()}"
    head = re.split(r" of | in | \(", entry)[0]
    if re.search(r"[^suica']s$", head) and entry not in PLURAL:
        yield "is a plural: write {index}`things <thing>`"
    for other in sorted(page.terms - {entry}):
        if _key(other) == _key(entry):
            yield f"is nearly '{other}'"


def _key(entry: str) -> str:
    """The same for entries that differ in case, hyphens, number or an added short form."""
    plain = re.sub(r"\s*\(.*\)", "", entry.lower()).replace("-", " ")
    return re.sub(r"(?<=[^suica'])s$", "", plain)
