"""A kind of lab cell is one row: a fourth one, planted here, is known to all that make copies."""

from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from docutils import nodes
from docutils.utils import new_document
from press.guards.lab_marks import untried_tests
from press.guards.subject import Page
from press.labs import kinds, lab, shown
from press.marking import report, validate
from press.notebook import cells

SOURCE = Path("book/labs/introducing-pytorch.md")  # beside which wrong answers are listed
LAB = """---
file_format: mystnb
---

# Choosing (2 marks)

+++ {"nbgrader": {"grade_id": "pick", "grade": true, "solution": true, "points": 2}, \
"tags": ["choice"]}

The secret is b.

+++
"""


def _options(cell):
    name = cell.metadata["nbgrader"].grade_id
    return f":::{{note}}\n:class: {kinds.WRITE_HERE}\n:name: {name}\na or b?\n:::"


def _asks(name, text, wrong):
    yield f"'{name}' says nothing of why"


CHOICE = kinds.Kind(
    "choice",
    solution=True,
    grade=True,
    tag="choice",
    on_page=_options,
    blank="YOUR CHOICE HERE",
    unanswered="nothing chosen",
    faults=_asks,
)


@pytest.fixture
def choice(monkeypatch):
    """The notebook of the page that readers see, when the table has a fourth row."""
    monkeypatch.setattr(kinds, "KINDS", [CHOICE, *kinds.KINDS])
    shown.cut.cache_clear()
    yield lab.complete(lab.page.parse(shown.cut(LAB, SOURCE), "x"), SOURCE)
    shown.cut.cache_clear()


@pytest.fixture
def student(choice):
    """The cell that a student gets."""
    tree = new_document("x")
    tree += nodes.container("", classes=[kinds.WRITE_HERE], names=["pick"])
    made = cells.convert(tree, SimpleNamespace(), choice)
    return next(cell for cell in made.cells if "nbgrader" in cell.metadata)


def test_the_page_shows_what_the_row_says(choice):
    text = "\n".join(cell.source for cell in choice.cells)
    assert "a or b?" in text
    assert "secret" not in text
    assert "Your answer" not in text


def test_the_notebook_has_its_blank(student):
    assert student.source == "YOUR CHOICE HERE"


def test_the_report_gives_its_reason(student):
    row = report.Row("lab1", "Ada", "pick", 0.0, 2.0, "", "")
    assert report._row(student, row, [], []).reason == "nothing chosen"


def test_a_student_alone_is_told(student):
    notebook = nbformat.v4.new_notebook(cells=[student])
    assert "no answer is written yet" in validate.describe(notebook, [])[0][0]
    student.source = "b"
    assert "a choice, for a person to mark" in validate.describe(notebook, [])[0][0]


def test_the_guard_asks_what_the_row_asks(choice):
    found = untried_tests(Page(str(SOURCE), LAB, False))
    assert [problem.what for problem in found] == ["'pick' says nothing of why"]


def test_a_cell_without_its_tag_is_of_another_kind(choice):
    cell = next(cell for cell in choice.cells if "nbgrader" in cell.metadata)
    assert kinds.kind_of(cell) is CHOICE
    cell.metadata.tags = ["another"]
    assert kinds.kind_of(cell) is kinds.WRITTEN


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_each_row_is_found_by_its_own_marks(kind):
    marks = {"solution": kind.solution, "grade": kind.grade}
    cell = nbformat.v4.new_code_cell(metadata={"nbgrader": marks})
    assert kinds.kind_of(cell) is kind
    assert kinds.kind_of(nbformat.v4.new_code_cell()) is None
