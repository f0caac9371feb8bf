"""Days late and what they cost, as the lecturer's file of dates says."""

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


@pytest.fixture
def dates(tmp_path):
    (tmp_path / late.NAME).write_text(DATES)
    return late.read(tmp_path)


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
    ],
)
def test_what_is_odd_is_told_with_its_line(tmp_path, text, message):
    (tmp_path / late.NAME).write_text(text)
    with pytest.raises(PressError) as raised:
        late.read(tmp_path)
    assert message in str(raised.value)
