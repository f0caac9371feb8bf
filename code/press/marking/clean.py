"""A clean copy of what was handed in: the lab's notebooks, and of these what a notebook holds.

Whatever comes after reads this copy alone. What no notebook needs is not in it (outputs, which
marking makes anew, unknown keys, other files), and all that is in it has a bound, for much of what
follows takes a time that grows faster than what it is given.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from press.errors import PressError
from press.marking import handed_in, inert, sandbox
from press.marking.cells import give_ids, name_alone

FOLDER = "taken"  # in the course folder: STUDENT/LAB/NOTEBOOK
TYPES = ("code", "markdown", "raw")
# The largest lab has 120 cells, 2 000 letters in the longest of them; none has 70 000 in all.
BYTES = 16 * sandbox.MEBIBYTE  # of a file: outputs and pictures are in it
CELLS = 1000
CELL = 20_000  # letters of one cell
LETTERS = 200_000  # of all cells
PICTURES = 100  # in one cell

LOST = "lost pictures"  # in the metadata of a copy: what they were called


def lost_pictures(copy: Path) -> list[str]:
    """Which pictures are in no copy although they were pasted into a text, in a sentence."""
    lost = nbformat.read(copy, as_version=4).metadata.get(LOST, []) if copy.is_file() else []
    what = "of a kind that is not shown, PNG and JPEG are, or called in an odd way"
    return [f"pictures were left out, {what}: {', '.join(lost)}"] if lost else []


def take(course: Path, student: str, lab: str) -> str:
    """Write the clean copy of what a student has handed in; why there is none, or nothing."""
    target = course / FOLDER / student / lab
    shutil.rmtree(target, ignore_errors=True)
    try:
        found = notebooks(course, student, lab)
    except PressError as error:
        return str(error)
    target.mkdir(parents=True)
    for name, notebook in found.items():
        (target / name).write_text(json.dumps(notebook), encoding="utf-8")
    return ""


def why_not(course: Path, student: str, lab: str) -> str:
    """Why nothing of what this student has handed in can be marked, or nothing."""
    try:
        notebooks(course, student, lab)
    except PressError as error:
        return str(error)
    return ""


def notebooks(course: Path, student: str, lab: str) -> dict[str, NotebookNode]:
    """A lab's notebooks as a student has handed them in, by the names of their files.

    Raises PressError, which says why, where any of them cannot be marked.
    """
    if why := handed_in.why_refused(course, student, lab):
        raise PressError(why)
    names = sorted(path.name for path in (course / "release" / lab).glob("*.ipynb"))
    return {name: read(course / "submitted" / student / lab / name) for name in names}


def read(file: Path) -> NotebookNode:
    """What of the notebook in a file is taken. Raises PressError where it is none, or too large."""
    if not file.is_file():
        others = ", ".join(sorted(path.name for path in file.parent.glob("*"))) or "nothing"
        raise PressError(f"{file.name} is missing; there is: {others}")
    size = -(-file.stat().st_size // sandbox.MEBIBYTE)
    _bound(file, size, BYTES // sandbox.MEBIBYTE, "MiB", "take outputs and pictures out")
    try:
        # Editors on Windows write a mark of the order of bytes before a text.
        cells = json.loads(file.read_text(encoding="utf-8-sig"))["cells"]
        _bound(file, len(cells), CELLS, "cells", "take out what belongs to no answer")
        taken = [_cell(cell) for cell in cells]
        lost = [name for pair in zip(cells, taken, strict=True) for name in _lost(*pair)][:5]
    except PressError:
        raise
    except Exception as error:  # whatever stands in it
        why = f"{file.name} is no notebook ({type(error).__name__}): ask for it again"
        raise PressError(why) from error
    for place, cell in enumerate(taken, 1):
        where = f"letters in cell {place}, which begins '{cell.source[:20]}'"
        _bound(file, len(cell.source), CELL, where, "shorten it")
        where = f"pictures in cell {place}"
        _bound(file, len(cell.get("attachments", ())), PICTURES, where, "take some out")
    _bound(file, sum(len(cell.source) for cell in taken), LETTERS, "letters", "shorten it")
    give_ids(taken)
    said = NotebookNode({LOST: lost} if lost else {})
    return NotebookNode(cells=taken, metadata=said, nbformat=4, nbformat_minor=5)


def _bound(file: Path, there: int, most: int, what: str, to_do: str) -> None:
    if there > most:
        much = f"{file.name} has {there} {what}; {most} can be marked"
        raise PressError(f"{much}: {to_do}, or ask for it again")


def _cell(cell: dict[str, Any]) -> NotebookNode:
    """Of a cell its kind, text, pictures and name."""
    said = cell.get("metadata", {})
    if cell["cell_type"] not in TYPES or not isinstance(said, dict):
        raise ValueError
    new = {"id": str(cell.get("id", "")), "cell_type": cell["cell_type"]}
    new["source"] = "".join(cell["source"])  # a text, or its lines
    new["metadata"] = name_alone(said)
    if new["cell_type"] == "code":
        new |= {"outputs": [], "execution_count": None}
    elif pictures := inert.attachments(cell.get("attachments") or {}):
        new["attachments"] = pictures
    return nbformat.from_dict(new)


def _lost(cell: dict[str, Any], taken: NotebookNode) -> list[str]:
    """What was pasted into a text and is not taken."""
    pasted = {} if taken.cell_type == "code" else cell.get("attachments") or {}
    return [name[:100] for name in pasted if name not in taken.get("attachments", {})]
