"""Tables that cells put out, on a phone: a row below each other, each cell under its header.

They hold texts, and the last column, a verdict, is the one that a narrow screen would hide.
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
TAG = re.compile(r"<[^>]+>")


def setup(app: Sphinx) -> None:
    app.add_post_transform(Mark)
    app.connect("html-page-context", label)


class Mark(SphinxPostTransform):
    """Mark the tables of texts in the outputs of cells; `content.css` stacks them."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for output in self.document.findall(nodes.container):
            if "cell_output" in output["classes"]:
                for table in output.findall(nodes.table):
                    if is_of_texts(table):
                        table["classes"].append(CLASS)


def is_of_texts(table: nodes.table) -> bool:
    """Whether a phone cannot show its rows as rows; what a formula heads is short."""
    long = any(len(row.astext()) > PHONE for row in table.findall(nodes.row))
    return long and not any(head.next_node(nodes.math) for head in table.findall(nodes.thead))


def label(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Let each cell of these tables name its header, for the style sheet."""
    context["body"] = TABLE.sub(_labelled, context.get("body") or "")


def _labelled(table: re.Match) -> str:
    headers = [TAG.sub("", header).strip() for header in HEADER.findall(table[0])]
    return ROW.sub(lambda row: _with_headers(row[0], headers), table[0])


def _with_headers(row: str, headers: list[str]) -> str:
    cells = iter(headers)
    return re.sub("<td", lambda td: f'{td[0]} data-header="{next(cells)}"', row)
