"""Folded code is named after what it shows: `Show the code of Fig. 3.2`. Paper names it, too."""

import re
from collections import Counter

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from press.pages.page import CHECKS

PRIORITY = 198  # just before MyST-NB folds cells
DEFINED = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)
# What a check claims, where it is written out: `{name}` would say nothing.
CLAIM = re.compile(rf"^\s*(?:{'|'.join(CHECKS)})\(\s*\"([^\"]+)\"", re.MULTILINE)


def setup(app: Sphinx) -> None:
    app.add_post_transform(NameFoldedCode)


class NameFoldedCode(SphinxPostTransform):
    """Gives each folded source a name of its own on its page."""

    default_priority = PRIORITY
    formats = ("html",)

    def run(self, **ignored: object) -> None:
        """Name those that say no more than that they are folded."""
        counted: Counter[str] = Counter()
        for cell in self.document.findall(_is_cell):
            if cell.get("hide_mode") and "{type}" in cell["prompt_show"]:
                what = self._figure(cell)
                what = what or "".join(name.astext() for name in names(cell, counted))
                cell["prompt_show"] = f"Show the code of {what}"
                cell["prompt_hide"] = f"Hide the code of {what}"

    def _figure(self, cell: nodes.container) -> str:
        """`Fig. 3.2`, where the cell draws one."""
        figure = next(cell.findall(nodes.figure), None)
        if figure is None:
            return ""
        numbers = self.env.toc_fignumbers.get(self.env.docname, {}).get("figure", {})
        number = next((numbers[name] for name in figure["ids"] if name in numbers), ())
        return self.config.numfig_format["figure"] % ".".join(map(str, number)) if number else ""


def names(cell: nodes.Element, counted: Counter[str]) -> list[nodes.Node]:
    """What to call a cell without a figure: what it defines or checks, or its place."""
    source = cell[0].astext()
    if defined := DEFINED.findall(source):
        literals = [nodes.literal("", name) for name in defined]
        return [part for name in literals for part in (nodes.Text(", "), name)][1:]
    return [nodes.Text(first_check(source) or _place(cell, counted))]


def _place(cell: nodes.Node, counted: Counter[str]) -> str:
    """`a step in “Sampling”` or `a table in …`, and which of them where there are several."""
    kind = "a table" if any(cell.findall(nodes.table)) else "a step"
    while not isinstance(cell, nodes.section):
        cell = cell.parent
    place = f"{kind} in “{cell[0].astext()}”"
    counted[place] += 1
    return place + (f" ({counted[place]})" if counted[place] > 1 else "")


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def first_check(source: str) -> str:
    """The first check that a cell makes, in its own words; empty if it writes none out."""
    claims = CLAIM.findall(source)
    return f"the check “{claims[0]}”{' and others' if claims[1:] else ''}" if claims else ""
