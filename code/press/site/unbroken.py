"""What belongs together stays on one line: formulas and their signs, numbers, short code.

A browser may break a line on both sides of a formula, whatever stands there, and within `1e-8`
and `8 %`. So each formula is put into one piece with the signs that touch it, and each number
into one of its own. Code of a few words is one piece, too.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

CLASS = "unbroken"
SHORT = 24  # characters of code; more would leave gaps in the lines of a phone
BEFORE = re.compile(r"[^\s\w]+$")  # "(" or a quotation mark
VERBATIM = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.raw)
NUMBER = re.compile(r"\d[\d.,]*e[+-]\d+")
HELD = re.compile(rf"{NUMBER.pattern}|\d[\d.,]* %")  # where spaces stay what was printed
# Of 8 % and 13.5 ± 4.0, also where the sign stands alone between computed numbers.
SPACE = re.compile(r" (?=%(?!\w)|±\s?(?:\d|$))|(?<=±) (?=\d|$)")
AFTER = re.compile(r"^(?:[^\s\w]+|\w{1,2}\b)")  # ".", "), " or the ending of "kth"


def setup(app: Sphinx) -> None:
    app.add_post_transform(Unbroken)


class Unbroken(SphinxPostTransform):
    """Wrap each formula in a line, with the signs that touch it, in a piece without breaks."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for formula in list(self.document.findall(nodes.math)):
            before = _cut(formula, -1, BEFORE)
            after = _cut(formula, 1, AFTER)
            if before or after:
                piece = nodes.inline("", "", classes=[CLASS])
                formula.replace_self(piece)
                piece += [*map(nodes.Text, before), formula, *map(nodes.Text, after)]
        for code in self.document.findall(nodes.literal):
            if len(code.astext()) <= SHORT:
                code["classes"].append(CLASS)
        for text in list(self.document.findall(nodes.Text)):
            if isinstance(text.parent, nodes.TextElement) and not isinstance(text.parent, VERBATIM):
                _hold_numbers(text)


def numbers(html: str) -> str:
    """HTML without tags, such as a line of output, whose numbers are not broken."""
    return HELD.sub(rf'<span class="{CLASS}">\g<0></span>', html)


def _hold_numbers(text: nodes.Text) -> None:
    whole = SPACE.sub("\N{NO-BREAK SPACE}", text)
    found = NUMBER.findall(whole)
    if whole == text and not found:
        return
    parts = [nodes.Text(part) for part in NUMBER.split(whole)]
    for i, number in enumerate(found):
        parts.insert(2 * i + 1, nodes.inline("", number, classes=[CLASS]))
    at = next(i for i, child in enumerate(text.parent) if child is text)
    text.parent[at : at + 1] = [part for part in parts if part.astext()]


def _cut(formula: nodes.math, step: int, signs: re.Pattern) -> list[str]:
    """Take these signs off the text beside the formula; none or one string."""
    beside = formula.parent.index(formula) + step
    text = formula.parent[beside] if 0 <= beside < len(formula.parent) else None
    if not isinstance(text, nodes.Text) or not (found := signs.search(text)):
        return []
    # By its place: `replace` would take the first text of the paragraph that reads the same.
    formula.parent[beside] = nodes.Text(signs.sub("", text))
    return [found[0]]
