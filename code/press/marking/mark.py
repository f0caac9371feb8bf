"""`make mark LAB=lab1`: all that a lecturer does after a lab was handed in, in one command."""

import json
import os
import re
import shutil
from itertools import groupby
from pathlib import Path

from press import fresh
from press.errors import PressError
from press.marking import config_file, course, sandbox
from press.marking.handed_in import links


def mark() -> int:
    """Autograde, write feedback and grades, and say who needs a person's eyes."""
    from press.marking import report

    lab, folder = os.environ.get("LAB", ""), course.folder()
    if not (folder / "release" / lab).is_dir() or not lab:
        made = ", ".join(sorted(p.name for p in folder.glob("release/*"))) or "none"
        raise PressError(f"LAB is '{lab}', but there are: {made} (in {folder}; `make labs`)")
    if not any(folder.glob(f"submitted/*/{lab}")):
        raise PressError(f"nothing was handed in: {folder}/submitted/STUDENT/{lab} is looked for")
    config_file.write(folder)
    print(f"sandbox: {sandbox.describe()}", flush=True)
    forget_what_changed(folder, lab)
    refused = [name for name in students(folder, lab) if links(folder / "submitted" / name / lab)]
    for student in refused:
        shutil.rmtree(folder / "autograded" / student / lab, ignore_errors=True)
    leave_out = f"--CourseDirectory.student_id_exclude={','.join(refused)}"
    with (folder / f"nbgrader-{lab}.log").open("a", encoding="utf-8") as log:
        log.write(course.nbgrader(folder, "autograde", lab, leave_out, check=False, watch=tell))
        log.write(course.nbgrader(folder, "generate_feedback", lab, "--force", check=False))
    course.nbgrader(folder, "export")
    rows = report.write(folder, lab)
    for student, group in groupby(rows, key=lambda row: row.student):
        print(summary(student, list(group)))
    print(f"marks and reasons: {folder / f'marks-{lab}.csv'}; sums: {folder / 'grades.csv'}")
    return 0


def students(folder: Path, lab: str) -> list[str]:
    """Who has handed in a lab."""
    return sorted(place.parent.name for place in folder.glob(f"submitted/*/{lab}"))


def tell(line: str) -> None:
    """Say whose notebook is being marked, from what nbgrader says."""
    if match := re.search(r"Autograding .*/autograded/(.+)/[^/]+/[^/]+\.ipynb", line):
        print(f"  … {match[1]}", flush=True)


def forget_what_changed(folder: Path, lab: str) -> None:
    """Have notebooks marked anew that are not those that were marked last, or by other tests."""
    record = folder / f"marked-{lab}.json"
    before = json.loads(record.read_text()) if record.is_file() else {}
    tests = fresh.digest(folder / "source" / lab)
    now = {
        student: [fresh.digest(folder / "submitted" / student / lab), tests]
        for student in students(folder, lab)
    }
    changed = [student for student in now if before.get(student, now[student]) != now[student]]
    for student in changed:
        shutil.rmtree(folder / "autograded" / student / lab, ignore_errors=True)
    if any(before[student][1] != tests for student in changed):
        print(f"{lab} has changed since it was marked: all is marked again", flush=True)
    record.write_text(json.dumps(now))


def summary(student: str, rows: list) -> str:
    """A student's marks in a line, and what needs a person."""
    known = [row for row in rows if row.score is not None]
    score, of = sum(row.score for row in known), sum(row.points for row in rows)
    by_hand = sum(row.score is None and not row.flag for row in rows)
    look = next((f"; LOOK: {row.reason}" for row in rows if row.flag), "")
    hand = f"; {by_hand} to mark by hand" if by_hand else ""
    return f"  {student}: {score:g} of {of:g}{hand}{look}"
