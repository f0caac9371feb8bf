"""A student alone: which tasks pass, in words."""

import nbformat
import pytest
from small_course import answering, cell


@pytest.fixture
def validated(course, tmp_path):
    """Runs `press validate` on the student's notebook after a change."""

    def run(change, before=""):
        notebook = nbformat.read(course.student_notebook, as_version=4)
        change(notebook)
        file = tmp_path / "my lab.ipynb"
        file.write_text(before + nbformat.writes(notebook), encoding="utf-8")
        return course.press("validate", NOTEBOOK=str(file))

    return run


def test_wrong_then_right(validated):
    def wrong(notebook):
        answering("def double(x):\n    return x * x")(notebook)

    def right(notebook):
        answering("def double(x):\n    return 2 * x")(notebook)
        cell(notebook, "half").source = "half = 0.5"
        cell(notebook, "why").source = "The factor."

    first = validated(wrong)
    assert first.returncode == 1
    assert "✗ Task 1: twice, test of 1 mark: twice one: this is the square" in first.stdout
    assert "✗ Task 2: why: no answer is written yet" in first.stdout
    assert "✗ Task 3: the half, test of 1 mark: not written yet" in first.stdout
    assert "gives 0 of 4 marks" in first.stdout
    second = validated(right)
    assert second.returncode == 0, second.stdout
    assert "✓ Task 1: twice, test of 1 mark\n✓ Task 1: twice, test of 2 marks\n" in second.stdout
    assert "· Task 2: why: a written answer" in second.stdout
    assert "gives 4 of 4 marks" in second.stdout


def test_a_mark_of_the_order_of_bytes_changes_nothing(validated):
    run = validated(answering("def double(x):\n    return 2 * x"), before="\ufeff")
    assert "✓ Task 1: twice, test of 1 mark\n✓ Task 1: twice, test of 2 marks\n" in run.stdout


def test_a_given_cell_that_stops_is_told(validated):
    """Tests may pass although what was written does not work where it is used."""

    def change(notebook):
        answering("def double(x):\n    return 2 * x if x else None")(notebook)
        cell(notebook, "half").source = "half = 0.5"
        cell(notebook, "why").source = "The factor."
        notebook.cells.append(nbformat.v4.new_code_cell("1 + double(0)"))

    run = validated(change)
    assert run.returncode == 1
    assert "a given cell stops, which uses what you wrote: TypeError" in run.stdout
    assert "gives 4 of 4 marks" in run.stdout


def test_a_changed_test_is_told(validated):
    def change(notebook):
        cell(notebook, "test-half").source = "pass"

    run = validated(change)
    assert run.returncode == 1
    assert "✗ Task 3: the half, test of 1 mark: the test has been changed" in run.stdout


def test_a_test_that_would_not_run_is_told(validated):
    def change(notebook):
        cell(notebook, "test-half").metadata["tags"] = ["skip-execution"]

    run = validated(change)
    assert run.returncode == 1
    assert "test of 1 mark: the tag 'skip-execution' keeps it from running" in run.stdout


def test_a_test_or_a_task_that_was_deleted_is_told(validated):
    def change(notebook):
        cell(notebook, "double").source = "def double(x):\n    return 2 * x"
        for name in ("test-half", "half"):
            notebook.cells.remove(cell(notebook, name))

    run = validated(change)
    assert run.returncode == 1
    assert "✗ 'half' is missing: take its cell from a new copy\n✗ 'test-half' is" in run.stdout


def test_a_copied_cell_is_no_traceback(validated):
    def change(notebook):
        first = cell(notebook, "double")
        again = type(first)(first, id="again", source="def double(x):\n    return 2 * x")
        notebook.cells.insert(notebook.cells.index(first) + 1, again)

    run = validated(change)
    assert "Traceback" not in run.stdout
    assert "✓ Task 1: twice, test of 1 mark" in run.stdout


def test_a_cell_that_is_no_python_is_the_first_thing_to_mend(validated):
    run = validated(answering("def double(x):\n    return 2 x"))
    assert "test of 1 mark: the cell of the task stops: SyntaxError: invalid syntax" in run.stdout


def test_exit_after_an_answer_changes_nothing(validated):
    def change(notebook):
        answering("def double(x):\n    return 2 * x\nexit()")(notebook)
        own = nbformat.v4.new_code_cell("import time\ntime.sleep(1)  # time enough to end")
        notebook.cells.insert(notebook.cells.index(cell(notebook, "double")) + 1, own)

    run = validated(change)
    assert "✓ Task 1: twice, test of 1 mark\n✓ Task 1: twice, test of 2 marks\n" in run.stdout


def test_a_cell_that_ends_python_is_told_in_a_sentence(validated):
    run = validated(answering("def double(x):\n    return 2 * x\n__import__('os')._exit(1)"))
    assert run.returncode == 1
    assert "a cell ended Python itself, or took all memory" in run.stdout
    assert "Traceback" not in run.stdout


def test_what_is_no_lab(course, tmp_path):
    text = tmp_path / "x.ipynb"
    text.write_text("no notebook")
    assert "is no notebook" in course.press("validate", NOTEBOOK=str(text)).stdout
    assert "there is no file" in course.press("validate", NOTEBOOK="nowhere.ipynb").stdout
    nbformat.write(nbformat.v4.new_notebook(), text)
    assert "has no tests" in course.press("validate", NOTEBOOK=str(text)).stdout
