"""A page as the cells of a notebook: its code as it is executed, its text as Markdown."""

import html

import nbformat
from docutils import nodes
from nbformat import NotebookNode, v4

from press import address
from press.labs.kinds import WRITE_HERE, kind_of
from press.labs.lab import named
from press.labs.release import SET_UP_ID
from press.labs.shown import FOR_THE_PAGE
from press.notebook import admonitions, quizzes  # noqa: F401  (they fill the table of writers)
from press.notebook.blocks import captioned
from press.notebook.render import Page, block, inline
from press.pages import modules, page

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
HIDDEN = {"hide-input", "remove-input", "hide-cell", "remove-cell"}
EXERCISE = ("exercise_node", "exercise_enumerable_node")
SOLUTION = ("solution_node",)

SET_UP = """\
# Installs what is missing, for example in Colab: {what}.
try:
    import {packages}
except ModuleNotFoundError:
    %pip install --quiet "{requirement}"
"""


def set_up(code: list[str]) -> str:
    """The cell that installs the package, with the optional data that this code reads."""
    extras = modules.optional(code)
    packages = list(dict.fromkeys(extras.values()))
    data = f", and the data of this page ({', '.join(packages)})" if extras else ""
    return SET_UP.format(
        what=f"the book's package{data}",
        packages=", ".join(["diffprog", *packages]),
        requirement=address.package_requirement(sorted(extras)),
    ).rstrip()


def convert(tree: nodes.document, where: Page, source: NotebookNode) -> NotebookNode:
    """The notebook of a page; `source` is the page as it is executed."""
    walk = _Walk(where, source)
    walk.children(tree, 0)
    walk.code_up_to(len(source.cells))
    walk.flush()
    notebook = v4.new_notebook(cells=walk.cells)
    folded = [cell.id for cell in walk.cells if "jp-MarkdownHeadingCollapsed" in cell.metadata]
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": KERNEL,
            "language_info": {"name": "python"},
            "colab": {"provenance": [], "toc_visible": True, "collapsed_sections": folded},
        }
    )
    return notebook


class _Walk:
    """Goes through the tree in order; Markdown gathers until a heading or code ends it."""

    def __init__(self, where: Page, source: NotebookNode) -> None:
        self.where, self.source = where, source
        self.cells: list[NotebookNode] = []
        self.gathered: list[str] = []
        self.next = 0  # the next cell of the source

    def children(self, node: nodes.Element, level: int) -> None:
        for child in node:
            self.visit(child, level)

    def visit(self, node: nodes.Node, level: int) -> None:
        if node.tagname in EXERCISE + SOLUTION:
            self.exercise(node, level + 1)
        elif node.tagname == "section":
            self.section(node, level + 1)
        elif _is_cell(node):
            self.code_up_to(node["cell_index"] + 1)
            self.gathered += [_under(output, self.where) for output in _pictures(node)]
        elif WRITE_HERE in (classes := _classes(node)):
            self.to_write(node["names"][0])
        elif FOR_THE_PAGE in classes:
            return
        elif text := block(node, self.where):
            self.gathered.append(text)

    def section(self, node: nodes.section, level: int) -> None:
        if not isinstance(node[0], nodes.title):  # the inside of an exercise
            return self.children(node, level - 1)
        self.heading(self.where.section_number(node) + _heading_text(node[0], self.where), level)
        if level == 1:
            self.opening()
        for child in node[1:]:
            self.visit(child, level)
        return None

    def opening(self) -> None:
        """Under the title: where the page is online; then the set-up cell."""
        site, here = address.pages_site(), address.page_url(self.where.docname)
        self.gathered.append(
            f"*A page of [{address.title()}]({site}). [Read it online]({here}), "
            "with its outputs and figures.*"
        )
        self.flush()
        self.cells.append(v4.new_code_cell(set_up(page.code(self.source)), id=SET_UP_ID))

    def exercise(self, node: nodes.Element, level: int) -> None:
        """An exercise under a heading, its solution folded under a smaller one."""
        is_solution = node.tagname in SOLUTION
        title, *content = node
        number = self.where.label("exercise", node["ids"][0]) or node.get("title", "")
        words = _heading_text(title, self.where)
        self.heading(words if is_solution else f"{number} {words}".strip(), level + is_solution)
        if is_solution and "dropdown" in node["classes"] and _ends_at_a_heading(node):
            self.flush({"jp-MarkdownHeadingCollapsed": True})
        for child in content:
            self.visit(child, level + is_solution)

    def to_write(self, name: str) -> None:
        """A cell of its own, in which a student of a lab writes an answer."""
        self.flush()
        cell = named(self.source)[name]
        blank = kind_of(cell).blank
        self.cells.append(v4.new_markdown_cell(blank, metadata=_meta(cell), id=name))

    def heading(self, text: str, level: int) -> None:
        self.flush()
        self.gathered.append(f"{'#' * min(level, 6)} {text}")

    def flush(self, metadata: dict | None = None) -> None:
        """End the Markdown cell, if there is one."""
        if self.gathered:
            cell = v4.new_markdown_cell("\n\n".join(self.gathered), metadata=metadata or {})
            cell.id = f"cell-{len(self.cells)}"
            self.cells.append(cell)
            self.gathered = []

    def code_up_to(self, end: int) -> None:
        """All code of the source before cell `end`: a page may hide a cell altogether."""
        for cell in self.source.cells[self.next : end]:
            if cell.cell_type == "code":
                self.flush()
                name = f"cell-{len(self.cells)}"
                self.cells.append(v4.new_code_cell(cell.source, metadata=_meta(cell), id=name))
        self.next = max(end, self.next)


def _meta(cell: NotebookNode) -> dict:
    """What hides a cell's code in JupyterLab and in Colab, and what nbgrader knows it by."""
    tags = list(cell.metadata.get("tags", []))
    hidden = {"jupyter": {"source_hidden": True}, "cellView": "form"}
    marks = {key: cell.metadata[key] for key in ("nbgrader",) if key in cell.metadata}
    return {
        **({"tags": tags} if tags else {}),
        **(hidden if HIDDEN & set(tags) else {}),
        **marks,
    }


def _classes(node: nodes.Node) -> list[str]:
    return node["classes"] if isinstance(node, nodes.Element) else []


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and node.get("nb_element") == "cell_code"


def _pictures(cell: nodes.Element) -> list[nodes.Element]:
    """The figures that a cell makes, and its pictures that are in no figure."""
    return [
        node
        for node in cell.findall()
        if isinstance(node, nodes.figure)
        or (isinstance(node, nodes.image) and not isinstance(node.parent, nodes.figure))
    ]


def _under(picture: nodes.Element, where: Page) -> str:
    """What stands under a picture: its caption, and what it shows in words."""
    alt = next((image["alt"] for image in picture.findall(nodes.image) if "alt" in image), "")
    words = html.escape(" ".join(alt.split()), quote=False)
    unfold = f"<details><summary>What the figure shows</summary>{words}</details>" if words else ""
    is_figure = isinstance(picture, nodes.figure)
    caption = captioned("figure", picture, nodes.caption, where) if is_figure else ""
    return "\n\n".join(filter(None, [caption, unfold]))


def _heading_text(title: nodes.Element, where: Page) -> str:
    """A title in one line and without links."""
    plain = title.deepcopy()
    for reference in list(plain.findall(nodes.reference)):
        reference.replace_self(reference.children)
    return " ".join(inline(plain, where).split())


def _ends_at_a_heading(node: nodes.Element) -> bool:
    """Whether a folded section that starts here hides nothing that follows it."""
    after = node.parent[node.parent.index(node) + 1 :]
    following = next((n for n in after if not isinstance(n, nodes.target | nodes.comment)), None)
    return following is None or following.tagname in (*EXERCISE, *SOLUTION, "section")
