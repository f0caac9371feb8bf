"""What `press labs` makes of a lab: a page, a student's notebook, a course folder."""

import shutil
from pathlib import Path

import nbformat
import pytest
from small_course import Course, cell

DELIMITERS = ["BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN", "END HIDDEN", "MARK SCHEME"]
SECRETS = ["secret_", "7919", "15838"]
# The theme's own files, of which one has the number 7919 in a glyph.
FOREIGN = "_static"


def texts(folder: Path) -> dict[Path, str]:
    """Every file below a folder that is not the theme's, as text."""
    files = (p for p in folder.rglob("*") if p.is_file() and FOREIGN not in p.parts)
    return {path: path.read_bytes().decode("utf-8", "replace") for path in files}


@pytest.mark.parametrize("place", ["_build/html", "build/course/release"])
def test_nothing_that_a_student_gets_leaks(course, place):
    found = texts(course.root / place)
    assert found
    leaks = [
        (p, word) for p, text in found.items() for word in SECRETS + DELIMITERS if word in text
    ]
    assert not leaks


def test_the_source_of_the_lab_would_leak(course):
    """The test above can fail: its words do stand in the source."""
    text = course.source.read_text()
    assert all(word in text for word in SECRETS + DELIMITERS[:4])


def test_the_page_shows_stubs_tests_and_what_tests_print(course):
    page = (course.root / "_build/html/labs/doubling.html").read_text(encoding="utf-8")
    assert page.count("YOUR CODE HERE") == 2
    assert "✓ twice one" in page
    assert "✓ twice three" in page
    assert "✓ the half" in page
    assert "twice a vector" not in page, "a hidden test's output"
    assert "Your answer (2 marks)" in page
    assert "shown_solution" in page, "the page says that this solution may be shown"
    source = (course.root / "_build/html/_sources/labs/doubling.md").read_text()
    assert "YOUR CODE HERE" in source


def test_the_students_notebook_has_no_solution(course):
    notebook = nbformat.read(course.student_notebook, as_version=4)
    text = nbformat.writes(notebook)
    assert "shown_solution" not in text
    assert "One solution" not in text
    assert cell(notebook, "why").source == "YOUR ANSWER HERE"
    assert not cell(notebook, "test-double").metadata.editable
    assert all("outputs" not in c or not c.outputs for c in notebook.cells)


def test_the_release_is_the_students_notebook(course):
    """nbgrader's own release, made from the instructor's notebook, is the same cell for cell."""
    released = nbformat.read(course.course / "release/lab1/doubling.ipynb", as_version=4)
    student = nbformat.read(course.student_notebook, as_version=4)
    for ours, theirs in zip(student.cells, released.cells, strict=True):
        assert (ours.cell_type, ours.source) == (theirs.cell_type, theirs.source)
        assert ours.metadata == theirs.metadata


def test_the_instructors_notebook_has_everything(course):
    made = nbformat.read(course.course / "source/lab1/doubling.ipynb", as_version=4)
    assert "return shown_solution * x" in cell(made, "double").source
    assert "secret_of_one = 7919.0" in cell(made, "test-double").source
    assert "Mark scheme" in cell(made, "why").source
    assert "Read $2x$ as twice $x$, and see [Small book](https" in made.cells[2].source


def test_making_it_again_harms_nothing(course):
    seed = (course.course / "seed.txt").read_text()
    assert len(seed.strip()) == 16
    kept = course.course / "submitted" / "someone" / "lab1" / "doubling.ipynb"
    kept.parent.mkdir(parents=True)
    kept.write_text("work")
    run = course.press("labs")
    assert run.returncode == 0, run.stdout
    assert (course.course / "seed.txt").read_text() == seed
    assert kept.read_text() == "work"
    shutil.rmtree(kept.parents[1])


FAULTS = {
    "no end": (
        "    ### END SOLUTION\n",
        "",
        "no end solution statement found",
    ),
    "no points": (
        "grade: true, points: 2}",
        "grade: true}",
        "'test-double-2' needs points if, and only if, it is graded",
    ),
    "twice": ("grade_id: half,", "grade_id: double,", "a second cell has the grade_id 'double'"),
    "name": ("grade_id: half,", "grade_id: Half 2,", "but should be like 'normal-equations'"),
    "nothing": ("grade_id: half, solution: true", "grade_id: half", "is neither"),
    "unmarked": (
        ":nbgrader: {grade_id: test-half, grade: true, points: 1}\n",
        "",
        "Hidden test region detected in a non-grade cell",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_source_is_named(tmp_path, fault):
    """With its file, and what to do; nothing is built."""
    from press.errors import PressError
    from press.labs import shown

    old, new, words = FAULTS[fault]
    lab = Course(tmp_path)
    text = lab.source.read_text()
    assert old in text
    with pytest.raises(PressError, match=words) as error:
        shown.cut(text.replace(old, new, 1), lab.source)
    assert "doubling.md" in str(error.value)
