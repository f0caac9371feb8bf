"""Printed outputs: sentences fold into further lines, columns keep their lines and scroll."""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

CLASS = "folds"
# What would be lost: columns held apart by spaces, and rows moved to the right. What is longer
# than 80 signs is no row, for no page has the width to show it as one.
ROW = re.compile(r"(?m)^(?!✓)(?=.{0,80}$)(?: {2,}\S|.*\S {2,}\S).*$")


def setup(app: Sphinx) -> None:
    app.add_post_transform(Fold)


class Fold(SphinxPostTransform):
    """Mark the outputs whose lines may fold; `cells.css` folds them."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for output in self.document.findall(nodes.literal_block):
            if "output" in output["classes"] and may_fold(output.astext()):
                output["classes"].append(CLASS)


def may_fold(text: str) -> bool:
    """Whether no more than one line of an output looks like a row of a table."""
    return len(ROW.findall(text)) < 2
