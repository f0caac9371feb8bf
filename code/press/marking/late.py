"""What being late costs: `dates.csv` of the course folder, which the lecturer writes.

A line without a student is for all: when a lab is due, and which share of its marks each day that
has begun after that costs. A line with a student holds what is different for that one: a later
date, and when the work came in, as the lecturer's system says it. The time of a file counts for
nothing, and a note in what was handed in neither: a student can write both.

A line that nothing matches is an error: a name with a slip would cost, or spare, in silence.
"""

import csv
import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from press.errors import PressError

NAME = "dates.csv"
COLUMNS = ["lab", "student", "due", "handed in", "per day"]
DAY = timedelta(days=1)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")  # without a time


def composed(name: str) -> str:
    """A name with each accent in its letter: some systems write it behind the letter."""
    return unicodedata.normalize("NFC", name.strip())


@dataclass(frozen=True)
class Dates:
    """The lines of the file, by lab and student; for all, the student is empty."""

    lines: dict[tuple[str, str], dict[str, str]]

    def days_late(self, lab: str, student: str) -> int:
        """Days that have begun after the work was due; 0 where nothing is known."""
        own = self.lines.get((lab, composed(student)), {})
        due = own.get("due") or self.lines.get((lab, ""), {}).get("due")
        came = own.get("handed in")
        if not due or not came:
            return 0
        end = _time(due) + (DAY if DATE.fullmatch(due) else timedelta(0))  # a day to its end
        return max(0, math.ceil((_time(came) - end) / DAY))

    def cost(self, lab: str, student: str, points: float) -> float:
        """The marks, of so many points, that being late costs."""
        share = self.lines.get((lab, ""), {}).get("per day") or "0"
        return min(points, self.days_late(lab, student) * _share(share) * points)


def read(course: Path) -> Dates:
    """What stands in the file; nothing, where there is none. Raises PressError on what is odd."""
    file = course / NAME
    if not file.is_file():
        return Dates({})
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PressError(f"{file} is no text in UTF-8: save it as CSV in UTF-8") from error
    reader = csv.DictReader(text.splitlines(), skipinitialspace=True)
    if [name.strip() for name in reader.fieldnames or []] != COLUMNS:
        raise PressError(f"{file} must begin with the line {','.join(COLUMNS)}, with commas")
    lines: dict[tuple[str, str], dict[str, str]] = {}
    for values in reader:
        try:
            line = _line(values)
            _look_at(line, lines, course)
        except ValueError as error:
            raise PressError(f"{file}, line {reader.line_num}: {error}") from error
        lines[line["lab"], line["student"]] = line
    return Dates(lines)


def _line(values: dict) -> dict[str, str]:
    """The values of a line without the space around them; one that is missing is empty."""
    if None in values:
        raise ValueError(f"it has more than {len(COLUMNS)} values")
    return {
        name: composed(value or "") for name, value in zip(COLUMNS, values.values(), strict=True)
    }


def _look_at(line: dict[str, str], others: dict, course: Path) -> None:
    """Raises ValueError where a line cannot be meant."""
    lab, student = line["lab"], line["student"]
    if (lab, student) in others:
        raise ValueError(f"a second line for {lab} and {student or 'all'}")
    for name in ("due", "handed in"):
        if line[name]:
            _time(line[name])
    _share(line["per day"] or "0")
    if lab not in (known := {path.name for path in course.glob("release/*")}):
        raise ValueError(f"there is no lab '{lab}', but: {', '.join(sorted(known)) or 'none'}")
    if not student and line["handed in"]:
        raise ValueError("'handed in' is for a student, whom it does not name")
    if student and line["per day"]:
        raise ValueError("'per day' is for all: say it in the line without a student")
    there = {composed(path.parent.name) for path in course.glob(f"submitted/*/{lab}")}
    if line["handed in"] and student not in there:
        raise ValueError(f"there is no folder submitted/{student}/{lab}")


def _time(text: str) -> datetime:
    """A time as `2026-11-06 17:00`, of UTC unless it names another, as in `17:00+01:00`."""
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _share(text: str) -> float:
    """A share as `5 %` or `0.05`; a 1 could be either."""
    number = text.removesuffix("%")
    share = float(number) / (100 if number != text else 1)
    if not 0 <= share <= 1 or (share == 1 and number == text):
        raise ValueError(f"'{text}' is no share: say 5 % or 0.05")
    return share
