"""Marks in files as Moodle, Canvas and Blackboard export them, and nothing else changed."""

import csv
import io
import unicodedata

import pytest
from press.errors import PressError
from press.marking import other_systems, tables

MARKS = {"ada": "4.5", "bob@example.org": "3.0", "carl": "", "dora": "1.0"}
JOSE = [unicodedata.normalize(form, "José") for form in ("NFC", "NFD")]
WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments
Participant 11,Ada One,ada,Submitted for grading,-,5.00,
Participant 12,"Two, Bob",bob@example.org,Submitted for grading,,5.00,"late, but good"
Participant 13,Carl Three,carl,Submitted for grading,,5.00,
Participant 14,Eve Four,eve@example.org,No submission,,5.00,
"""
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (4711),Lab 10 (4720),Current Score
    Points Possible,,,,,5,5,(read only)
"One, Ada",1,u1,ada,A,,2,40
"Two, Bob",2,u2,bob@example.org,A,,2,40
"""
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Lab 1 [Total Pts: 5 Score] |99"\r\n'
    '"One"\t"Ada"\t"ADA"\t""\r\n"Three"\t"Carl"\t"carl"\t"2.00"\r\n'
)
EXPORTED = """\
First name,Surname,ID number,Email address,Assignment: Lab 1 (Real)
Ada,One,,ada,-
Bob,Two,7,bob@example.org,-
"""


def rows(text: str, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=separator))


@pytest.mark.parametrize(
    ("text", "column", "place", "expected"),
    [
        (WORKSHEET, "", 4, ["4.5", "3.0", "", ""]),
        (CANVAS, "Lab 1", 5, ["5", "4.5", "3.0"]),
        (BLACKBOARD, "lab 1", 3, ["4.5", "2.00"]),
        (EXPORTED, "Assignment: Lab 1", 4, ["4.5", "3.0"]),
    ],
)
def test_marks_stand_in_their_column_and_nothing_else_changes(text, column, place, expected):
    separator = "\t" if text is BLACKBOARD else ","
    new, _ = other_systems.filled(text, MARKS, column)
    before, after = rows(text, separator), rows(new, separator)
    assert [line[place] for line in after[1:]] == expected
    for old, line in zip(before, after, strict=True):
        assert line[:place] + line[place + 1 :] == old[:place] + old[place + 1 :]


@pytest.mark.parametrize("text", [WORKSHEET, BLACKBOARD, EXPORTED])
def test_without_marks_a_file_is_what_it_was(text):
    column = "" if text is WORKSHEET else "Lab 1" if text is BLACKBOARD else "Assignment"
    assert other_systems.filled(text, {"nobody": ""}, column)[0] == text


def test_who_has_no_mark_and_who_is_not_there_is_told():
    said = other_systems.filled(WORKSHEET, MARKS)[1]
    assert said == [
        "Moodle's grading worksheet: 2 marks into 'Grade'",
        "no mark yet, left as it was: carl",
        "not in the file: dora",
    ]


@pytest.mark.parametrize(
    ("text", "marks", "column", "message"),
    [
        ("a,b\n1,2\n", MARKS, "", "the columns a, b are of no known file: Moodle"),
        ("", MARKS, "", "of no known file"),
        (CANVAS, MARKS, "", "COLUMN is '': say which one it is, of: Student, ID"),
        (CANVAS, MARKS, "Quiz", "COLUMN is 'Quiz': say which one it is, of: none"),
        (CANVAS, MARKS, "Lab", "of: Lab 1 (4711), Lab 10 (4720)"),
        (CANVAS, {"ada": "1", "u2": "1", "u1": "2"}, "Lab 1", "line 3 names ada and u1"),
        (
            CANVAS.replace("u1", "DORA"),
            {"dora": "1", "Dora": "2"},
            "Lab 1",
            "line 3 names Dora and",
        ),
        (CANVAS, dict.fromkeys(JOSE, "1"), "Lab 1", "two folders are called Jos"),
        (CANVAS + '"A, B"\n', MARKS, "Lab 1", "line 5 has 1 values, and the first has 8"),
        (CANVAS + '"X",9,u9,ada,A,,,\n', {"ada": "1"}, "Lab 1", "ada is named in lines 3 and 5"),
    ],
)
def test_what_cannot_be_told_is_asked(text, marks, column, message):
    with pytest.raises(PressError) as raised:
        other_systems.filled(text, marks, column)
    assert message in str(raised.value)


@pytest.mark.parametrize(("there", "found"), [("ada", "0.0"), ("Ada", "4.0")])
def test_a_name_as_it_is_written_comes_first(there, found):
    text = EXPORTED.replace("ada,-", f"{there},-")
    new, _ = other_systems.filled(text, {"ada": "0.0", "Ada": "4.0"}, "Assignment: Lab 1")
    assert rows(new)[1][-1] == found


@pytest.mark.parametrize("folder", JOSE)
def test_an_accent_is_found_however_it_is_written(folder):
    for there in JOSE:
        new, _ = other_systems.filled(
            EXPORTED.replace("ada,-", f"{there},-"), {folder: "4.0"}, "Assignment: Lab 1"
        )
        assert rows(new)[1][-1] == "4.0"


def test_a_name_that_a_spreadsheet_would_compute_is_found(exported, monkeypatch):
    (line,) = [tables.as_text(("lab1", "-eve@x.org", 4.5))]
    (exported.parent / "grades.csv").write_text(f"lab,student,score\n{','.join(map(str, line))}\n")
    exported.write_text(EXPORTED.replace("ada,-", "-eve@x.org,-"))
    monkeypatch.setenv("COLUMN", "Assignment: Lab 1")
    assert other_systems.grades() == 0
    assert rows(exported.with_stem("from there-lab1").read_text())[1][-1] == "4.5"


def test_utf_16_that_does_not_say_so_is_told(exported):
    exported.write_bytes(BLACKBOARD.encode("utf-16-le"))
    with pytest.raises(PressError, match="is UTF-16 that does not say so"):
        other_systems.grades()


@pytest.fixture
def exported(tmp_path, monkeypatch):
    (tmp_path / "grades.csv").write_text("lab,student,score\nlab1,ada,4.5\nlab2,ada,1.0\n")
    file = tmp_path / "from there.csv"
    file.write_bytes(BLACKBOARD.encode("utf-16"))
    for name, value in (("COURSE", tmp_path), ("LAB", "lab1"), ("INTO", file), ("COLUMN", "Lab 1")):
        monkeypatch.setenv(name, str(value))
    return file


def test_the_new_file_lies_beside_the_old_one_in_its_encoding(exported, capsys):
    old = exported.read_bytes()
    assert other_systems.grades() == 0
    new = exported.with_name("from there-lab1.csv")
    assert rows(new.read_bytes().decode("utf-16"), "\t")[1][3] == "4.5"
    assert exported.read_bytes() == old
    assert str(new) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("INTO", "nowhere.csv", "INTO is 'nowhere.csv'"), ("LAB", "lab9", "LAB is 'lab9', of which")],
)
def test_what_is_missing_is_named(exported, monkeypatch, name, value, message):
    monkeypatch.setenv(name, value)
    with pytest.raises(PressError, match=message):
        other_systems.grades()
