"""A submitted notebook brought back to the shape of the release, so that it can be marked.

Students delete tests, copy cells with all their metadata, or use programs that drop the
metadata; nbgrader then fails or gives no mark. What was mended is kept in the notebook's
metadata, for the report.
"""

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from press.labs.kinds import KINDS, kind_of
from press.labs.lab import named

RECORD = "mended"  # in the notebook's metadata: a list of sentences
BLANKS = {kind.blank for kind in KINDS}
TEST = "the test "  # opens a sentence that costs no student a mark


class Mend(NbGraderPreprocessor):
    """Puts back what nbgrader needs; runs in the course folder, as all of nbgrader does."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple:
        where = resources["nbgrader"]
        path = f"release/{where['assignment']}/{where['notebook']}.ipynb"
        release = nbformat.read(path, as_version=4)
        nb.metadata[RECORD] = mend(nb, release)
        return nb, resources


def mend(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Change the notebook in place; returns what was done, a sentence for each thing."""
    known = named(release)
    said = _drop_unknown(notebook, known) + _drop_copies(notebook, known)
    here = {_name(cell) for cell in notebook.cells}
    for name, cell in known.items():
        if name not in here and (found := _same(cell, notebook)):
            found.metadata["nbgrader"] = cell.metadata["nbgrader"]
            said.append(f"'{name}' had lost its metadata; it was recognised")
            here.add(name)
    return said + _put_back(notebook, known, here)


def _name(cell: NotebookNode) -> str:
    """The grade_id of a cell, or nothing: a student may have put anything there."""
    marks = cell.metadata.get("nbgrader")
    return str(marks.get("grade_id", "")) if isinstance(marks, dict) else ""


def _drop_unknown(notebook: NotebookNode, known: dict) -> list[str]:
    strange = [c for c in notebook.cells if "nbgrader" in c.metadata and _name(c) not in known]
    for cell in strange:
        del cell.metadata["nbgrader"]
    return [f"{len(strange)} cells were marked as parts of another lab"] if strange else []


def _drop_copies(notebook: NotebookNode, known: dict) -> list[str]:
    """Of several cells of one name the last that was changed counts; the others only run."""
    said = []
    for name, original in known.items():
        cells = [cell for cell in notebook.cells if _name(cell) == name]
        changed = [cell for cell in cells if cell.source != original.source]
        counted = (changed or cells or [None])[-1]
        for cell in cells:
            if cell is not counted:
                del cell.metadata["nbgrader"]
        if len(cells) > 1:
            said.append(f"'{name}' was there {len(cells)} times; the last one that differs counts")
    return said


def _same(cell: NotebookNode, notebook: NotebookNode) -> NotebookNode | None:
    """The cell without metadata that opens as this one does."""
    opening = _opening(cell.source)
    nameless = (c for c in notebook.cells if "nbgrader" not in c.metadata)
    return next(
        (
            c
            for c in nameless
            if c.cell_type == cell.cell_type and opening and _opening(c.source) == opening
        ),
        None,
    )


def _opening(code: str) -> str:
    """The first line that says something, up to a bracket: `def svd(`; a test as a whole."""
    said = (line.strip() for line in code.splitlines() if not line.startswith("#"))
    lines = [line for line in said if line and line not in BLANKS]
    if not lines:
        return ""
    return lines[0].partition("(")[0] if lines[0].startswith(("def ", "class ")) else code.strip()


def _put_back(notebook: NotebookNode, known: dict, here: set[str]) -> list[str]:
    """Missing cells return behind the one that stands before them in the release."""
    said, before = [], ""
    for name, cell in known.items():
        if name not in here:
            names = [_name(c) for c in notebook.cells]
            place = names.index(before) + 1 if before else 0
            notebook.cells.insert(place, nbformat.from_dict(cell))
            what = TEST if kind_of(cell).is_given else ""
            said.append(f"{what}'{name}' was missing; it was put back as it was given out")
        before = name
    return said
