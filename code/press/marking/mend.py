"""A submitted notebook brought back to the shape of the release, so that it can be marked.

Students delete tests, copy cells with all their metadata, or use programs that drop the
metadata; others change what must not be changed. All that a release fixes is put back: given
cells, metadata, types and the order; the answers alone are the student's. What was mended is
kept in the notebook's metadata, for the report.
"""

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from press.labs.kinds import KINDS, WRITTEN, kind_of
from press.labs.lab import named
from press.marking.cells import give_ids, name_alone

RECORD = "mended"  # in the notebook's metadata: a list of sentences
BLANKS = {kind.blank for kind in KINDS}
GIVEN = "the given "  # opens a sentence that costs no student a mark
BESIDE = "is empty, and own cells that are no text stand beside it"  # of an answer in words


class Mend(NbGraderPreprocessor):
    """Puts back what nbgrader needs; runs in the course folder, as all of nbgrader does."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple:
        where = resources["nbgrader"]
        path = f"release/{where['assignment']}/{where['notebook']}.ipynb"
        release = nbformat.read(path, as_version=4)
        said = mend(nb, release)
        nb.metadata[RECORD] = said
        return nb, resources


def mend(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Change the notebook in place; returns what was done, a sentence for each thing."""
    for cell in notebook.cells:
        cell.metadata = name_alone(cell.metadata)
    said = _drop_unknown(notebook, release) + _drop_copies(notebook, release)
    found = _matches(notebook, release)
    places = {id(cell): place for place, cell in found.items()}
    order = [places[id(cell)] for cell in notebook.cells if id(cell) in places]
    if order != sorted(order):
        said.append("its cells stood in another order; they were put back")
    own = _own_cells(notebook, places)
    cells, above = own[None], own[None]
    for place, given in enumerate(release.cells):
        cell, below = found.get(place), own.get(place, [])
        if cell is None and kind_of(given) is None and given.cell_type != "code":
            continue  # a text, which students may take away
        new, sentence = _restored(given, cell, [*above, *below])
        if kind_of(given) is None and cell is not None and cell.source != new.source:
            below = [cell, *below]  # a given cell that was changed runs as both
        cells += [new, *below]
        above = below
        said += [sentence] if sentence else []
    give_ids(cells)
    notebook.cells, notebook.metadata = cells, nbformat.from_dict(release.metadata)
    return said


def _name(cell: NotebookNode) -> str:
    """The grade_id of a cell, or nothing."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _drop_unknown(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    known = named(release)
    strange = [c for c in notebook.cells if "nbgrader" in c.metadata and _name(c) not in known]
    for cell in strange:
        del cell.metadata["nbgrader"]
    return [f"{len(strange)} cells were marked as parts of another lab"] if strange else []


def _drop_copies(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Of several cells of one name the last that was changed counts; the others only run."""
    said = []
    for name, original in named(release).items():
        cells = [cell for cell in notebook.cells if _name(cell) == name]
        changed = [cell for cell in cells if cell.source != original.source]
        counted = (changed or cells or [None])[-1]
        for cell in cells:
            if cell is not counted:
                del cell.metadata["nbgrader"]
        if len(cells) > 1:
            said.append(f"'{name}' was there {len(cells)} times; the last one that differs counts")
    return said


def _matches(notebook: NotebookNode, release: NotebookNode) -> dict[int, NotebookNode]:
    """For places in the release, the student's cell: by its name, id, text or opening."""
    left, found = list(notebook.cells), {}
    for alike in (_same_name, _same_id, _same_text, _same_opening):
        for place, given in enumerate(release.cells):
            if place not in found and (cell := next((c for c in left if alike(given, c)), None)):
                found[place] = cell
                left = [c for c in left if c is not cell]
    return found


def _same_name(given: NotebookNode, cell: NotebookNode) -> bool:
    return bool(_name(given)) and _name(given) == _name(cell)


def _same_id(given: NotebookNode, cell: NotebookNode) -> bool:
    alike = given.get("id") == cell.get("id") and given.cell_type == cell.cell_type
    return bool(given.get("id")) and alike and not _name(cell)


def _same_text(given: NotebookNode, cell: NotebookNode) -> bool:
    return given.source.strip() == cell.source.strip() and not _name(cell)


def _same_opening(given: NotebookNode, cell: NotebookNode) -> bool:
    if not _name(given) or _name(cell) or given.cell_type != cell.cell_type:
        return False
    return bool(opening := _opening(given.source)) and _opening(cell.source) == opening


def _opening(code: str) -> str:
    """The first line that says something, up to a bracket: `def svd(`; a test as a whole."""
    said = (line.strip() for line in code.splitlines() if not line.startswith("#"))
    lines = [line for line in said if line and line not in BLANKS]
    if not lines:
        return ""
    return lines[0].partition("(")[0] if lines[0].startswith(("def ", "class ")) else code.strip()


def _own_cells(notebook: NotebookNode, places: dict[int, int]) -> dict[int | None, list]:
    """The cells that are a student's own, by the place in the release that they follow."""
    own, place = {None: []}, None
    for cell in notebook.cells:
        if id(cell) in places:
            place = places[id(cell)]
        else:
            own.setdefault(place, []).append(cell)
    return own


def _restored(
    given: NotebookNode, cell: NotebookNode | None, near: list[NotebookNode]
) -> tuple[NotebookNode, str]:
    """A cell as it was given out, with the answer where it holds one; and what was mended.

    An answer in words that stands in a cell of its own, among those `near`, is taken from there.
    """
    new, kind, name = nbformat.from_dict(given), kind_of(given), _name(given)
    what = f"{GIVEN}{kind.name if kind else 'cell'} '{name or _first_line(given)}'"
    if kind is None and given.cell_type != "code":
        return cell, ""
    if kind is None or kind.is_given:
        if cell is None:
            return new, f"{what} was missing; it was put back as it was given out"
        same = (cell.source, cell.cell_type) == (given.source, given.cell_type)
        return new, "" if same else f"{what} was changed; it was put back as it was given out"
    if cell is not None:
        new.source = cell.source
        if "attachments" in cell:
            new.attachments = cell.attachments
    if kind is WRITTEN and _is_empty(new, given) and (said := _answered_near(new, near)):
        return new, f"'{name}' {said}"
    if cell is None:
        return new, f"'{name}' was missing; it was put back as it was given out"
    return new, "" if _name(cell) else f"'{name}' had lost its metadata; it was recognised"


def _answered_near(cell: NotebookNode, near: list[NotebookNode]) -> str:
    """Take an answer, and its pictures, from cells near its own; what was done, if one is there."""
    written = [c for c in near if c.source.strip()]
    texts = [c for c in written if c.cell_type != "code"]
    if not texts:
        return BESIDE if written else ""
    cell.source = "\n\n".join(text.source for text in texts)
    pictures = [text.get("attachments", {}) for text in texts]
    cell.attachments = {name: data for many in pictures for name, data in many.items()}
    return "was answered in a cell of its own; it was taken from there"


def _is_empty(cell: NotebookNode, given: NotebookNode) -> bool:
    """Whether there is nothing in an answer but what was given out, or less."""
    left = cell.source.replace(WRITTEN.blank, "").strip(" \t\n*_#>:.-")
    pictures = cell.get("attachments")
    return cell.source.strip() == given.source.strip() or not (left or pictures)


def _first_line(cell: NotebookNode) -> str:
    return next(iter(cell.source.splitlines()), "")
