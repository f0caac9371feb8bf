"""What being late costs: `dates.csv` of the course folder, which the lecturer writes.

A line without a student is for all: when a lab is due, and which share of its marks each day that
has begun after that costs. A line with a student holds what is different for that one: a later
date, and when the work came in, as the lecturer's system says it. The time of a file counts for
nothing, and a note in what was handed in neither: a student can write both.
"""

import csv
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from press.errors import PressError

NAME = "dates.csv"
COLUMNS = ["lab", "student", "due", "handed in", "per day"]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Dates:
    """The lines of the file, by lab and student; for all, the student is empty."""

    lines: dict[tuple[str, str], dict[str, str]]

    def days_late(self, lab: str, student: str) -> int:
        """Days that have begun after the work was due; 0 where nothing is known."""
        own = self.lines.get((lab, student), {})
        due = own.get("due") or self.lines.get((lab, ""), {}).get("due")
        came = own.get("handed in")
        if not due or not came:
            return 0
        return max(0, math.ceil((_time(came) - _time(due)) / DAY))

    def cost(self, lab: str, student: str, points: float) -> float:
        """The marks, of so many points, that being late costs."""
        share = self.lines.get((lab, ""), {}).get("per day") or "0"
        return min(points, self.days_late(lab, student) * _share(share) * points)


def read(course: Path) -> Dates:
    """What stands in the file; nothing, where there is none. Raises PressError on what is odd."""
    file = course / NAME
    if not file.is_file():
        return Dates({})
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        if reader.fieldnames != COLUMNS:
            raise PressError(f"{file} must begin with the line {','.join(COLUMNS)}")
        lines: dict[tuple[str, str], dict[str, str]] = {}
        for line in reader:
            try:
                _look_at(line, lines)
            except ValueError as error:
                raise PressError(f"{file}, line {reader.line_num}: {error}") from error
            lines[line["lab"], line["student"]] = line
    return Dates(lines)


def _look_at(line: dict[str, str], others: dict) -> None:
    """Raises ValueError where a line cannot be meant."""
    if (line["lab"], line["student"]) in others:
        raise ValueError(f"a second line for {line['lab']} and {line['student'] or 'all'}")
    for name in ("due", "handed in"):
        if line[name]:
            _time(line[name])
    _share(line["per day"] or "0")


def _time(text: str) -> datetime:
    """A time as `2026-11-06 17:00`, of UTC unless it names another, as in `17:00+01:00`."""
    time = datetime.fromisoformat(text.strip())
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _share(text: str) -> float:
    """A share as `5 %` or `0.05`."""
    number = text.strip().removesuffix("%")
    share = float(number) / (100 if number != text.strip() else 1)
    if not 0 <= share <= 1:
        raise ValueError(f"'{text}' is no share: say 5 % or 0.05")
    return share
