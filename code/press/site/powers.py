"""Powers of ten in a sentence look as they do in a formula: 10⁻⁴ has a real exponent.

`diffprog.written` writes them in the small signs of Unicode, which any place can show, but which
are thinner than the letters around them and hard to read on a phone.
"""

import re

from diffprog.written import RAISED
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

EXPONENT = re.compile("(?<=10)([" + "".join(map(chr, RAISED.values())) + "]+)")
LOWERED = {sign: chr(plain).replace("-", "−") for plain, sign in RAISED.items()}


def setup(app: Sphinx) -> None:
    app.add_post_transform(Powers)


class Powers(SphinxPostTransform):
    """Make an exponent of the small signs behind a 10, in the site and in print."""

    default_priority = 690  # before lines are held together
    formats = ("html", "latex")

    def run(self, **kwargs: object) -> None:
        for text in list(self.document.findall(nodes.Text)):
            if isinstance(text.parent, nodes.FixedTextElement | nodes.literal | nodes.raw):
                continue
            plain, *rest = EXPONENT.split(text)
            if not rest:
                continue
            made = [nodes.Text(plain)]
            for signs, after in zip(rest[::2], rest[1::2], strict=True):
                made += [nodes.superscript("", signs.translate(LOWERED)), nodes.Text(after)]
            at = next(i for i, child in enumerate(text.parent) if child is text)
            text.parent[at : at + 1] = [part for part in made if part.astext()]
