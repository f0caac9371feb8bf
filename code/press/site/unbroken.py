"""No line begins with the full stop after a formula, or ends with the bracket before one.

A browser may break a line on both sides of a formula, whatever stands there. So each formula is
put into one piece with the signs that touch it.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

CLASS = "unbroken"
BEFORE = re.compile(r"[^\s\w]+$")  # "(" or a quotation mark
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


def _cut(formula: nodes.math, step: int, signs: re.Pattern) -> list[str]:
    """Take these signs off the text beside the formula; none or one string."""
    beside = formula.parent.index(formula) + step
    text = formula.parent[beside] if 0 <= beside < len(formula.parent) else None
    if not isinstance(text, nodes.Text) or not (found := signs.search(text)):
        return []
    # By its place: `replace` would take the first text of the paragraph that reads the same.
    formula.parent[beside] = nodes.Text(signs.sub("", text))
    return [found[0]]
