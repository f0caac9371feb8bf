"""A class of made-up submissions, one of each kind: each gets marks and a reason."""

import csv
import html
import re

import hostile
import nbformat
import pytest
from small_course import ROOT, answering, cell

RIGHT = "def double(x):\n    return 2 * x"
HUNG = "while True:\n    pass"
STUBBORN = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
CRASH = "import os\nos._exit(3)"
CRASH_INSIDE = "def double(x):\n    import os\n    os._exit(3)"
FLOOD = "import time\nwhile True:\n    print('x' * 10**6)\n    time.sleep(0.05)"
CHILDREN = """
import subprocess, sys, time
code = "kept = bytes(1) * 2**30; import time; time.sleep(60)"
many = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(8)]
time.sleep(20)
"""
LESS_MEMORY = "c.SandboxedKernelManager.memory = 1536\n"  # MiB, taken in less time
FILES = """
for i in range(20):
    with open(f"{i}", "wb") as file:
        file.write(bytes(60 * 2**20))
"""
SHOWS = """
from IPython.display import HTML, display
display(HTML("<script>wicked()</script>"))
"""
FORMULA = """
class CheckFailed(Exception):
    pass
def double(x):
    raise CheckFailed("=1+1")
"""
NEEDS_FILE = "import helpers\ndef double(x):\n    return helpers.times(2, x)"
STEERED = """
def double(x):
    raise ValueError(chr(27) + "[2J" + chr(10) + "  ada: 6 of 6")
"""
HOG = "kept = []\nwhile True:\n    kept.append(bytearray(2**30))"


def everything(notebook):
    answering(RIGHT)(notebook)
    cell(notebook, "half").source = "half = 0.5"
    cell(notebook, "why").source = "It has the factor 2."


def tampered(notebook):
    for name in ("test-double", "test-double-2", "test-half"):
        cell(notebook, name).source = "pass"


def without(name):
    def change(notebook):
        everything(notebook)
        notebook.cells.remove(cell(notebook, name))

    return change


def copied(notebook):
    """A second cell with the same metadata, as copying a cell in Jupyter makes it."""
    everything(notebook)
    first = cell(notebook, "double")
    again = type(first)(first, id="again", source="1 + 1")
    notebook.cells.insert(notebook.cells.index(first), again)


def bare(notebook):
    everything(notebook)
    for each in notebook.cells:
        each.metadata.pop("nbgrader", None)


def answered_below(notebook):
    """The answer in words in a cell of its own, and without the given one's metadata."""
    everything(notebook)
    given = cell(notebook, "why")
    given.source = "YOUR ANSWER HERE"
    place = notebook.cells.index(given) + 1
    notebook.cells.insert(place, nbformat.v4.new_markdown_cell("It has the factor 2."))


def answered_in(kind, words="It has the factor 2."):
    """The answer in words in another kind of cell."""

    def change(notebook):
        everything(notebook)
        cell(notebook, "why").source = "YOUR ANSWER HERE"
        place = notebook.cells.index(cell(notebook, "why")) + 1
        notebook.cells.insert(place, kind(words))

    return change


def noted(notebook):
    """The placeholder left above the answer, and notes beside it."""
    answered_in(nbformat.v4.new_markdown_cell, "## My notes")(notebook)
    cell(notebook, "why").source += "\n\nIt has the factor 2."


def skipped(notebook):
    """Not run by nbclient, which nbgrader takes for a pass."""
    for each in notebook.cells:
        each.metadata["tags"] = ["skip-execution"]


def dated(notebook):
    everything(notebook)
    for each in notebook.cells:
        if "nbgrader" in each.metadata:
            each.metadata["nbgrader"]["schema_version"] = 99


def turned(notebook):
    everything(notebook)
    notebook.cells.reverse()


def retyped(notebook):
    everything(notebook)
    for each in ("double", "test-double-2", "why"):
        cell(notebook, each).cell_type = "raw"
        for key in ("outputs", "execution_count"):
            cell(notebook, each).pop(key, None)


def without_imports(notebook):
    everything(notebook)
    notebook.cells = [each for each in notebook.cells if "import answer" not in each.source]


def scripted(notebook):
    everything(notebook)
    cell(notebook, "double").source = RIGHT + SHOWS
    links = "[the](javascript:wicked()) [factor](jav&#97;script&colon;wicked())"
    cell(notebook, "why").source = f"It has <script>wicked()</script> {links}."


def headed(notebook):
    """Headings in an answer with the names that the form grader gives to its boxes for marks."""
    cell(notebook, "half").source = "half = 0.5"
    cell(notebook, "why").source = "\n\n".join(f"# {name}" for name in TESTS)


def half_only(code):
    def change(notebook):
        answering(code)(notebook)
        cell(notebook, "half").source = "half = 0.5"

    return change


def foretold(notebook):
    """Looks for a seed before the first test and between two."""
    answering(hostile.FORETOLD)(notebook)
    cell(notebook, "half").source = hostile.LEFT


def handed_in_as(change):
    """A right solution, whose file is then changed as a text."""

    def handed_in(course, student):
        file = course.hand_in(student, everything)
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    return handed_in


def handed_in_with(texts):
    """A right solution with more cells below it."""

    def change(notebook):
        everything(notebook)
        notebook.cells += [nbformat.v4.new_markdown_cell(text) for text in texts]

    return lambda course, student: course.hand_in(student, change)


def padded(text):
    """Two million things under keys of which no notebook knows."""
    place = text.rindex('"nbformat":')
    return f'{text[:place]}"x": [{",".join(["{}"] * 2_000_000)}],\n {text[place:]}'


def sparse(course, student):
    beside = course.hand_in(student, everything).with_name("data.bin")
    with beside.open("wb") as file:
        file.truncate(2**30)


def many_files(course, student):
    beside = course.hand_in(student, everything).with_name("pictures")
    beside.mkdir()
    for i in range(1000):
        (beside / f"{i}.png").touch()


# Right solutions in files that are not as Jupyter leaves them: each is marked.
ODD_FILES = {
    "byte-order": handed_in_as(lambda text: "\ufeff" + text),
    "padded": handed_in_as(padded),
    "sparse": sparse,
}
# What is too large is not: the reason.
TOO_LARGE = {
    "large": (handed_in_as(lambda text: text + " " * 2**24), "doubling.ipynb has 17 MiB; 16 can"),
    "many-cells": (
        handed_in_with(["x"] * 1000),
        "cells; 1000 can be marked: take out what belongs to no answer",
    ),
    "long-cell": (handed_in_with(["x" * 60_000]), "has 60000 letters in cell"),
    "many-files": (many_files, "it holds more than 1000 files"),
}
# student: what is handed in, the marks of test-double, test-double-2 and test-half
CLASS = {
    "right": (everything, [1, 2, 1]),
    "hard-coded": (half_only("def double(x):\n    return {1.0: 2.0, 3.0: 6.0}[x]"), [0, 0, 1]),
    "square": (half_only("def double(x):\n    return x * x"), [0, 0, 1]),
    "blank": (None, [0, 0, 0]),
    "tampered": (tampered, [0, 0, 0]),
    "deleted": (without("test-double"), [1, 2, 1]),
    "deleted-task": (without("double"), [0, 0, 1]),
    "copied": (copied, [1, 2, 1]),
    "bare": (bare, [1, 2, 1]),
    "hung": (half_only(HUNG), [0, 0, 1]),
    "stubborn": (half_only(STUBBORN), [0, 0, 1]),
    "crash": (half_only(CRASH), [0, 0, 1]),
    "crash-inside": (half_only(CRASH_INSIDE), [0, 0, 1]),
    "hog": (half_only(HOG), [0, 0, 1]),
    "children": (half_only(CHILDREN), [0, 0, 1]),
    "files": (half_only(FILES), [0, 0, 1]),
    "flood": (half_only(FLOOD), [0, 0, 1]),
    "skipped": (skipped, [0, 0, 0]),
    "dated": (dated, [1, 2, 1]),
    "turned": (turned, [1, 2, 1]),
    "retyped": (retyped, [1, 2, 1]),
    "no-imports": (without_imports, [1, 2, 1]),
    "answered-below": (answered_below, [1, 2, 1]),
    "answered-raw": (answered_in(nbformat.v4.new_raw_cell), [1, 2, 1]),
    "answered-in-code": (answered_in(nbformat.v4.new_code_cell, "# The factor 2."), [1, 2, 1]),
    "noted": (noted, [1, 2, 1]),
    "file-beside": (half_only(NEEDS_FILE), [0, 0, 1]),
    **dict.fromkeys(ODD_FILES, (everything, [1, 2, 1])),
    "steered": (half_only(STEERED), [0, 0, 1]),
    "scripted": (scripted, [1, 2, 1]),
    "coloured": (half_only(hostile.COLOURED), [1, 2, 1]),
    "headed": (headed, [0, 0, 1]),
    "formula": (half_only(FORMULA), [0, 0, 1]),
    "patched": (half_only(hostile.PATCHED), [0, 0, 1]),
    "patched-inside": (half_only(hostile.PATCHED_INSIDE), [0, 0, 1]),
    "patched-numpy": (half_only(hostile.PATCHED_NUMPY), [0, 0, 1]),
    "patched-late": (half_only(hostile.PATCHED_LATE), [0, 0, 1]),
    "frames": (half_only(hostile.FRAMES), [0, 0, 1]),
    "objects": (half_only(hostile.OBJECTS), [0, 0, 1]),
    "two-answers": (half_only(hostile.TWO_ANSWERS), [0, 0, 0]),
    "in-checks": (half_only(hostile.IN_CHECKS), [0, 0, 1]),
    "hooked": (half_only(hostile.HOOKED), [0, 0, 1]),
    "transformed": (half_only(hostile.TRANSFORMED), [0, 0, 0]),
    "displayed": (half_only(hostile.DISPLAYED), [0, 0, 1]),
    "foretold": (foretold, [1, 0, 1]),
    "helped": (half_only(hostile.HELPED), [1, 2, 1]),
    "exits": (half_only(hostile.EXITS), [1, 2, 1]),
    "warns": (half_only(hostile.WARNS), [1, 2, 1]),
    "no-syntax": (half_only(hostile.NO_SYNTAX), [0, 0, 1]),
    "own-error": (half_only(hostile.OWN_ERROR), [0, 0, 1]),
}
DISTRUSTED = "silenced"  # no test of this notebook is marked
# Two more, whom tests treat in a way of their own, so that all others stay as they are here.
MARKED_BY_HAND, HANDS_IN_AGAIN = "by-hand", "again"
FLAGGED = {
    "deleted-task",
    "hung",
    "stubborn",
    "crash",
    "crash-inside",
    "hog",
    "children",
    "flood",
    "patched-late",
    "two-answers",
    "objects",
    "file-beside",
}
LOOKED_AT = {
    "patched", "patched-inside", "patched-numpy", "patched-late", "frames", "displayed",
    "objects", "two-answers", "in-checks", "hooked", "transformed",
}  # fmt: skip
TESTS = ["test-double", "test-double-2", "test-half"]


@pytest.fixture(scope="module")
def marked(course):
    """The course after a class has handed in and `press mark` has run."""
    config = course.course / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.Mark.timeout = 25\n" + LESS_MEMORY)
    for student, (change, _) in CLASS.items():
        course.hand_in(student, change)
    beside = course.course / "submitted/file-beside/lab1/helpers.py"
    beside.write_text("def times(a, b):\n    return a * b\n")
    for student, hand_in in ODD_FILES.items():
        hand_in(course, student)
    for student, (hand_in, _) in TOO_LARGE.items():
        hand_in(course, student)
    course.hand_in(MARKED_BY_HAND, everything)
    course.hand_in(HANDS_IN_AGAIN, CLASS["square"][0])
    course.hand_in(DISTRUSTED, half_only(hostile.SILENCED))
    course.hand_in("misnamed", everything, name="my lab.ipynb")
    course.hand_in("no-notebook").write_text("I did it on paper.")
    course.hand_in("empty").write_text("")
    beside = course.hand_in("linked", everything).with_name("data.txt")
    beside.symlink_to("../../../seed.txt")
    linked = course.hand_in("hard-linked")
    linked.unlink()
    linked.hardlink_to(course.course / "source/lab1/doubling.ipynb")
    run = course.press("mark", LAB="lab1")
    assert run.returncode == 0, run.stdout
    course.said = run.stdout
    (course.course / "submitted/sparse/lab1/data.bin").unlink()  # others copy the course
    return course


@pytest.mark.parametrize("student", CLASS)
def test_each_gets_its_marks(marked, student):
    rows = marked.marks(student)
    assert [float(rows[name]["score"]) for name in TESTS] == CLASS[student][1], rows


@pytest.mark.parametrize("student", CLASS)
def test_each_missing_mark_has_a_reason_and_technical_ones_a_flag(marked, student):
    for name, row in marked.marks(student).items():
        lost = row["score"] == "" or float(row["score"]) < float(row["points"])
        if student in LOOKED_AT:  # with full marks too
            assert row["flag"] == "LOOK"
            continue
        assert bool(row["reason"]) == lost, row
        if name in TESTS:
            assert (row["flag"] == "LOOK") == (lost and student in FLAGGED), row


@pytest.mark.parametrize(
    ("student", "task", "reason"),
    [
        ("square", "test-double", "twice one: this is the square"),
        ("blank", "test-double", "not written yet"),
        ("blank", "why", "not answered"),
        ("right", "why", "to be marked by hand"),
        ("hard-coded", "test-double", "KeyError: 7919.0"),
        ("hung", "test-double", "(before that: a cell ran too long and was stopped)"),
        ("stubborn", "test-double", "(before that: a cell ended Python, or could not be stopped"),
        ("crash", "test-double", "(before that: a cell ended Python, or could not be stopped"),
        ("crash-inside", "test-double", "a cell ended Python, or could not be stopped"),
        ("hog", "test-double", "(before that: the memory was used up)"),
        ("children", "test-double", "(before that: the memory was used up)"),
        ("files", "test-double", "NameError"),
        ("flood", "test-double", "(before that: a cell printed without end and was stopped)"),
        ("answered-below", "why", "to be marked by hand"),
        ("answered-raw", "why", "to be marked by hand"),
        ("answered-in-code", "why", "not answered; 'why' is empty, and own cells that are no text"),
        ("noted", "why", "to be marked by hand"),
        ("file-beside", "test-double", "(before that: another file was handed in: helpers.py)"),
        ("steered", "test-double", "ValueError:  [2J ada: 6 of 6"),
        ("scripted", "why", "to be marked by hand"),
        ("headed", "why", "to be marked by hand"),
        ("retyped", "why", "to be marked by hand"),
        ("formula", "test-double", "'=1+1"),
        ("skipped", "test-double", "not written yet"),
        ("deleted-task", "test-double", "'double' was missing; it was put back"),
        ("patched", "test-half", "were changed and put back: diffprog.check.answer"),
        ("patched-inside", "test-half", "were changed and put back: diffprog.check.answer"),
        ("patched-numpy", "test-half", "were changed and put back: numpy.allclose"),
        ("patched-late", "test-double-2", "and fails where that cannot reach it (CheckFailed"),
        ("two-answers", "test-double", "and fails where that cannot reach it"),
        ("in-checks", "test-half", "were changed and put back: diffprog.check.answers.np"),
        ("hooked", "test-half", "were changed and put back: IPython's post_run_cell"),
        ("transformed", "test-half", "were changed and put back: IPython's cleanup_transforms"),
        ("frames", "test-half", "use _getframe, f_globals, by which a test can be"),
        ("objects", "test-double", "double gives Right, no number or tensor"),
        ("displayed", "test-double", "ValueError: no"),
        ("no-syntax", "test-double", "the cell of the task stops: SyntaxError: invalid syntax"),
        ("own-error", "test-double", "NotImplementedError: only for whole numbers"),
    ],
)
def test_the_reason_is_the_right_one(marked, student, task, reason):
    assert reason in marked.marks(student)[task]["reason"]


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("misnamed", "doubling.ipynb is missing; there is: my lab.ipynb"),
        ("no-notebook", "doubling.ipynb is no notebook"),
        ("empty", "doubling.ipynb is no notebook"),
        ("linked", "it holds a link or a special file, data.txt: ask for plain files"),
        ("hard-linked", "it holds a link or a special file, doubling.ipynb"),
        *((student, reason) for student, (_, reason) in TOO_LARGE.items()),
    ],
)
def test_what_cannot_be_marked_has_no_mark_and_a_flag(marked, student, reason):
    rows = marked.marks(student)
    assert len(rows) == 4
    for row in rows.values():
        assert row["score"] == ""
        assert row["flag"] == "LOOK"
        assert reason in row["reason"]
    assert re.search(f"{student}: 0 of 6; LOOK: .*{re.escape(reason)}", marked.said)


def test_no_words_of_a_student_steer_the_terminal(marked):
    assert "\x1b" not in marked.said
    assert "\n  ada:" not in marked.said


def test_an_answer_stays_where_it_is_and_one_that_may_be_elsewhere_is_flagged(marked):
    noted = marked.course / "autograded/noted/lab1/doubling.ipynb"
    answer = cell(nbformat.read(noted, as_version=4), "why").source
    assert answer == "YOUR ANSWER HERE\n\nIt has the factor 2."
    assert marked.marks("answered-in-code")["why"]["flag"] == "LOOK"


def test_where_tests_do_not_tell_the_truth_nothing_is_marked(marked):
    rows = marked.marks(DISTRUSTED)
    for name in TESTS:
        assert (rows[name]["score"], rows[name]["flag"]) == ("", "LOOK")
        assert rows[name]["reason"].startswith("a planted test that must fail has passed")


def test_a_seed_can_be_had_again_and_depends_on_what_was_handed_in(marked):
    def seed(student):
        file = marked.course / "autograded" / student / "lab1/doubling.ipynb"
        return nbformat.read(file, as_version=4).metadata["seed"]

    assert seed("right") == seed("deleted"), "brought back to the same notebook"
    assert seed("right") != seed("square")
    assert seed("right") not in (marked.course / "seed.txt").read_text()


def test_grades_are_not_silently_zero(marked):
    with (marked.course / "grades.csv").open(newline="") as file:
        grades = {row["student"]: row for row in csv.DictReader(file)}
    assert len(grades) == len(CLASS) + len(TOO_LARGE) + 8
    assert grades["right"]["score"] == ""
    assert grades["right"]["without a mark"] == "1"
    assert grades["blank"]["score"] == "0.0"
    assert grades["blank"]["look"] == "0"
    assert grades["empty"]["score"] == ""
    assert int(grades["empty"]["look"]) == 4


def test_the_page_for_lecturers_shows_every_kind():
    text = (ROOT / "book/teaching.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)
    assert shown == [
        *CLASS,
        DISTRUSTED,
        "misnamed",
        "no-notebook",
        "empty",
        "linked",
        "hard-linked",
        *TOO_LARGE,
    ]


def test_nothing_of_a_student_runs_where_it_is_shown(marked):
    """Notebooks of the form grader and feedback: no element, no address that is a program."""
    autograded = marked.course / "autograded/scripted/lab1/doubling.ipynb"
    feedback = marked.course / "feedback/scripted/lab1/doubling.html"
    answer = cell(nbformat.read(autograded, as_version=4), "why").source
    assert "wicked()" in answer, "it is there to be read"
    for text in (answer, feedback.read_text(encoding="utf-8")):
        assert "<script>wicked" not in text
        assert not re.search(r"href=.?javascript:", html.unescape(text))
        assert "](javascript:" not in html.unescape(text)


def test_no_heading_of_a_student_has_a_name(marked):
    shown = (marked.course / "feedback/headed/lab1/doubling.html").read_text(encoding="utf-8")
    assert shown.count("test-double-2</h1>") == 1
    assert not re.search(r"<h\d[^>]* id=", shown)


def test_links_are_followed_nowhere(marked):
    seed = (marked.course / "seed.txt").read_text().strip()
    for kind in ("autograded", "feedback"):
        assert not any((marked.course / kind).glob("linked*/*/*"))
        for file in (marked.course / kind).rglob("*.txt"):
            assert seed not in file.read_text(encoding="utf-8")


def test_nothing_but_notebooks_is_copied(marked):
    for kind in ("taken", "autograded"):
        files = {path.name for path in (marked.course / kind).rglob("*") if path.is_file()}
        assert files == {"doubling.ipynb"}
    copied = [path.stat().st_size for path in (marked.course / "taken").rglob("*.ipynb")]
    assert max(copied) < 100_000


def test_an_endless_output_takes_little_room(marked):
    for kind in ("autograded", "feedback"):
        for file in (marked.course / kind / "flood").rglob("doubling.*"):
            assert file.stat().st_size < 30 * 2**20, file


def test_many_colours_are_taken_out(marked):
    file = marked.course / "autograded/coloured/lab1/doubling.ipynb"
    assert "\\u001b" not in file.read_text(encoding="utf-8")


def test_what_was_handed_in_is_untouched(marked):
    assert (marked.course / "submitted/no-notebook/lab1/doubling.ipynb").read_text() == (
        "I did it on paper."
    )


def test_feedback_has_messages_but_no_hidden_test(marked):
    def feedback(student):
        file = marked.course / "feedback" / student / "lab1" / "doubling.html"
        return file.read_text(encoding="utf-8")

    assert "this is the square" in feedback("square")
    for student in CLASS:
        text = feedback(student)
        own = "secret_of_one" if student == "helped" else ""  # which a hidden test has as well
        assert "secret_" not in text.replace(own, ""), student
        assert "HIDDEN TESTS" not in text, student
        assert "UserWarning" not in text, "it would show the line that called"


def give(marked, student, score):
    """Mark the written answer, as a lecturer does it in the form grader."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{marked.course / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("why", "doubling", "lab1", student)
        grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.db.commit()


def test_marking_again_keeps_marks_given_by_hand(marked):
    give(marked, MARKED_BY_HAND, 2)
    run = marked.press("mark", LAB="lab1")
    assert f"{MARKED_BY_HAND}: 6 of 6\n" in run.stdout, run.stdout


def test_handing_in_again_is_marked_again(marked):
    assert float(marked.marks(HANDS_IN_AGAIN)["test-double"]["score"]) == 0
    give(marked, HANDS_IN_AGAIN, 1)
    marked.hand_in(HANDS_IN_AGAIN, everything)
    run = marked.press("mark", LAB="lab1")
    assert re.findall("  … .*: (.+)", run.stdout) == [HANDS_IN_AGAIN], run.stdout
    rows = marked.marks(HANDS_IN_AGAIN)
    assert [float(rows[name]["score"]) for name in TESTS] == [1, 2, 1]
    assert rows["why"]["reason"] == ("to be marked by hand again: it had 1, confirm or change it")


def test_a_wrong_name_of_a_lab_is_told(marked):
    run = marked.press("mark", LAB="lab9")
    assert run.returncode == 1
    assert "LAB is 'lab9', but there are: lab1" in run.stdout
