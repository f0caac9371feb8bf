"""`make grades LAB=lab1 INTO=export.csv`: a lab's marks in a file that another system exported.

Moodle, Canvas and Blackboard each read again the file that they wrote, and know students and
columns by names and numbers that are in it. So that file is filled in, and nothing else in it
changes: its columns, its order, its encoding and its separators stay. The formats are those of
their manuals: Moodle's grading worksheet and grade export (docs.moodle.org, "Grade import"),
Canvas's gradebook (community.canvaslms.com, "How do I import grades in the Gradebook?") and
Blackboard's "Work offline" (help.blackboard.com).
"""

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.errors import PressError
from press.marking import course
from press.marking.late import composed
from press.marking.tables import as_it_was


@dataclass(frozen=True)
class System:
    """One kind of file: by which columns it is recognised, and which may name a student."""

    name: str
    needs: tuple[str, ...]
    students: tuple[str, ...]
    column: str = ""  # for marks, where it is the same in every file


SYSTEMS = (
    System(
        name="Moodle's grading worksheet",
        needs=("Identifier", "Grade"),
        students=("Email address", "ID number", "Username", "Full name", "Identifier"),
        column="Grade",
    ),
    System(
        name="Moodle's grade export",
        needs=("First name", "Email address"),
        students=("Email address", "ID number"),
    ),
    System(
        name="Canvas",
        needs=("Student", "ID", "Section"),
        students=("SIS Login ID", "SIS User ID", "Student", "ID"),
    ),
    System(
        name="Blackboard",
        needs=("Last Name", "Username"),
        students=("Username", "Student ID"),
    ),
)
POINTS = "points possible"  # how the line of Canvas begins that is nobody's


def grades() -> int:
    """Fill in the column of a lab; the new file lies beside the old one."""
    lab, source = os.environ.get("LAB", ""), Path(os.environ.get("INTO", ""))
    grades_file = course.folder() / "grades.csv"
    if not grades_file.is_file():
        raise PressError(f"there is no {grades_file}: `make mark` writes it")
    if not source.is_file():
        raise PressError(f"INTO is '{source}', but should be a file that your system exported")
    with grades_file.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lab"] == lab]
    marks = {as_it_was(row["student"]): row["score"] for row in rows}
    if not marks:
        raise PressError(f"LAB is '{lab}', of which {grades_file} has no marks")
    text, encoding = _read(source)
    new, said = filled(text, marks, os.environ.get("COLUMN", ""))
    target = source.with_stem(f"{source.stem}-{lab}")
    target.write_bytes(new.encode(encoding))
    print("\n".join(said))
    print(f"to be imported: {target}")
    return 0


def _read(path: Path) -> tuple[str, str]:
    """A file's text and its encoding: Blackboard writes UTF-16, Excel marks its UTF-8."""
    raw = path.read_bytes()
    marked = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}
    encoding = marked.get(raw[:2], "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise PressError(f"{path} is no text in UTF-8 or UTF-16: export it as CSV") from error
    if "\0" in text:
        raise PressError(f"{path} is UTF-16 that does not say so: save it as CSV in UTF-8")
    return text, encoding


def filled(text: str, marks: dict[str, str], column: str = "") -> tuple[str, list[str]]:
    """The text of an exported file with these marks in it; and what a lecturer should know.

    A mark that is empty is not there yet, and leaves its place as it is. Raises PressError where
    the file is of no known system, or its column or a student cannot be told.
    """
    tab = "\t" in text.partition("\n")[0]
    lines = list(csv.reader(io.StringIO(text), delimiter="\t" if tab else ","))
    header = [name.strip() for name in lines[0]] if lines else []
    system = next((s for s in SYSTEMS if set(s.needs) <= set(header)), None)
    if system is None:
        known = "; ".join(f"{s.name} ({', '.join(s.needs)})" for s in SYSTEMS)
        raise PressError(f"the columns {', '.join(header)} are of no known file: {known}")
    place = _column(header, system, column)
    if short := next((i for i, line in enumerate(lines) if 0 < len(line) < len(header)), None):
        few = f"{len(lines[short])} values, and the first has {len(header)}"
        raise PressError(f"line {short + 1} has {few}: export the file again")
    found = dict(_found(lines, header, system, marks))
    for number, student in found.items():
        if marks[student]:
            lines[number][place] = marks[student]
    end = "\r\n" if "\r\n" in text else "\n"
    quoting = csv.QUOTE_ALL if text.lstrip().startswith('"') else csv.QUOTE_MINIMAL
    made = io.StringIO()
    csv.writer(made, delimiter="\t" if tab else ",", lineterminator=end, quoting=quoting).writerows(
        lines
    )
    return made.getvalue(), list(_said(system, header[place], marks, set(found.values())))


def _column(header: list[str], system: System, column: str) -> int:
    """Where the marks belong: the one column whose name begins with what was asked for."""
    wanted = column or system.column
    places = [i for i, name in enumerate(header) if name.lower().startswith(wanted.lower())]
    exact = [i for i in places if _plain(header[i]) == wanted.lower()]
    if not wanted or len(exact or places) != 1:
        found = ", ".join(header[i] for i in places) if wanted else ", ".join(header)
        raise PressError(f"COLUMN is '{column}': say which one it is, of: {found or 'none'}")
    return (exact or places)[0]


def _plain(name: str) -> str:
    """A column's name without the number that Canvas or Blackboard puts behind it."""
    return re.sub(r"\s*(\(\d+\)|\[.*\].*|\(Real\))$", "", name).lower()


def _found(
    lines: list[list[str]], header: list[str], system: System, marks: dict[str, str]
) -> Iterator[tuple[int, str]]:
    """The numbers of lines, each with the student whom one of its names names."""
    exact, small = _names(marks)
    places = [header.index(name) for name in system.students if name in header]
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 1):
        if not line or line[0].strip().lower().startswith(POINTS):
            continue
        said = [composed(line[i]) for i in places]
        own = {one for x in said for one in exact.get(x) or small.get(x.casefold(), [])}
        if len(own) > 1:
            raise PressError(f"line {number + 1} names {' and '.join(sorted(own))}: which is it?")
        for student in own:
            if student in seen:
                where = f"lines {seen[student] + 1} and {number + 1}"
                raise PressError(f"{student} is named in {where}: rename the folder, mark again")
            seen[student] = number
            yield number, student


def _names(marks: dict[str, str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The students whom a name names: as it is written, and in small letters.

    Raises PressError where two folders have one name, with the accents written in two ways.
    """
    exact: dict[str, list[str]] = {}
    small: dict[str, list[str]] = {}
    for student in marks:
        exact.setdefault(composed(student), []).append(student)
        small.setdefault(composed(student).casefold(), []).append(student)
    if twice := next((many for many in exact.values() if len(many) > 1), None):
        raise PressError(f"two folders are called {twice[0]}: rename one, mark again")
    return exact, small


def _said(system: System, column: str, marks: dict[str, str], found: set[str]) -> Iterator[str]:
    written = sum(marks[student] != "" for student in found)
    yield f"{system.name}: {written} marks into '{column}'"
    without = sorted(student for student in found if marks[student] == "")
    if without:
        yield f"no mark yet, left as it was: {', '.join(without)}"
    if missing := sorted(set(marks) - found):
        yield f"not in the file: {', '.join(missing)}"
