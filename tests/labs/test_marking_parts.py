"""Pieces of marking, each by itself: nothing is built, and no notebook runs."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from press.labs import lab, release, shown
from press.marking import mend, report, run, validate
from press.marking.kernel import SandboxedKernelManager
from small_course import LAB, cell


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The small lab in a file."""
    file = tmp_path_factory.mktemp("lab") / "doubling.md"
    file.write_text(LAB, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def released(source):
    """The notebook that its students get."""
    return release.for_students(shown.notebook(source))


@pytest.fixture
def student(released):
    """A student's own copy of it."""
    return nbformat.from_dict(released)


@pytest.mark.parametrize("delimiter", lab.DELIMITERS)
def test_each_delimiter_is_a_leak(delimiter):
    with pytest.raises(lab.PressError, match=f"'{delimiter}' stands in the site"):
        lab.require_no_leak(f"text\n### {delimiter}\n", "the site")


def test_the_delimiters_are_nbgraders():
    assert set(lab.DELIMITERS) == {
        "BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS",
    }  # fmt: skip


def test_tests_are_locked_and_have_checksums_for_students_alone(released, source):
    test = cell(released, "test-double")
    assert test.metadata.editable is False
    assert test.metadata["nbgrader"].checksum
    full = release.for_instructors(released, source)
    assert all("checksum" not in c.metadata.get("nbgrader", {}) for c in full.cells)
    assert "secret_of_one" in cell(full, "test-double").source
    assert cell(released, "test-double").metadata["nbgrader"].checksum, "the other is untouched"


class Clocked:
    """nbgrader's own part of `Mark`, without a kernel: each cell takes 100 seconds."""

    def __init__(self, monkeypatch):
        self.seconds, self.ran = 0, []
        monkeypatch.setattr(run.time, "monotonic", lambda: self.seconds)
        monkeypatch.setattr(run.Execute, "preprocess", self.preprocess)
        monkeypatch.setattr(run.Execute, "preprocess_cell", self.preprocess_cell)

    def preprocess(self, nb, resources, km):
        for index, one in enumerate(nb.cells):
            self.mark.preprocess_cell(one, resources, index)
        return nb, resources

    def preprocess_cell(self, cell, resources, index):
        self.seconds += 100
        self.ran.append(index)
        cell.outputs = []
        return cell, resources


def test_when_the_time_of_a_notebook_is_over_nothing_more_runs(monkeypatch):
    clock = Clocked(monkeypatch)
    clock.mark = run.Mark(budget=300)
    notebook = new_notebook(cells=[new_code_cell("1") for _ in range(6)])
    clock.mark.preprocess(notebook, {"nbgrader": {"assignment": "lab1"}})
    assert clock.ran == [0, 1, 2, 3]  # the fourth begins when 300 seconds are not yet over
    assert [c.outputs[0].ename for c in notebook.cells[4:]] == [run.NOT_RUN] * 2


def test_the_folder_of_a_kernel_goes_with_it():
    manager = SandboxedKernelManager()
    folder = Path(manager.connection_file).parents[1]
    assert (folder / "work").is_dir()
    manager.cleanup_connection_file()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("written", "counts"),
    [
        (["", "x = 1"], 1),  # "" is the cell as it was given out
        (["x = 1", ""], 0),
        (["x = 1", "x = 2"], 1),
        (["x = 1", "x = 2", ""], 1),
        (["", ""], 1),
    ],
)
def test_of_copies_of_a_cell_the_last_that_was_changed_counts(student, released, written, counts):
    first = cell(student, "double")
    place = student.cells.index(first)
    copies = [nbformat.from_dict(first) for _ in written]
    for copy, text in zip(copies, written, strict=True):
        copy.source = text or first.source
    student.cells[place : place + 1] = copies
    said = mend.mend(student, released)
    assert [i for i, c in enumerate(copies) if "nbgrader" in c.metadata] == [counts]
    assert said == [f"'double' was there {len(written)} times; the last one that differs counts"]


@pytest.mark.parametrize("name", ["double", "test-double", "test-half"])
def test_a_missing_cell_returns_to_its_place(student, released, name):
    student.cells.remove(cell(student, name))
    (said,) = mend.mend(student, released)
    assert "was missing; it was put back as it was given out" in said
    assert said.startswith(mend.TEST) == name.startswith("test-")
    assert list(lab.named(student)) == list(lab.named(released))


def lab_of(*cells):
    """A notebook of cells given as `task: CODE`, `test: CODE`, each test of one mark."""
    made = []
    for i, (kind, code) in enumerate(cells):
        marks = {"grade_id": f"c{i}", "solution": kind == "task", "grade": kind == "test"}
        if kind == "test":
            marks["points"] = 1
        made.append(new_code_cell(code, metadata={"nbgrader": marks}))
    return new_notebook(cells=[new_markdown_cell("# Task"), *made])


BLANK, DONE = ("task", "# YOUR CODE HERE\nraise NotImplementedError()"), ("task", "x = 1")


@pytest.mark.parametrize(
    ("cells", "not_written"),
    [
        ([BLANK, ("test", "a")], [True]),
        ([DONE, ("test", "a")], [False]),
        ([BLANK, DONE, ("test", "a")], [True]),  # two tasks for one test
        ([BLANK, ("test", "a"), ("test", "b")], [True, True]),
        ([BLANK, ("test", "a"), DONE, ("test", "b")], [True, False]),  # forgotten by then
    ],
)
def test_only_what_is_not_written_is_called_so(monkeypatch, cells, not_written):
    monkeypatch.setattr(validate, "_changed", lambda _: "")
    failures = [{"source": code, "raw_error": "Error: wrong"} for kind, code in cells]
    lines, _ = validate.describe(lab_of(*cells), failures)
    said = [line for line in lines if line.startswith("✗")]
    assert ["not written yet" in line for line in said] == not_written
    assert ["Error: wrong" in line for line in said] == [not blank for blank in not_written]


def failed(ename, evalue="words"):
    outputs = [new_output("error", ename=ename, evalue=evalue, traceback=[])]
    marks = {"grade_id": "t", "solution": False, "grade": True, "points": 2}
    return new_code_cell("test", outputs=outputs, metadata={"nbgrader": marks})


ROW = report.Row("lab1", "Ada", "t", 0.0, 2.0, "", "")


@pytest.mark.parametrize(
    ("ename", "events", "flag", "reason"),
    [
        ("CheckFailed", [], "", "words"),
        ("KeyError", [], "", "KeyError: words"),
        ("NotImplementedError", [], "", "not written yet"),
        ("NotImplementedError", ["a crash"], "", "not written yet"),
        ("KeyError", ["a crash"], "LOOK", "KeyError: words (before that: a crash)"),
    ],
)
def test_a_technical_event_is_flagged_where_it_can_have_cost_a_mark(ename, events, flag, reason):
    row = report._row(failed(ename), ROW, events, [])
    assert (row.flag, row.reason) == (flag, reason)
