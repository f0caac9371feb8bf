"""What the site folds away: paper has a line that says so, where sentences may speak of a fold."""

from collections import Counter, defaultdict

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from press import address
from press.print.nodes import Box, Heading
from press.print.numbers import page_of
from press.site import folded_code

FOLDED = {"tag_hide-input": "cell_input", "tag_hide-output": "cell_output"}


class FoldedCells(SphinxPostTransform):
    """Leaves out what the site folds away; the page online has it. Figures stay."""

    default_priority = 400
    formats = ("latex",)

    def run(self) -> None:
        """Remove folded sources and outputs; a source that drew no figure leaves its name."""
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for cell in list(self.document.findall(nodes.container)):
            if "cell" not in cell["classes"]:
                continue
            everything = "tag_hide-cell" in cell["classes"]
            folded = {part for tag, part in FOLDED.items() if everything or tag in cell["classes"]}
            for part in list(cell.children):
                if not folded & set(part["classes"]) or any(part.findall(nodes.figure)):
                    continue
                if "cell_input" in part["classes"] and not any(cell.findall(nodes.figure)):
                    page = page_of(cell)
                    cell.replace(part, _named(folded_code.names(cell, counted[page]), page))
                else:
                    cell.remove(part)
            if not cell.children:
                cell.parent.remove(cell)


def _named(names: list[nodes.Node], docname: str) -> Box:
    """A line with the name of a fold, and where its code is."""
    link = nodes.reference("", "on the site", refuri=address.page_url(docname))
    colon = nodes.Text(": ")
    return Box("", Heading("", "Folded code, ", link, colon, *names), kind="folded")
