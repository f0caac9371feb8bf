"""Tables of texts, on a phone: the cells of a row below each other, each beside its header.

The last column, often a verdict, is the one that a narrow screen would hide.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

CLASS = "stacks"
PHONE = 40  # signs of this size fill a line of a phone
TABLE = re.compile(rf'<table class="[^"]*\b{CLASS}\b[^"]*">.*?</table>', re.DOTALL)
HEADER = re.compile(r"<th [^>]*>(.*?)</th>", re.DOTALL)
ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
TAG = re.compile(r"(<span class=\"math[^>]*>.*?</span>)|<[^>]+>", re.DOTALL)
COMMAND = re.compile(r"\\[a-zA-Z]+|\\.")


def setup(app: Sphinx) -> None:
    app.add_post_transform(Mark)
    app.connect("html-page-context", label)


class Mark(SphinxPostTransform):
    """Mark the tables of texts; `content.css` stacks them."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for table in self.document.findall(nodes.table):
            if is_of_texts(table):
                table["classes"].append(CLASS)


def is_of_texts(table: nodes.table) -> bool:
    """Whether a phone cannot show its rows as rows."""
    return any(_signs(row) > PHONE for row in table.findall(nodes.row))


def _signs(row: nodes.row) -> int:
    """How many signs stand in a row; of a formula, about as many as are seen."""
    formulas = [formula.astext() for formula in row.findall(nodes.math)]
    seen = (re.sub(r"[{}_^\s]", "", COMMAND.sub("x", formula)) for formula in formulas)
    return len(row.astext()) - sum(map(len, formulas)) + sum(map(len, seen))


def label(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Write its header into each cell but the first of a row, for phones only."""
    context["body"] = TABLE.sub(_labelled, context.get("body") or "")


def _labelled(table: re.Match) -> str:
    headers = [
        TAG.sub(lambda tag: tag[1] or "", found).strip() for found in HEADER.findall(table[0])
    ]
    return ROW.sub(lambda row: _with_headers(row[0], headers), table[0])


def _with_headers(row: str, headers: list[str]) -> str:
    # A reader of the page hears it from the table, in which it stands once.
    heads = [f"<span class=head aria-hidden=true>{text}</span>" for text in headers]
    cells = iter(["", *heads[1:]])  # the first cell is what its row is called
    return re.sub(r"<td[^>]*>", lambda td: td[0] + next(cells), row)
