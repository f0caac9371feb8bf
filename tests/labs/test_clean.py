"""What is taken of what was handed in, and how much of it: nothing is built, no notebook runs."""

import json
import os
import subprocess
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from press.errors import PressError
from press.marking import clean, handed_in, mark, report, tables

PNG = {"image/png": "iVBORw0KGgo="}


@pytest.fixture
def course(tmp_path):
    """A course folder with a lab, and a folder in which nothing lies yet."""
    for place in ("release/lab1", "submitted/ada/lab1"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "release/lab1/x.ipynb").write_text("{}")
    return tmp_path


def taken(course, notebook, before=""):
    """The clean copy of a notebook that is handed in as `x.ipynb`, or why there is none."""
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    file = course / "submitted/ada/lab1/x.ipynb"
    file.write_text(before + text, encoding="utf-8")
    why = clean.take(course, "ada", "lab1")
    copy = course / "taken/ada/lab1/x.ipynb"
    assert copy.is_file() != bool(why)
    assert clean.why_not(course, "ada", "lab1") == why
    return why or nbformat.read(copy, as_version=4)


def with_cells(*cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_what_a_notebook_holds_is_taken(course):
    said = {"nbgrader": {"grade_id": "a"}, "tags": ["b"]}
    cells = [
        new_code_cell("x = 1\ny", id="one", metadata=said, outputs=[new_output("stream")]),
        new_markdown_cell("![](attachment:a.png)", id="two", attachments={"a.png": PNG}),
    ]
    copy = taken(course, with_cells(*cells))
    assert [(c.id, c.source, c.metadata) for c in copy.cells] == [
        ("one", "x = 1\ny", {"nbgrader": {"grade_id": "a"}}),
        ("two", cells[1].source, {}),
    ]
    assert (copy.cells[0].outputs, copy.cells[1].attachments) == ([], {"a.png": PNG})


def test_what_no_notebook_needs_is_left_out(course):
    many = [{}] * 100_000
    notebook = with_cells(new_code_cell("x"), new_markdown_cell("y"))
    notebook |= {"x": many, "metadata": {"x": many}}
    notebook["cells"][0] |= {"x": many, "outputs": many}
    notebook["cells"][0]["metadata"]["tags"] = [str(i) for i in range(100_000)]
    notebook["cells"][1]["attachments"] = {"a.png": {"image/png": many}, "b": many}
    copy = taken(course, notebook)
    assert [cell.source for cell in copy.cells] == ["x", "y"]
    assert (course / "taken/ada/lab1/x.ipynb").stat().st_size < 1000


def test_a_picture_that_is_left_out_is_told(course):
    pictures = {"it's.png": PNG, "b.svg": {"image/svg+xml": "<svg>"}, "c": 5}
    copy = taken(course, with_cells(new_markdown_cell("x") | {"attachments": pictures}))
    assert list(copy.cells[0].attachments) == ["it's.png"]
    assert "lost pictures" not in copy.cells[0].metadata
    (said,) = clean.lost_pictures(course / "taken/ada/lab1/x.ipynb")
    assert said.endswith(": b.svg, c")
    marked = course / "autograded/ada/lab1/x.ipynb"
    marked.parent.mkdir(parents=True)
    said_of_it = {"grade_id": "why", "grade": True, "solution": True, "points": 1}
    answer = new_markdown_cell("x", metadata={"nbgrader": said_of_it})
    marked.write_text(json.dumps(with_cells(answer)))
    tests = SimpleNamespace(name="x", grade_cells=[SimpleNamespace(name="why", max_score=1.0)])
    grade = SimpleNamespace(needs_manual_grade=True, score=0, manual_score=None)
    lab = SimpleNamespace(notebooks=[tests])
    book = SimpleNamespace(find_assignment=lambda _: lab, find_grade=lambda *_: grade)
    (row,) = report.rows(course, "lab1", book)
    assert (row.flag, row.reason) == ("LOOK", f"{report.BY_HAND}; {said}")
    taken(course, with_cells(new_markdown_cell("x", attachments={"a.png": PNG})))
    assert clean.lost_pictures(course / "taken/ada/lab1/x.ipynb") == []


@pytest.mark.parametrize(
    "said",
    [
        {"tags": "x"},
        {"tags": ["a,b"]},
        {"name": ""},
        {"slides": 5},
        {"tags": ["skip-execution"], "jupyter": {"x": [1] * 9000}},
    ],
)
@pytest.mark.parametrize("marks", [{}, {"nbgrader": {"grade_id": "a"}}])
def test_no_tag_of_a_student_decides_anything_or_makes_a_notebook_none(course, said, marks):
    code, text = new_code_cell("x"), new_markdown_cell("y")
    code["metadata"] = text["metadata"] = said | marks
    copy = taken(course, with_cells(code, text))
    nbformat.validate(copy)
    assert [cell.metadata for cell in copy.cells] == [marks, marks]


@pytest.mark.parametrize("name", ["x" * 101, 5, None, ["a"], {"a": 1}])
def test_a_name_that_no_lab_has_is_empty(course, name):
    code = new_code_cell("x", metadata={"nbgrader": {"grade_id": name, "points": 9}})
    (cell,) = taken(course, with_cells(code)).cells
    assert cell.metadata == {"nbgrader": {"grade_id": ""}}
    code["metadata"]["nbgrader"] = name
    assert taken(course, with_cells(code)).cells == [cell]


@pytest.mark.parametrize("ids", [["a", "a"], ["", "own-1"], [5, None], ["a b", "<b>"]])
def test_each_cell_has_an_id_of_its_own_and_always_the_same(course, ids):
    cells = [{"cell_type": "raw", "metadata": {}, "source": "", "id": one} for one in ids]
    first, again = (taken(course, {"cells": cells}) for _ in range(2))
    assert len({cell.id for cell in first.cells}) == 2
    assert first == again


def test_a_mark_of_the_order_of_bytes_is_no_part_of_a_notebook(course):
    copy = taken(course, with_cells(new_code_cell("é")), before="\ufeff")
    assert copy.cells[0].source == "é"
    assert not (course / "taken/ada/lab1/x.ipynb").read_bytes().startswith(b"\xef\xbb\xbf")


LONG = new_markdown_cell("y" * clean.CELL)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([new_code_cell("x")] * 1001, "has 1001 cells; 1000 can be marked"),
        ([new_code_cell("x"), new_code_cell("y" * 20_001)],
         "has 20001 letters in cell 2, which begins 'yyyyyyyyyyyyyyyyyyyy'; 20000 can be"),
        ([LONG] * 11, "has 220000 letters; 200000 can be marked: shorten it, or ask for it again"),
        ([new_markdown_cell("x", attachments={f"{i}.png": PNG for i in range(101)})],
         "has 101 pictures in cell 1; 100 can be marked"),
        ([new_markdown_cell("x" * 2**24)],
         "x.ipynb has 17 MiB; 16 can be marked: take outputs and pictures out, or ask for it"),
    ],
)  # fmt: skip
def test_what_is_over_a_bound_is_told(course, cells, why):
    assert why in taken(course, with_cells(*cells))


def test_what_is_at_the_bounds_is_taken(course):
    assert len(taken(course, with_cells(*[new_code_cell("x")] * 1000)).cells) == 1000
    assert len(taken(course, with_cells(*[LONG] * 10)).cells) == 10


def test_a_file_that_says_it_is_large_is_not_read(course):
    taken(course, with_cells())
    with (course / "submitted/ada/lab1/x.ipynb").open("r+b") as file:
        file.truncate(2**30)
    assert "x.ipynb has 1024 MiB" in clean.take(course, "ada", "lab1")


@pytest.mark.parametrize(
    "text",
    ["", "I did it on paper.", "[]", "{}", '{"cells": 5}', "[" * 100_000, "\0" * 100,
     '{"cells": [5]}', '{"cells": [{"cell_type": "code", "source": 5}]}',
     '{"cells": [{"cell_type": "x", "source": ""}]}',
     '{"cells": [{"cell_type": "raw", "source": "", "metadata": []}]}',
     '{"cells": [{"cell_type": "raw", "source": "", "attachments": [1]}]}'],
)  # fmt: skip
def test_what_is_no_notebook_is_told(course, text):
    assert "x.ipynb is no notebook" in taken(course, text)


def test_other_files_stay_where_they_are(course):
    with (course / "submitted/ada/lab1/data.bin").open("wb") as file:
        file.truncate(2**30)
    taken(course, with_cells())
    assert [path.name for path in course.glob("taken/ada/lab1/*")] == ["x.ipynb"]


def test_too_many_files_are_refused_and_nothing_stays_taken(course):
    assert taken(course, with_cells()).cells == []
    beside = course / "submitted/ada/lab1/beside"
    beside.mkdir()
    for i in range(handed_in.FILES - 2):
        (beside / str(i)).touch()
    assert clean.why_not(course, "ada", "lab1") == ""
    (beside / "one more").touch()
    assert "it holds more than 1000 files" in clean.take(course, "ada", "lab1")
    assert not (course / "taken/ada/lab1").exists()


def test_folders_deeper_than_names_are_long_stop_nobody(course):
    deeper = "for i in $(seq 20); do mkdir $0 && cd -P $0 || exit; done"
    subprocess.run(["sh", "-c", deeper, "d" * 250], cwd=course / "submitted/ada/lab1", check=True)
    assert "it holds a link or a special file" in clean.why_not(course, "ada", "lab1")


def test_a_notebook_that_is_not_there_is_told(course):
    (course / "submitted/ada/lab1/my lab.ipynb").touch()
    with pytest.raises(PressError, match=r"x\.ipynb is missing; there is: my lab\.ipynb"):
        clean.notebooks(course, "ada", "lab1")


@pytest.mark.parametrize(
    ("put", "why"),
    [
        (lambda place: place.touch(), "lab1 is a file: put the notebook into a folder"),
        (os.mkfifo, "it holds a link or a special file, lab1"),
        (lambda place: place.symlink_to("/"), "it holds a link or a special file, lab1"),
        (lambda place: (place / "x.ipynb").mkdir(parents=True), "x.ipynb is missing; there is: x"),
    ],
    ids=["file", "pipe", "link", "folder-as-notebook"],
)
def test_what_is_no_folder_in_the_place_of_the_folder_is_told(course, put, why):
    (course / "submitted/ada/lab1").rmdir()
    put(course / "submitted/ada/lab1")
    assert why in clean.take(course, "ada", "lab1")
    assert not (course / "taken/ada/lab1").exists()


ODD = {
    b"Jos\xe9": ("Jos\\udce9", "is not written in UTF-8"),
    b"a\nb": ("a\\nb", "holds a sign that ends a line or steers a terminal"),
    b"a\x1b[2J": ("a\\x1b[2J", "holds ["),
    b"a\x1bc": ("a\\x1bc", "holds a sign that ends"),
    "a\u202eb".encode(): ("a\\u202eb", "holds a sign that ends"),
    b" a": ("\\x20a", "begins or ends with a space"),
    b"a ": ("a\\x20", "begins or ends with a space"),
    "a\u3000".encode(): ("a\\u3000", "begins or ends with a space"),
    b"a\\nb": ("a\\\\nb", "holds \\"),
}


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_no_table_can_hold_is_refused_and_said_in_a_way_of_its_own(course, name):
    shown, why = ODD[name]
    (course / "submitted" / os.fsdecode(name) / "lab1").mkdir(parents=True)
    (student,) = {*mark.students(course, "lab1")} - {"ada"}
    tests = SimpleNamespace(name="x", grade_cells=[SimpleNamespace(name="test", max_score=1.0)])
    book = SimpleNamespace(find_assignment=lambda _: SimpleNamespace(notebooks=[tests]))
    rows = {row.student: row for row in report.rows(course, "lab1", book)}
    assert (set(rows), rows[shown].flag) == ({"ada", shown}, "LOOK")
    assert f"the name of its folder {why}" in rows[shown].reason
    assert "rename it, and mark again" in clean.take(course, student, "lab1")
    assert not (course / "taken").exists()


@pytest.mark.parametrize(
    "name", ["a b", "Last, First_1_assignsubmission_file", "Zoë 李", "-x", "a'"]
)
def test_a_usual_name_is_taken_and_stays(course, name):
    (course / "submitted" / name / "lab1").mkdir(parents=True)
    assert (handed_in.why_refused(course, name, "lab1"), tables.as_name(name)) == ("", name)


def test_what_is_no_folder_in_the_place_of_a_student_is_nobody(course):
    (course / "submitted/eve").touch()
    os.mkfifo(course / "submitted/bob")
    assert mark.students(course, "lab1") == ["ada"]
