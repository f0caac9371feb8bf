"""The table of published claims, where all are of one paper: its head names that, once.

The rows are shortened in the tree that site and PDFs read, so that no page runs again.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from press import fresh

HEADER = ["claim", "published", "here", "reproduces"]  # as `diffprog.check.reproduced` writes it


def setup(app: Sphinx) -> None:
    # Trees of earlier builds have the rows that this file then wrote.
    app.add_config_value("press_claims_table", fresh.digest(Path(__file__)), "env")
    app.add_transform(NameSourceOnce)


class NameSourceOnce(SphinxTransform):
    """Moves the source that all claims of a table share into its head."""

    default_priority = 500

    def apply(self) -> None:
        """Shorten the first cell of each row."""
        for table in self.document.findall(nodes.table):
            head, *rows = table.findall(nodes.row)
            texts = [next(row[0].findall(nodes.Text), nodes.Text("")) for row in rows]
            sources = {text.partition(": ")[0] for text in texts}
            is_of_claims = [entry.astext() for entry in head] == HEADER
            if not is_of_claims or len(sources) > 1 or len(rows) < 2:
                continue
            for text in texts:
                text.parent.replace(text, nodes.Text(text.partition(": ")[2]))
            claim = next(head[0].findall(nodes.Text))
            claim.parent.replace(claim, nodes.Text(f"claim of {sources.pop()}"))
