"""A lab's notebooks: the student's, and the instructor's with solutions and hidden tests."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from press.labs import lab
from press.pages import page

SET_UP_ID = "set-up"  # the id of the cell that the press adds to each notebook


def for_students(notebook: NotebookNode) -> NotebookNode:
    """The notebook of a lab's page with tests locked and checksums set, as nbgrader does it.

    Raises PressError where a delimiter is left in it.
    """
    from nbgrader.preprocessors import ComputeChecksums, LockCells

    for preprocessor in (LockCells(), ComputeChecksums()):
        notebook, _ = preprocessor.preprocess(notebook, {})
    lab.require_no_leak(nbformat.writes(notebook), "the student's notebook")
    return notebook


def for_instructors(student: NotebookNode, source: Path) -> NotebookNode:
    """The student's notebook with the code and answers of the lab's source put back."""
    notebook, full = nbformat.from_dict(student), lab.read(source)
    code = [c for c in page.code_cells(notebook) if c.id != SET_UP_ID]
    for cell, whole in zip(code, page.code_cells(full), strict=True):
        cell.source = whole.source
    answers = lab.named(full)
    for name, cell in lab.named(notebook).items():
        cell.source = answers[name].source
        cell.metadata["nbgrader"].pop("checksum", None)
    return notebook
