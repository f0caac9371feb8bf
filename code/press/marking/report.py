"""What came of a class: marks and reasons, and a flag wherever a person must look.

A mark that is missing for a technical reason (a file that is no notebook, a cell that ended
Python or had to be stopped) is never a silent zero: it is flagged, and its reason is given.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from press.labs.kinds import TASK, Kind, kind_of
from press.labs.lab import named
from press.marking import clean, late, reasons
from press.marking.around import LOOK, NOT_MARKED
from press.marking.handed_in import OTHER_FILES, other_files
from press.marking.mend import BESIDE, GIVEN, RECORD
from press.marking.run import TECHNICAL, UNTRUE
from press.marking.tables import as_name, as_text, in_a_line

BY_HAND = "to be marked by hand"
OTHER = "it was marked by other tests: take autograded/{student}/{lab} away, and mark {lab} again"
NOT_YET = "it is not marked yet, or nbgrader failed on it: look at what it said"


@dataclass(frozen=True)
class Row:
    """One graded cell of one student: `score` is None where there is no mark yet."""

    lab: str
    student: str
    task: str
    score: float | None
    points: float
    flag: str  # LOOK where a person should look for a technical reason
    reason: str


def rows(course: Path, lab: str, gradebook: Gradebook) -> list[Row]:
    """Every graded cell of every student who handed in a lab."""
    folders = sorted((course / "submitted").glob(f"*/{lab}"))
    found = (row for path in folders for row in _of_one(course, path, gradebook))
    return [replace(r, student=as_name(r.student), reason=in_a_line(r.reason)) for r in found]


def _of_one(course: Path, folder: Path, gradebook: Gradebook) -> Iterator[Row]:
    lab, student = folder.name, folder.parent.name
    known = {path.name for path in (course / "release" / lab).glob("*")}
    for notebook in gradebook.find_assignment(lab).notebooks:
        marked = course / "autograded" / student / lab / f"{notebook.name}.ipynb"
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        if not marked.is_file():
            why = clean.why_not(course, student, lab) or NOT_YET
            yield from (Row(lab, student, n, None, p, "LOOK", why) for n, p in points.items())
            continue
        ran = nbformat.read(marked, as_version=4)
        cells, mended = named(ran), _mended(ran)
        events = [*_events(ran), *other_files(folder, known)]
        pictures = clean.lost_pictures(course / clean.FOLDER / student / lab / marked.name)
        stopped, look = reasons.stopped_tasks(ran), [*ran.metadata.get(LOOK, []), *pictures]
        for name, most in points.items():
            grade = _grade(gradebook, name, notebook.name, lab, student)
            if grade is None or name not in cells:
                why = OTHER.format(student=student, lab=lab)
                yield Row(lab, student, name, None, most, "LOOK", why)
                continue
            score = None if grade.needs_manual_grade else grade.score
            row = Row(lab, student, name, score, most, "", "")
            if score is None:
                given = grade.manual_score
                again = "" if given is None else f" again: it had {given:g}, confirm or change it"
                yield reasons.to_look(replace(row, reason=BY_HAND + again), pictures)
            elif (why := ran.metadata.get(NOT_MARKED)) and not _by_hand(cells[name]):
                yield replace(row, score=None, flag="LOOK", reason=why)
            else:
                yield reasons.to_look(_row(cells[name], row, events, mended, stopped), look)


def _grade(gradebook: Gradebook, *where: str) -> Grade | None:
    """A grade, if there is one: a test that has another name by now has none."""
    try:
        return gradebook.find_grade(*where)
    except MissingEntry:
        return None


def _by_hand(cell: NotebookNode) -> bool:
    return kind_of(cell).is_marked_by_hand


def _row(
    cell: NotebookNode, row: Row, events: list[str], mended: list[str], stopped: dict | None = None
) -> Row:
    """The row with its reason, and with a flag where something technical went before."""
    if row.score >= row.points:
        return row
    if (kind := kind_of(cell)).is_marked_by_hand:
        return _unanswered(kind, row, [*events, *mended]) if row.score == 0 else row
    reason = _reason(cell, stopped or {})
    # What nobody has written yet fails for no other reason, unless its cell was lost.
    mended = [said for said in mended if not said.endswith(BESIDE)]
    trouble = [*(events if reason != TASK.unanswered else []), *mended]
    before = "; ".join(words for words in trouble if words != reason)
    return replace(
        row,
        flag="LOOK" if trouble else "",
        reason=f"{reason} (before that: {before})" if before else reason,
    )


def _unanswered(kind: Kind, row: Row, trouble: list[str]) -> Row:
    """The row of an empty answer, with a flag where it may stand somewhere else."""
    near = f"'{row.task}' {BESIDE}"
    other = [said for said in trouble if said == near or said.startswith(OTHER_FILES)]
    return replace(row, flag="LOOK" if other else "", reason="; ".join([kind.unanswered, *other]))


def _events(notebook: NotebookNode) -> list[str]:
    """The first technical event of a notebook, if there is one."""
    return [words for cell in notebook.cells if (words := _technical(cell))][:1]


def _mended(notebook: NotebookNode) -> list[str]:
    """What had to be mended, but for what is given and was put back: that costs nobody a mark."""
    return [said for said in notebook.metadata.get(RECORD, []) if not said.startswith(GIVEN)]


def _technical(cell: NotebookNode) -> str:
    """What stopped a cell from outside, in words, or nothing."""
    names = [o.get("ename") for o in cell.get("outputs", []) if o.output_type == "error"]
    return next((TECHNICAL[name] for name in TECHNICAL if name in names), "")


def _reason(cell: NotebookNode, stopped: dict[str, str]) -> str:
    """Why a test cell has not its full mark: the first thing to mend."""
    if words := _technical(cell):
        own = (o.evalue for o in cell.outputs if o.get("ename") == UNTRUE)
        return next(own, words)
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            if output.ename == "NotImplementedError" and not output.evalue:
                return TASK.unanswered  # as the stub says it: others say why
            missing = re.match(r"name '(\w+)' is not defined", output.evalue)
            if missing and missing[1] in stopped:
                return stopped[missing[1]]
            return reasons.said(output)
    return "part of the marks"


def write(course: Path, lab: str) -> list[Row]:
    """Write `marks-LAB.csv` into the course folder; returns what stands in it.

    No text in it can be a formula: a student chooses the words of an error.
    """
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        found = rows(course, lab, gradebook)
    with (course / f"marks-{lab}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(Row))
        writer.writerows(map(as_text, map(astuple, found)))
    return found


class GradesPlugin(ExportPlugin):
    """`nbgrader export`: one line a student and lab; no sum where a mark is still missing."""

    def export(self, gradebook: Gradebook) -> None:
        course = Path.cwd()
        dates = late.read(course)
        with Path(self.to or "grades.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["lab", "student", "score", "of", "without a mark", "look", "late"])
            for assignment in gradebook.assignments:
                found = rows(course, assignment.name, gradebook)
                writer.writerows(map(as_text, _sum(found, dates)))


def _sum(found: list[Row], dates: late.Dates) -> Iterator[list]:
    for student in sorted({row.student for row in found}):
        own = [row for row in found if row.student == student]
        lab, of = own[0].lab, sum(row.points for row in own)
        missing = [row for row in own if row.score is None]
        cost = dates.cost(lab, student, of)
        score = "" if missing else round(max(0.0, sum(row.score for row in own) - cost), 2)
        look = sum(row.flag != "" for row in own)
        yield [lab, student, score, of, len(missing), look, dates.days_late(lab, student)]
