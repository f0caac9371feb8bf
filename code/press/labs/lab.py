"""What a lab's source says: its cells with nbgrader's marks, and what of it is secret."""

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from press import settings
from press.errors import PressError
from press.pages import page, signs

# What a cell's metadata may leave out.
USUAL = {"schema_version": 3, "solution": False, "grade": False, "locked": False, "task": False}
SOLUTION = re.compile(r"^[ \t]*### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION$", re.M | re.S)
HIDDEN = re.compile(rf"^[ \t]*{signs.BEGIN}\n.*?^[ \t]*### END HIDDEN TESTS\n?", re.M | re.S)
CHECK_FAILED = "CheckFailed"  # the error of `diffprog.check`, whose message says it all
# What must not be seen by anyone who has not asked for it.
DELIMITERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def read(source: Path) -> NotebookNode:
    """The full notebook of a lab, with nbgrader's metadata completed."""
    return complete(page.read(source), source)


def complete(notebook: NotebookNode, source: Path) -> NotebookNode:
    """Fill in the metadata that every cell of a kind has; raise PressError for a faulty one."""
    seen: set[str] = set()
    for index, cell in enumerate(notebook.cells):
        if "nbgrader" not in cell.metadata:
            continue
        marks = nbformat.from_dict({**USUAL, **cell.metadata["nbgrader"]})
        where = f"{source}:{page.line_of(notebook, index)}"
        _require_sound(marks, seen, where)
        marks.locked = marks.grade and not marks.solution
        marks.cell_type = cell.cell_type
        seen.add(marks.grade_id)
        cell.metadata["nbgrader"] = marks
    return notebook


def _require_sound(marks: dict, seen: set[str], where: str) -> None:
    name = marks.get("grade_id")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9-]+", name):
        raise PressError(f"{where}: grade_id is {name!r}, but should be like 'normal-equations'")
    if name in seen:
        raise PressError(f"{where}: a second cell has the grade_id '{name}'")
    if marks["grade"] == (marks.get("points") is None):
        raise PressError(f"{where}: '{name}' needs points if, and only if, it is graded")
    if not (marks["grade"] or marks["solution"]):
        raise PressError(f"{where}: '{name}' is neither `solution: true` nor `grade: true`")


def named(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """The cells that nbgrader knows, by their grade_id."""
    return {
        c.metadata["nbgrader"]["grade_id"]: c for c in notebook.cells if "nbgrader" in c.metadata
    }


def in_words(points: float) -> str:
    """`1 mark`, `2 marks`."""
    return "1 mark" if points == 1 else f"{points:g} marks"


def require_no_leak(text: str, where: str) -> None:
    """Raise PressError if a delimiter stands in what a student gets."""
    for delimiter in DELIMITERS:
        if delimiter in text:
            raise PressError(f"'{delimiter}' stands in {where}")


def without_delimiters(code: str) -> str:
    """The code of a cell as one would write it, without the lines that mark the solution."""
    lines = code.splitlines()
    return "\n".join(line for line in lines if not any(mark in line for mark in DELIMITERS))


def wrong_answers(source: Path) -> dict[str, list[dict]]:
    """The wrong answers to each task that lie beside a lab, in `NAME.wrong.yml`."""
    file = source.with_suffix(".wrong.yml")
    if not file.is_file():
        raise PressError(f"{file} is missing: it lists wrong answers to each task")
    return settings.read(file) or {}
