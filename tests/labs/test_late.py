"""Days late and what they cost, as the lecturer's file of dates says."""

import unicodedata

import pytest
from press.errors import PressError
from press.marking import late, report

HEAD = "lab,student,due,handed in,per day\n"
DATES = HEAD + (
    "lab1,,2026-11-06 17:00+01:00,,5 %\n"
    "lab1,in-time,,2026-11-06 15:59,\n"
    "lab1,an-hour,,2026-11-06 17:00,\n"
    "lab1,two-days,,2026-11-08 17:00+01:00,\n"
    "lab1,extended,2026-11-13 17:00,2026-11-12 09:00,\n"
    "lab1,extended-late,2026-11-13 17:00,2026-11-14 09:00,\n"
    "lab1,weeks,,2027-11-14 09:00,\n"
    "lab2,two-days,,2026-11-08 17:00,\n"
)


NAMES = ("in-time", "an-hour", "two-days", "extended", "extended-late", "weeks", "Zoë", "-eve")


@pytest.fixture
def course(tmp_path):
    """A course folder with two labs, which these students have handed in."""
    for lab in ("lab1", "lab2"):
        (tmp_path / "release" / lab).mkdir(parents=True)
        for name in NAMES:
            (tmp_path / "submitted" / name / lab).mkdir(parents=True)
    return tmp_path


def read(course, text):
    (course / late.NAME).write_text(text, encoding="utf-8")
    return late.read(course)


@pytest.fixture
def dates(course):
    return read(course, DATES)


@pytest.mark.parametrize(
    ("student", "days", "cost"),
    [
        ("in-time", 0, 0),
        ("an-hour", 1, 0.5),
        ("two-days", 2, 1),
        ("extended", 0, 0),
        ("extended-late", 1, 0.5),
        ("weeks", 373, 10),
        ("unknown", 0, 0),
    ],
)
def test_each_day_that_has_begun_costs_its_share(dates, student, days, cost):
    assert dates.days_late("lab1", student) == days
    assert dates.cost("lab1", student, 10) == pytest.approx(cost)


def test_a_lab_without_a_date_costs_nothing(dates):
    assert dates.cost("lab2", "two-days", 10) == 0


def test_the_sum_has_what_is_left_and_never_less_than_nothing(dates):
    rows = [
        report.Row("lab1", student, "task", score, 10, "", "")
        for student, score in (("two-days", 9.0), ("weeks", 9.0), ("an-hour", None))
    ]
    summed = {line[1]: (line[2], line[-1]) for line in report._sum(rows, dates)}
    assert summed == {"two-days": (8, 2), "weeks": (0, 373), "an-hour": ("", 1)}


def test_what_is_left_is_rounded(course):
    dates = read(course, HEAD + "lab1,,2026-11-06 17:00,,5 %\nlab1,weeks,,2026-11-09 10:00,\n")
    rows = [report.Row("lab1", "weeks", "task", 3.7, 4, "", "")]
    (line,) = report._sum(rows, dates)
    assert repr(line[2]) == "3.1"


@pytest.mark.parametrize(
    ("due", "came", "days"),
    [
        ("2026-11-06", "2026-11-06 10:00", 0),
        ("2026-11-06", "2026-11-06 23:59:59", 0),
        ("2026-11-06", "2026-11-07 00:01", 1),
        ("2026-11-06", "2026-11-08", 1),
        ("2026-11-06 17:00", "2026-11-06", 0),
    ],
)
def test_a_day_without_a_time_lasts_to_its_end(course, due, came, days):
    dates = read(course, f"{HEAD}lab1,,{due},,5 %\nlab1,weeks,,{came},\n")
    assert dates.days_late("lab1", "weeks") == days


@pytest.mark.parametrize("line", ["lab1,{},,{},", " lab1 , {} ,, {} ,", "lab1,{},,{}"])
@pytest.mark.parametrize("name", ["Zoë", unicodedata.normalize("NFD", "Zoë"), "-eve"])
def test_a_name_is_found_however_it_is_written(course, line, name):
    late_by_two = line.format(name, "2026-11-08 17:00")
    dates = read(course, f"\ufeff{HEAD}lab1,,2026-11-06 17:00,,5 %\n{late_by_two}\n")
    for form in ("NFC", "NFD"):
        assert dates.days_late("lab1", unicodedata.normalize(form, name)) == 2


def test_an_extension_may_wait_for_its_student(course):
    dates = read(course, HEAD + "lab1,not-yet,2026-11-13,,\n")
    assert dates.days_late("lab1", "not-yet") == 0


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_told(course, encoding):
    (course / late.NAME).write_bytes((HEAD + "lab1,Zoë,,,\n").encode(encoding))
    with pytest.raises(PressError, match="is no text in UTF-8: save it as CSV in UTF-8"):
        late.read(course)


def test_without_a_file_nobody_is_late(tmp_path):
    assert late.read(tmp_path).cost("lab1", "two-days", 10) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lab,due\n", "must begin with the line lab,student,due,handed in,per day"),
        (HEAD + "lab1,,6 November,,\n", "line 2: Invalid isoformat string: '6 November'"),
        (HEAD + "lab1,,,,5\n", "line 2: '5' is no share: say 5 % or 0.05"),
        (HEAD + "lab1,,,,-5 %\n", "line 2: '-5 %' is no share"),
        (HEAD + "lab1,a,,,\nlab1,a,,,\n", "line 3: a second line for lab1 and a"),
        (HEAD + "lab1,,,,much\n", "line 2: could not convert"),
        (HEAD + "lab1,,,,1\n", "line 2: '1' is no share: say 5 % or 0.05"),
        (HEAD + "Lab1,,2026-11-06,,\n", "line 2: there is no lab 'Lab1', but: lab1, lab2"),
        (HEAD + "lab1,eve,,2026-11-06,\n", "line 2: there is no folder submitted/eve/lab1"),
        (HEAD + "lab1,-eve,,2026-11-06,50 %\n", "line 2: 'per day' is for all"),
        (HEAD + "lab1,,,2026-11-06,50 %\n", "line 2: 'handed in' is for a student"),
        (HEAD + "lab1,-eve,,,,5\n", "line 2: it has more than 5 values"),
        (HEAD.replace(",", ";"), "must begin with the line lab,student,due,handed in,per day"),
        ("", "must begin with the line"),
    ],
)
def test_what_is_odd_is_told_with_its_line(course, text, message):
    with pytest.raises(PressError) as raised:
        read(course, text)
    assert message in str(raised.value)
