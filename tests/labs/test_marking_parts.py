"""Pieces of marking, each by itself: nothing is built, and no notebook runs."""

import csv
import io
import math
import os
import re
import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import torch
from nbconvert.filters import markdown_mistune
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.api import Gradebook
from press.labs import lab, release, shown
from press.marking import (
    apart,
    around,
    handed_in,
    inert,
    mark,
    mend,
    model,
    planted,
    reasons,
    report,
    rewritten,
    run,
    side_by_side,
    tables,
    trust,
    validate,
)
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
        monkeypatch.setattr(run.around.Execute, "preprocess", self.preprocess)
        monkeypatch.setattr(run.around.Execute, "preprocess_cell", self.preprocess_cell)
        monkeypatch.setattr(run.Mark, "start_asking", lambda mark: None)

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
    assert said.startswith(mend.GIVEN) == name.startswith("test-")
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
        ("NotImplementedError", [], "", "NotImplementedError: words"),  # not the stub's
        ("KeyError", ["a crash"], "LOOK", "KeyError: words (before that: a crash)"),
    ],
)
def test_a_technical_event_is_flagged_where_it_can_have_cost_a_mark(ename, events, flag, reason):
    row = report._row(failed(ename), ROW, events, [])
    assert (row.flag, row.reason) == (flag, reason)


def test_the_stub_is_not_written_yet_whatever_went_before():
    row = report._row(failed("NotImplementedError", ""), ROW, ["a crash"], [])
    assert (row.flag, row.reason) == ("", "not written yet")


def test_a_task_whose_cell_stops_is_the_first_thing_to_mend():
    stops = new_output("error", ename="SyntaxError", evalue="invalid syntax", traceback=[])
    marks = {"grade_id": "f", "solution": True, "grade": False}
    task = new_code_cell("def f(x):\n    2 x", outputs=[stops], metadata={"nbgrader": marks})
    stopped = reasons.stopped_tasks(new_notebook(cells=[task]))
    test = failed("NameError", "name 'f' is not defined")
    said = "the cell of the task stops: SyntaxError: invalid syntax"
    assert report._row(test, ROW, [], [], stopped).reason == said
    other = failed("NameError", "name 'g' is not defined")
    assert report._row(other, ROW, [], [], stopped).reason.startswith("NameError")


@pytest.mark.parametrize("late", [True, False], ids=["no-grade", "no-cell"])
def test_a_lab_whose_test_was_renamed_empties_no_grades(tmp_path, monkeypatch, late):
    """Its notebooks were marked by the old name, and the gradebook is made anew."""
    monkeypatch.chdir(tmp_path)
    # nbgrader calls a program of its environment by its bare name.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    marked = lab_of(DONE, ("test", "test"))
    for number in "12":
        for place in (f"submitted/ada/lab{number}", f"autograded/ada/lab{number}"):
            Path(place).mkdir(parents=True)
        nbformat.write(marked, Path(f"autograded/ada/lab{number}/x.ipynb"))
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_student("ada")
        for number, test in (("1", "c1"), ("2", "renamed")):
            book.add_assignment(f"lab{number}")
            book.add_notebook("x", f"lab{number}")
            add = [test, "x", f"lab{number}"]
            if number == "1" or not late:
                book.add_grade_cell(*add, max_score=2, cell_type="code")
            book.add_submission(f"lab{number}", "ada")
            if number == "2" and late:
                book.add_grade_cell(*add, max_score=2, cell_type="code")
            else:
                book.find_grade(*add, "ada").auto_score = 2
                book.find_grade(*add, "ada").needs_manual_grade = False
        book.db.commit()
        report.GradesPlugin(to="grades.csv").export(book)
        (row,) = report.rows(tmp_path, "lab2", book)
    with Path("grades.csv").open(newline="") as file:
        sums = [list(row.values())[:6] for row in csv.DictReader(file)]
    assert sums == [["lab1", "ada", "2.0", "2.0", "0", "0"], ["lab2", "ada", "", "2.0", "1", "1"]]
    assert "autograded/ada/lab2" in row.reason


def test_what_asks_for_a_look_is_said_beside_full_marks():
    full = replace(ROW, score=2.0)
    assert reasons.to_look(full, []) == full
    assert reasons.to_look(full, ["a", "b"]) == replace(full, flag="LOOK", reason="a; b")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import sys\nsys._getframe(1)", "_getframe"),
        ("import sys\nsys . modules['torch'] = 1", "sys.modules"),
        ("import gc", "gc"),
        ("import IPython\nIPython.get_ipython()", "get_ipython"),
        ("import torch\ntorch.serialization.\\\n    inspect.stack()", "inspect"),
        ("import numpy\nnumpy . ctypeslib .ctypes", "ctypes"),
        ("import unittest.mock as u\nu.builtins", "builtins"),
        ("import pkgutil\n(pkgutil\n.importlib)", "importlib"),
        ("m.exec('pass')", "exec"),
        ("eval('1')", "eval"),
        ("f = [1., compile]", "compile"),
        ("from inspect import stack", "inspect"),
        ("def f(x):\n    exec('pass')", "exec"),
        ("sum = 0", "sum"),
        ("for max in range(3):\n    pass", "max"),
        ("def abs(x):\n    return x", "abs"),
        ("import math as sum", "sum"),
        ("from numpy import max", "max"),
        ("from numpy import *", "all names of numpy"),
        ("%%time\nimport gc", "gc"),  # no Python: read as it stands
    ],
)
def test_what_reaches_for_tests_is_seen(code, found):
    (said,) = trust.suspicions(["x = 1", code])
    assert found in said


@pytest.mark.parametrize(
    "code",
    [
        "net.eval()\nnet.modules()",
        "import re\nre.compile('a')\nnet = torch.compile(net)\nnets[0] .eval()",
        "inspector.recompile = gcd.evaluate",
        "# gc and inspect\nx = 'sys.modules'",
        "def f(sum):\n    max = sum\n    return max",
        "def f(x):\n    raise NotImplementedError()",
    ],
)
def test_what_is_usual_is_not_suspected(code):
    assert trust.suspicions([code]) == []


@pytest.mark.parametrize(
    ("named", "status", "complaint"),
    [
        ("'[{\"a\": 1}, [], {}]'", ("ok", "error"), None),
        ("'[{\"a\": 1}, [], {}]'", ("ok", "ok"), around.LIED),
        ("'[{\"a\": 1}, [], {}]'", ("error", "error"), around.FAILED),
        ("None", ("ok", "error"), around.MUTE),
    ],
)
def test_a_notebook_in_which_planted_tests_or_names_lie_is_not_marked(
    monkeypatch, named, status, complaint
):
    mark = run.Mark(budget=300)
    mark._given = apart.Given(new_notebook())
    mark.nb, mark._names, mark._seed = new_notebook(metadata={around.LOOK: []}), {"a": 1}, "s"
    monkeypatch.setattr(mark, "_tell", lambda *_: named)
    monkeypatch.setattr(mark, "_reply", lambda code: {"status": status[" + 1, " in code]})
    mark.before_test(failed("none"))
    assert mark.nb.metadata.get(around.NOT_MARKED) == complaint
    assert mark.nb.metadata[around.LOOK] == []
    mark._names = {"a": 2}
    mark.before_test(failed("none"))
    assert bool(mark.nb.metadata[around.LOOK]) == (named != "None")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([BLANK, ("test", "f(1)")], "c0"),
        ([DONE, ("test", "f(1)")], ""),
        ([BLANK, DONE, ("test", "f(1)")], ""),  # who has written one of two
        ([BLANK, BLANK, ("test", "f(1)")], "c1"),
        ([BLANK, ("test", "a"), ("test", "f(1)")], "c0"),
        ([("task", "def f(x):\n    # YOUR CODE HERE"), DONE, ("test", "f(1)")], ""),
        ([("task", "def f(x):\n    pass"), DONE, ("test", "f(1)")], "c0"),  # it names f
    ],
)
def test_a_test_that_passes_without_an_answer_asks_for_a_look(cells, found):
    stubs = {BLANK[1], "def f(x):\n    pass"}
    notebook = lab_of(*cells)
    assert trust.blank_task(notebook.cells, notebook.cells[-1], stubs) == found


def test_planted_tests_have_no_word_of_their_own():
    many = [dict(planted.pair("t", "answer('secret', f(1), 2)")) for _ in range(20)]
    codes = [code for pair in many for code in pair]
    assert all("answer('secret', f(1), 2)" in code for code in codes)
    words = [set(re.findall(r"\w+", code)) for code in codes]
    assert len({frozenset(w) for w in words}) == len(codes)
    assert {tuple(pair.values()) for pair in many} == {(True, False), (False, True)}


@pytest.mark.parametrize("test", ["from math import *", "x = 1\nglobal x"])
def test_what_cannot_stand_in_a_function_is_not_planted(test):
    for code, passes in planted.pair("t", test):
        assert test.splitlines()[0] not in code
        compile(code, "", "exec")
        assert (" + 1, " not in code) == passes


# Each way in which a test may bind the name of a student's helper, and what it then gets.
BINDING = {
    "try:\n    1 / 0\nexcept ArithmeticError as shift:\n    shift\ngot = helped(2)": 20,
    "for shift in (1, 2):\n    got = (lambda shift: helped(shift))(shift)": 20,
    "shift = 2\ndef g(shift, x=shift):\n    return helped(shift) + x\ngot = g(shift=1)": 12,
    "shift = 1\ngot = [helped(shift) for shift in (shift, 2)]": [10, 20],
    "import math as shift\ngot = helped(shift.floor(2.5))": 20,
    "from math import pi as shift\ngot = helped(2)": 20,
    "def shift(x):\n    return 3 * x\ngot = helped(shift(1))": 30,
    "class shift:\n    def shift(self):\n        return 2\ngot = helped(shift().shift())": 20,
    "def g(*, shift):\n    shift += 1\n    return helped(shift)\nshift = 0\ngot = g(shift=1)": 20,
    "match 2:\n    case shift:\n        got = helped(shift)": 20,
}


@pytest.mark.parametrize(
    ("test", "python", "functions", "value"),
    [
        ("got = sum([1, 2])", {"sum"}, {}, 3),
        ("got = [sum([n]) for n in (1,)][0]", {"sum"}, {}, 1),
        ("for shift in (1, 2):\n    got = helped(shift)", set(), {"shift": ""}, 20),
        ("got = f'{sum([2])}'", {"sum"}, {}, "2"),
        ("def g(sum):\n    return sum\ngot = g(4)", set(), {"other": ""}, 4),
        ("for sum in [4]:\n    got = sum", {"sum"}, {}, 4),
        *((test, set(), {"shift": ""}, value) for test, value in BINDING.items()),
    ],
)
def test_a_test_runs_beside_names_with_another_meaning(test, python, functions, value):
    names = {"sum": lambda _: "another sum", "shift": lambda x: 10 * x}
    exec("def helped(x):\n    return shift(x)", names)
    exec(rewritten.rewritten(test, python, functions), names)
    assert names["got"] == value
    assert names["shift"](1) == 10


def test_a_test_of_which_no_name_is_taken_stays_as_it_is():
    test = "x = 1  # one\nassert sum([x]) == 1"
    assert rewritten.rewritten(test, {"max"}, {"f": ""}) == test


@pytest.mark.parametrize(
    ("test", "stays"),
    [
        ("import math as m  # one", True),
        ("if True:\n    import torch, math as m", True),
        ("from torch.nn import functional as F", True),
        ("import numpy as m", False),  # another module by this name
        ("import math as m\nm = m.pi", False),
        ("m, n = 2, 3", False),
        ("from torch import nn as F", False),
    ],
)
def test_a_test_takes_no_module_from_a_student_but_may_import_the_same(test, stays):
    own = {"m": "math", "F": "torch.nn.functional", "torch": "torch"}
    names = {"m": math, "F": torch.nn.functional, "torch": torch}
    text = rewritten.rewritten(test, set(), own)
    exec(text, names)
    assert (text == test) == stays
    assert (names["m"], names["F"]) == (math, torch.nn.functional)


@pytest.mark.parametrize(
    ("cannot", "said", "refused"),
    [
        (["t"], "cannot: function", False),
        ([], "cannot: function", True),
        (None, "cannot: function", False),  # where nobody has asked the model solution
        ([], "passed", False),
        (["t"], "AssertionError", True),
    ],
)
def test_only_what_the_lab_decides_cannot_be_tried_apart(monkeypatch, cannot, said, refused):
    test = failed("none")
    mark = run.Mark(budget=300)
    mark.nb, mark._given, mark._cannot = new_notebook(cells=[test]), apart.Given(mark_lab()), cannot
    asked = []
    monkeypatch.setattr(mark, "_ask_apart", lambda _, cut: asked.append(cut) or said)
    assert bool(mark.second_opinion(test)) == refused
    assert set(asked) == {cannot == []}, "no gradient is asked for where none is needed"


@pytest.mark.parametrize("passed", [True, False])
def test_of_a_model_solution_that_was_stopped_nothing_is_kept(tmp_path, monkeypatch, passed):
    class Mark:
        budget = 300

        def __init__(self, config):
            self.config = config

        def preprocess(self, nb, resources):
            assert self.budget > 10 * Mark.budget, "it is run once, on any machine"
            nb.metadata[model.CANNOT] = ["t"]
            if not passed:
                run._refused(nb.cells[0], run.NOT_RUN)
            return nb, resources

    steps = SimpleNamespace(Autograde=SimpleNamespace(autograde_preprocessors=[Mark]))
    monkeypatch.setattr(model.config_file, "settings", lambda course: nullcontext(steps))
    monkeypatch.chdir(tmp_path)
    test = failed("none")
    test.outputs = []
    (tmp_path / "source/lab1").mkdir(parents=True)
    nbformat.write(new_notebook(cells=[test]), tmp_path / "source/lab1/x.ipynb")
    with nullcontext() if passed else pytest.raises(lab.PressError, match="NotRun"):
        model.find_out(str(tmp_path), "lab1", "")
    assert model.is_known(tmp_path, "lab1") == passed
    assert model.cannot(tmp_path, "lab1") == ({"t"} if passed else None)


def mark_lab():
    return lab_of(DONE, ("test", "test"))


def test_errors_come_first_and_a_number_is_no_part_of_the_marks():
    error = new_output("error", ename="E", evalue="", traceback=[])
    shown = new_output("execute_result", {"text/plain": "1.0"})
    printed, warned = (new_output("stream", name=n, text="x") for n in ("stdout", "stderr"))
    assert run._all_or_nothing([shown, warned, printed, error]) == [error, printed]


def changed(name, **to):
    def change(notebook):
        cell(notebook, name).update(to)

    return change


def tagged(notebook):
    cell(notebook, "test-double").metadata["tags"] = ["skip-execution"]


def of_another_version(notebook):
    for each in lab.named(notebook).values():
        each.metadata["nbgrader"]["schema_version"] = 99


def without_given(notebook):
    notebook.cells = [c for c in notebook.cells if "import answer" not in c.source]


@pytest.mark.parametrize(
    "change",
    [
        changed("test-double", source="pass"),
        changed("test-double", cell_type="markdown"),
        changed("double", cell_type="raw"),
        tagged,
        of_another_version,
        without_given,
        lambda notebook: notebook.metadata.update(kernelspec={"name": "ir"}),
        lambda notebook: notebook.cells.reverse(),
    ],
)
def test_what_a_release_fixes_is_put_back(student, released, change):
    cell(student, "double").source = "def double(x):\n    return 2 * x"
    change(student)
    mend.mend(student, released)
    cell(student, "double").source = cell(released, "double").source
    code = [(c.source, c.metadata, c.cell_type) for c in student.cells if c.cell_type == "code"]
    assert code == [
        (c.source, c.metadata, c.cell_type) for c in released.cells if c.cell_type == "code"
    ]
    assert student.metadata == released.metadata


def test_of_what_own_cells_say_of_themselves_nothing_stays(student, released):
    said = {"tags": ["skip-execution"], "nbgrader": {"grade_id": "mine", "grade": True}}
    student.cells += [new_code_cell("x", metadata=said), new_markdown_cell("y", metadata=said)]
    mend.mend(student, released)
    assert [each.metadata for each in student.cells[-2:]] == [{}, {}]


def test_cells_in_another_order_are_told(student, released):
    assert mend.mend(nbformat.from_dict(student), released) == []
    student.cells.reverse()
    said = mend.mend(student, released)
    assert said == ["its cells stood in another order; they were put back"]


def test_a_given_cell_that_was_changed_runs_before_the_change(student, released):
    given = next(c for c in student.cells if "import answer" in c.source)
    given.source = "answer = print"
    (said,) = mend.mend(student, released)
    assert said.startswith(f"{mend.GIVEN}cell 'from diffprog import runtime' was changed")
    places = [i for i, c in enumerate(student.cells) if "answer = print" in c.source]
    assert "import answer" in student.cells[places[0] - 1].source


@pytest.mark.parametrize("keeps_its_cell", [True, False])
def test_an_answer_in_a_cell_of_its_own_is_found(student, released, keeps_its_cell):
    given, drawn = cell(student, "why"), {"it.png": {"image/png": PNG}}
    place = student.cells.index(given)
    student.cells.insert(place + 1, new_markdown_cell("The factor.", attachments=drawn))
    if not keeps_its_cell:
        student.cells.remove(given)
    (said,) = mend.mend(student, released)
    assert said == "'why' was answered in a cell of its own; it was taken from there"
    assert (cell(student, "why").source, cell(student, "why").attachments) == ("The factor.", drawn)


@pytest.mark.parametrize("kind", [new_raw_cell, new_markdown_cell])
def test_an_answer_below_the_placeholder_stays(student, released, kind):
    given = cell(student, "why")
    given.source = "YOUR ANSWER HERE\n\nThe factor."
    student.cells.insert(student.cells.index(given) + 1, kind("## My notes"))
    assert mend.mend(student, released) == []
    assert cell(student, "why").source == "YOUR ANSWER HERE\n\nThe factor."


@pytest.mark.parametrize("left", ["YOUR ANSWER HERE", "", "**YOUR ANSWER HERE**\n\n- \n"])
def test_an_answer_in_a_raw_cell_is_found(student, released, left):
    given = cell(student, "why")
    given.source = left
    student.cells.insert(student.cells.index(given) + 1, new_raw_cell("The factor."))
    mend.mend(student, released)
    assert cell(student, "why").source == "The factor."


def test_an_answer_that_may_stand_in_code_is_to_be_looked_for(student, released):
    given = cell(student, "why")
    student.cells.insert(student.cells.index(given) + 1, new_code_cell("# The factor."))
    said = mend.mend(student, released)
    assert said == [f"'why' {mend.BESIDE}"]
    row = report.Row("lab1", "ada", "why", 0.0, 2, "", "")
    found = report._row(cell(student, "why"), row, [], said)
    assert (found.flag, found.reason) == ("LOOK", f"not answered; 'why' {mend.BESIDE}")
    test = report.Row("lab1", "ada", "test-half", 0.0, 1, "", "")
    wrong = cell(student, "test-half")
    wrong.outputs = [new_output("error", ename="NameError", evalue="half")]
    assert report._row(wrong, test, [], said).flag == ""


def test_another_file_that_was_handed_in_is_named(tmp_path, student):
    for name in ("lab.ipynb", "helpers.py", "timestamp.txt", ".hidden"):
        (tmp_path / name).write_text("x")
    said = handed_in.other_files(tmp_path, {"lab.ipynb"})
    assert said == ["another file was handed in: helpers.py"]
    for name, points in (("why", 2), ("test-half", 1)):
        row = report.Row("lab1", "ada", name, 0.0, points, "", "")
        one = cell(student, name)
        if name != "why":
            one.outputs = [new_output("error", ename="NameError", evalue="half")]
        found = report._row(one, row, said, [])
        assert found.flag == "LOOK"
        assert said[0] in found.reason
    assert report._row(one, report.replace(row, score=1.0), said, []).flag == ""


def test_an_answer_that_lost_its_metadata_is_recognised(student, released):
    given = cell(student, "why")
    given.source = "The factor."
    del given.metadata["nbgrader"]
    assert mend.mend(student, released) == ["'why' had lost its metadata; it was recognised"]
    assert cell(student, "why").source == "The factor."


PNG = "iVBORw0KGgo="
GIF, WEBP = "R0lGODlhAQABAA==", "UklGRgAAAABXRUJQ"


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"text/plain": "1 < 2"}, {"text/plain": "1 < 2"}),
        ({"text/html": "<b>", "text/plain": "b"}, {"text/plain": "b"}),
        ({"image/svg+xml": "<svg>"}, {"text/plain": "(an output that is not shown here)"}),
        ({"image/png": PNG}, {"image/png": PNG}),
        ({"image/png": 'x"><script>'}, {"text/plain": "(an output that is not shown here)"}),
        ({"image/jpeg": PNG}, {"text/plain": "(an output that is not shown here)"}),
    ],
)
def test_of_an_output_text_and_pictures_stay(data, kept):
    shown = new_code_cell("x", outputs=[new_output("display_data", data, metadata={"a": "b"})])
    inert.Inert().preprocess_cell(shown, {}, 0)
    assert (shown.outputs[0].data, shown.outputs[0].metadata) == (kept, {})


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=y>", "a</script>", "<!--", "<?php", "`<b>`", "$a<b$"]
)
def test_no_element_opens_in_an_answer(text):
    plain = inert.plain(text)
    assert not re.search("<[A-Za-z/!?]", plain)
    assert plain.replace("\u200b", "") == text


def page(text, attachments=None):
    """An answer as the feedback shows it."""
    written = new_markdown_cell(text, metadata={}, attachments=attachments or {})
    shown, _ = inert.Inert().preprocess_cell(written, {}, 0)
    renderer = IPythonRenderer(escape=False, attachments=shown.get("attachments", {}))
    return MarkdownWithMath(renderer=renderer).render(shown.source)


def addresses(shown):
    """Where links and pictures lead."""
    return re.findall(r"""(?:href|src)=["']([^"']*)""", shown)


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:x())",
        "[a](jav&#97;script:x())",
        "[a](javascript&#58;x())",
        "[a](&#x6A;avascript:x())",
        "[a](javascript&colon;x())",
        "[a](javascript&amp;colon;x())",
        "[a](javascript\\:x())",
        "[a](jav&\\#97;script:x())",
        "[a]( <javascript:x()>)",
        "[a](data:text/html,x)",
        "[a](file:///etc/passwd)",
        "[a][b]\n\n[b]: javascript&#58;x()",
        "[a]\n\n[a]:\n  JaVaScRiPt:x()",
        "<javascript:x()>",
        "&lt;img src=x onerror=y&gt;",
        "![a](https://example.org/who-reads-this.png)",
        "![a][b]\n\n[b]: file:///x.png",
        "![a](attachment:nothing.png)",
        "```mermaid\ngraph; &lt;b&gt;\n```",
    ],
)
def test_no_address_in_an_answer_is_a_program_or_a_picture_from_elsewhere(text):
    shown = page(text)
    assert [one for one in addresses(shown) if not one.startswith("https://")] == []
    assert not re.search("<(img|b>|pre class)", shown)


@pytest.mark.parametrize(
    "language", ["cddl", "{.cddl}", "\\cddl", "c&#100;dl", "\x0bcddl x", "python"]
)
@pytest.mark.parametrize(
    "text",
    ["```{}\nx\n```", "~~~ {}\nx\n~~~", "`````\t{}\nx\n`````", "a\n   ``` {}\nx",
     "> ```{}\n> x", "- ~~~{}\n  x", "1. > -   ```{}\n   >     x", "a\n:   ```{}\n    x",
     "&#96;``{}\nx", "```{}\rx"],
)  # fmt: skip
def test_no_student_chooses_by_which_rules_a_block_is_coloured(monkeypatch, text, language):
    def chosen(*_, **__):
        raise AssertionError("some are read in a time that doubles with each letter")

    monkeypatch.setattr(markdown_mistune, "highlight", chosen)
    shown = page(text.format(language))
    assert re.search(r"<pre><code[^>]*>[^<]*x\n", shown), "it is a block all the same"


def test_a_page_that_does_not_end_keeps_no_marks_away(tmp_path, monkeypatch):
    said = []

    def pages(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(mark.model, "is_known", lambda *_: True)
    monkeypatch.setattr(mark, "run", lambda *_: [])
    monkeypatch.setattr(mark.workers, "each", pages)
    monkeypatch.setattr(mark.course, "nbgrader", lambda _, word: said.append(word))
    monkeypatch.setattr(report, "write", lambda *_: said.append("marks") or [])
    with pytest.raises(KeyboardInterrupt):
        mark._mark(tmp_path, "lab1", 1)
    assert said == ["export", "marks"]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("see [a](https://b.org/?c=1&d=2)", "https://b.org/?c=1&amp;d=2"),
        ('[a](http://b.org "a title")', "http://b.org"),
        ("[a][b]\n\n[b]: https://c.org", "https://c.org"),
        ("[a](mailto:b@c.org)", "mailto:b@c.org"),
        ("[a](#below)", "#below"),
        ("https://b.org", "https://b.org"),
    ],
)
def test_an_address_that_only_leads_away_stays(text, leads):
    assert addresses(page(text)) == [leads]


@pytest.mark.parametrize("name", ["a.png", "a b (1).png", "a%20b.png", "Übung.png"])
def test_a_picture_that_was_pasted_into_an_answer_is_shown(name):
    text = f"I drew it: ![it](attachment:{name}), & that is $a&lt;b$"
    (leads,) = addresses(page(text, {name: {"image/png": PNG}}))
    assert leads == f"data:image/png;base64,{PNG}"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("my photo.png", "![a](<attachment:my photo.png>)"),
        ("my photo.png", "![a](attachment:my%20photo.png)"),
        ("a%20b.png", "![a](attachment:a b.png)"),
        ("Capture%20d'%C3%A9cran.png", "![a](attachment:Capture%20d'%C3%A9cran.png)"),
        ("Capture d'écran.png", "![a](attachment:Capture%20d%27%c3%a9cran.png)"),
        ("a, b+c&d;[1].png", "![a](attachment:a,%20b+c&amp;d;[1].png)"),
        ("a (1).png", '![a](attachment:a%20(1).png "the (first) one")'),
        ("a.png", "![a](attachment:a.png 'it')"),
        ("a.png", "![the [best] of f[0]](attachment:a.png)"),
        ("a.png", "![](attachment:a.png)"),
        ("a.png", "![no](https://b.org/x.png) ![a](attachment:b.png) ![a](attachment:a.png)"),
    ],
)
@pytest.mark.parametrize(("kind", "data"), [("png", PNG), ("gif", GIF), ("webp", WEBP)])
def test_a_picture_is_found_however_its_address_is_written(name, written, kind, data):
    data = {f"image/{kind}": data}
    text = f"I drew: {written}, & <b>"
    shown = new_markdown_cell(text, attachments=inert.attachments({name: data}))
    for _ in range(2):  # once for the marks, once for the page
        shown, _ = inert.Inert().preprocess_cell(shown, {}, 0)
    leads = addresses(page(shown.source, shown.attachments))
    assert [one for one in leads if one != "https://b.org/x.png"] == [
        f"data:image/{kind};base64,{data[f'image/{kind}']}"
    ]


@pytest.mark.parametrize(
    "command", ["\\href{javascript:x}{y}", "&#92;style{a}{b}", "\\cssId{a}{b}"]
)
def test_no_formula_makes_html(command):
    assert re.search(r"\\(href|style|cssId)", inert.plain(f"${command}$")) is None
    assert inert.plain(r"$\displaystyle\frac{a}{b}$") == r"$\displaystyle\frac{a}{b}$"


def test_an_entity_is_the_sign_that_it_stands_for():
    assert inert.plain("$a &lt; b$ &amp;lt; c") == "$a < b$ &\u200blt; c"


ESCAPES = "\x1b[1mé\x1b[0m \x1b\x1b[m[1m"


def outputs(times):
    """Each kind of output that holds text, with colours, and one without any."""
    text = ESCAPES * times
    data = {"text/plain": text, "image/png": PNG}
    return [
        new_output("stream", text=text),
        new_output("display_data", data, metadata={}),
        new_output("display_data", {"image/png": PNG}, metadata={}),
        new_output("error", ename="E", evalue="x", traceback=["plain", *[ESCAPES] * times]),
        new_output("stream", text="a" * 100_000),
    ]


def test_an_error_has_as_many_words_as_can_be_read():
    many = "é" * 10**6
    error = new_output("error", ename=many, evalue=many, traceback=["short", many])
    shown = inert.Inert().preprocess_cell(new_code_cell("x", outputs=[error]), {}, 0)[0]
    assert len(str(shown)) < 40_000
    assert shown.outputs[0].traceback[0] == "short"


@pytest.mark.parametrize("times", [1, 500, 100_000])
def test_colours_stay_where_they_are_few(times):
    cells = [new_code_cell("x", outputs=outputs(times)) for _ in range(2)]
    notebook, _ = inert.Inert().preprocess(new_notebook(cells=cells), {})
    text = str(notebook)
    assert text.count("\\x1b") == (24 * times if times <= 500 else 0)
    assert text.count("é") == 6 * times, "what they coloured is there"


@pytest.mark.parametrize("space", [" ", "\n", " \n", "\t", "&nbsp;"])
def test_spaces_without_end_are_left_out(space):
    text = f"# a{space * 5000}    b"
    for made in (new_markdown_cell(text), new_code_cell(text.replace("&nbsp;", "\xa0"))):
        shown, _ = inert.Inert().preprocess_cell(made, {}, 0)
        assert (len(shown.source), shown.source[-5:]) == (204, "    b")
        usual = new_code_cell("def f():\n" + "\n" * 90 + "    return 2")
        assert inert.Inert().preprocess_cell(usual, {}, 0)[0].source == usual.source


def test_code_is_coloured_by_what_looks_at_each_sign_once():
    notebook, _ = inert.Inert().preprocess(new_notebook(cells=[]), {})
    assert notebook.metadata.language_info.pygments_lexer == "python3"


def test_the_number_of_a_run_is_a_number():
    shown = new_code_cell("x", outputs=[new_output("execute_result", {"text/plain": "1"})])
    shown.execution_count = shown.outputs[0]["execution_count"] = "<script>"
    inert.Inert().preprocess_cell(shown, {}, 0)
    assert shown.execution_count is shown.outputs[0].execution_count is None


def test_links_and_special_files_are_found(tmp_path):
    (tmp_path / "place").mkdir()
    plain = tmp_path / "place/plain.txt"
    plain.write_text("x")
    assert handed_in.links(tmp_path) == []
    (tmp_path / "a").symlink_to(plain)
    (tmp_path / "b").symlink_to(tmp_path / "place")
    os.mkfifo(tmp_path / "place/c")
    assert {path.name for path in handed_in.links(tmp_path)} == {"a", "b", "c"}
    (tmp_path / "d").hardlink_to(plain)
    assert "plain.txt" in {path.name for path in handed_in.links(tmp_path)}


def test_a_folder_that_is_a_link_is_refused(tmp_path):
    (tmp_path / "submitted/ada/lab1").mkdir(parents=True)
    (tmp_path / "source/lab1").mkdir(parents=True)
    (tmp_path / "submitted/eve").symlink_to("../source")
    assert handed_in.why_refused(tmp_path, "ada", "lab1") == ""
    assert "is a link" in handed_in.why_refused(tmp_path, "eve", "lab1")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_no_reason_is_a_formula(text):
    assert tables.as_text((text, 1.0)) == [f"'{text}", 1.0]
    assert tables.as_text((f"\t{text}",)) == [f"'{text}"]
    assert tables.as_text((f"x; {text}",)) == [f"x; '{text}"], "where a semicolon ends a value"
    for before in ('"', "'", "\u200b", "\xa0"):
        (value,) = tables.as_text((f"x;{before}{text};{before}y",))
        file = io.StringIO()
        csv.writer(file).writerow(["lab1", value])
        (values,) = csv.reader([file.getvalue().strip()], delimiter=";")
        assert not [one for one in values if one.strip(" \u200b\xa0").startswith(text)]
    assert tables.as_it_was(f"'{text}") == text
    assert tables.as_text(("it is (3, -1)",)) == ["it is (3, -1)"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b]0;mine\x07\x1b[2J", "]0;mine [2J"),
        ("x\n  ada: 6 of 6\n.ipynb", "x   ada: 6 of 6 .ipynb"),
        ("\x9b31m \u202etxet", "31m  txet"),
        ("Zoë 李 🙂", "Zoë 李 🙂"),
        ("a\udc80", "a?"),
    ],
)
def test_what_a_student_chose_is_text_in_one_line(text, line):
    assert tables.in_a_line(text) == line
    assert len(tables.in_a_line(text * 10_000)) < 1000


def test_a_test_that_did_not_run_is_no_pass(monkeypatch):
    ran, other = failed("none"), failed("none")
    ran.outputs, ran.execution_count, other.outputs = [], 1, []
    monkeypatch.setattr(run.around.Execute, "preprocess", lambda self, nb, *_: (nb, {}))
    notebook = new_notebook(cells=[ran, other])
    run.Mark(budget=300).preprocess(notebook, {"nbgrader": {"assignment": "lab1"}})
    assert ran.outputs == []
    assert [output.ename for output in other.outputs] == [run.NOT_RUN]


def test_a_notebook_that_has_only_begun_is_not_taken_for_one_that_has_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    where = {"student": "ada", "assignment": "lab1", "notebook": "x"}
    place = tmp_path / "ran/ada/lab1/x.ipynb"
    place.parent.mkdir(parents=True)
    nbformat.write(new_notebook(), place)
    assert side_by_side.what_ran(where) is None
    nbformat.write(new_notebook(metadata={"seed": "of this notebook"}), place)
    assert side_by_side.what_ran(where).metadata.seed == "of this notebook"


def test_outputs_are_bounded_where_they_arrive(monkeypatch):
    came = []
    monkeypatch.setattr(
        run.around.Execute, "process_message", lambda self, msg, *_: came.append(msg)
    )
    monkeypatch.setattr(run.around.Execute, "preprocess", lambda self, nb, *_: (nb, {}))
    mark = run.Mark(budget=300)
    mark.preprocess(new_notebook(), {"nbgrader": {"assignment": "lab1"}})
    shown = new_code_cell("x")
    line = {"msg_type": "stream", "content": {"name": "stdout", "text": "x" * (run.KEPT // 4)}}
    for _ in range(9):
        mark.process_message(line, shown, 0)
    mark.process_message({"msg_type": "status", "content": {"execution_state": "idle"}}, shown, 0)
    assert [msg["msg_type"] for msg in came] == ["stream"] * 3 + ["status"]
    assert [output.text for output in shown.outputs] == [run.FULL]


def test_buffers_count_and_widgets_and_cleared_outputs_go(monkeypatch):
    came = []
    monkeypatch.setattr(
        run.around.Execute, "process_message", lambda self, msg, *_: came.append(msg)
    )
    mark = run.Mark(budget=300)
    mark._printed = 0
    test, other = failed("none"), new_code_cell("x")
    for kind in ("comm_open", "comm_msg", "clear_output", "status"):
        buffers = [memoryview(bytes(100))] if kind == "comm_msg" else []
        mark.process_message({"msg_type": kind, "content": {}, "buffers": buffers}, test, 0)
    mark.process_message({"msg_type": "clear_output", "content": {}}, other, 0)
    assert [msg["msg_type"] for msg in came] == ["status", "clear_output"]
    assert mark._printed == 100


def test_a_notebook_or_a_lab_that_changed_is_marked_again(tmp_path, capsys):
    texts = {"source": "a test", "taken/Ada": "an answer", "taken/Bo": "another"}
    places = {name: tmp_path / name / "lab1/x.ipynb" for name in (*texts, "autograded/Ada")}
    for name, place in places.items():
        place.parent.mkdir(parents=True)
        place.write_text(texts.get(name, "marked"))
    for place in ("autograded/Bo", "submitted/Ada", "submitted/Bo"):
        (tmp_path / place / "lab1").mkdir(parents=True)

    def still_marked():
        mark.forget_what_changed(tmp_path, "lab1")
        return sorted(place.parent.name for place in tmp_path.glob("autograded/*/lab1"))

    assert still_marked() == ["Ada", "Bo"]
    places["taken/Bo"].write_text("a better one")
    assert still_marked() == ["Ada"]
    assert capsys.readouterr().out == ""
    places["source"].write_text("a better test")
    assert still_marked() == []
    assert "lab1 has changed since it was marked: all is marked again" in capsys.readouterr().out
    assert still_marked() == []
    assert capsys.readouterr().out == "", "it is said once"


def test_a_seed_depends_on_all_that_was_handed_in_but_not_on_what_ran(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def seed(*, count=None, **said):
        mark, one = run.Mark(secret="s"), new_code_cell("x", id="a", execution_count=count)
        notebook = new_notebook()
        notebook.cells = [nbformat.from_dict(one | said)]
        mark.begin(notebook, {"nbgrader": {"assignment": "lab1"}})
        return notebook.metadata[side_by_side.SEED]

    assert seed() == seed(count=3)
    changes = [{}, {"source": "y"}, {"metadata": {"tags": ["a"]}}, {"cell_type": "raw"}]
    assert len({seed(**said) for said in changes}) == len(changes)


def test_a_seed_depends_on_where_cells_begin_and_what_they_are():
    ways = [
        [["code", "a = 1\nb = 2"]],
        [["code", "a = 1"], ["code", "b = 2"]],
        [["code", "a = 1"], ["markdown", "b = 2"]],
    ]
    assert len({around.seed_of("secret", "lab1", cells) for cells in ways}) == 3
    assert around.seed_of("secret", "lab1", ways[0]) == around.seed_of("secret", "lab1", ways[0])
