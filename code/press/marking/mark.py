"""`make mark LAB=lab1`: all that a lecturer does after a lab was handed in, in one command."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from press import fresh
from press.errors import PressError
from press.marking import (
    alone,
    clean,
    config_file,
    course,
    late,
    model,
    sandbox,
    side_by_side,
    workers,
)
from press.marking.tables import as_name


def mark() -> int:
    """Autograde, write feedback and grades, and say who needs a person's eyes."""
    lab, folder, jobs = os.environ.get("LAB", ""), course.folder(), workers.jobs()
    if not (folder / "release" / lab).is_dir() or not lab:
        made = ", ".join(sorted(p.name for p in folder.glob("release/*"))) or "none"
        raise PressError(f"LAB is '{lab}', but there are: {made} (in {folder}; `make labs`)")
    if not any(folder.glob(f"submitted/*/{lab}")):
        raise PressError(f"nothing was handed in: {folder}/submitted/STUDENT/{lab} is looked for")
    late.read(folder)  # what is odd in it is told before anything runs
    config_file.write(folder)
    with alone.in_(folder):
        return _mark(folder, lab, jobs)


def _mark(folder: Path, lab: str, jobs: int) -> int:
    print(f"sandbox: {sandbox.describe()}", flush=True)
    refused = [name for name in students(folder, lab) if clean.take(folder, name, lab)]
    forget_what_changed(folder, lab)
    if not model.is_known(folder, lab):
        print("running the model solution, once for each version of the lab", flush=True)
        list(workers.each(model.find_out, folder, lab, [""], 1))
    for student in refused:
        shutil.rmtree(folder / "autograded" / student / lab, ignore_errors=True)
    any_name = {"encoding": "utf-8", "errors": "backslashreplace"}
    with (folder / f"nbgrader-{lab}.log").open("a", **any_name) as log:
        for ran in run(folder, lab, to_run(folder, lab, refused), jobs):
            log.write(f"{ran.student} ran for {ran.seconds:.0f} s\n{ran.trouble}\n")
        print("writing marks", flush=True)
        for student in has(side_by_side.RAN, folder, lab):
            log.write(side_by_side.convert(folder, lab, student, side_by_side.with_marks))
            side_by_side.forget(folder, lab, [student])
        write_marks(folder, lab)  # before any page is made: none can keep them away
        print("writing feedback", flush=True)
        marked = has("autograded", folder, lab)
        pages = workers.each(side_by_side.feed_back, folder, lab, marked, jobs)
        log.writelines(page.trouble for page in pages)
    return 0


def write_marks(folder: Path, lab: str) -> None:
    """Write the tables, and say who has which marks."""
    from press.marking import report

    course.nbgrader(folder, "export")
    rows = report.write(folder, lab)
    for student, group in groupby(rows, key=lambda row: row.student):
        print(summary(student, list(group)))
    print(f"marks and reasons: {folder / f'marks-{lab}.csv'}; sums: {folder / 'grades.csv'}")


def students(folder: Path, lab: str) -> list[str]:
    """Who has handed in a lab."""
    return has("submitted", folder, lab)


def has(step: str, folder: Path, lab: str) -> list[str]:
    """Whose lab is in this folder of the course."""
    return sorted(path.parent.name for path in folder.glob(f"{step}/*/{lab}"))


def to_run(folder: Path, lab: str, refused: list[str]) -> list[str]:
    """Whose notebooks were taken, and have neither been marked nor run."""
    done = {*has("autograded", folder, lab), *has(side_by_side.RAN, folder, lab), *refused}
    return [student for student in students(folder, lab) if student not in done]


def run(folder: Path, lab: str, names: list[str], jobs: int) -> Iterator[workers.Ran]:
    """Run these students' notebooks, and say after each how long the rest will take."""
    start = time.monotonic()
    begun = folder / side_by_side.BEGUN
    shutil.rmtree(begun, ignore_errors=True)  # of processes that were ended
    found = workers.each(side_by_side.run_one, folder, lab, names, jobs)
    for i, ran in enumerate(found, 1):
        left = (time.monotonic() - start) / i * (len(names) - i)
        rest = f"about {left / 60:.0f} min left" if left > 90 else f"about {left:.0f} s left"
        failed = ", but it did not run as it should" if ran.trouble else ""
        print(f"  … {i} of {len(names)}, {rest}: {as_name(ran.student)}{failed}", flush=True)
        yield ran
    shutil.rmtree(begun, ignore_errors=True)


def forget_what_changed(folder: Path, lab: str) -> None:
    """Have notebooks marked anew that are not those that were marked last, or by other tests."""
    record = folder / f"marked-{lab}.json"
    before = json.loads(record.read_text()) if record.is_file() else {}
    tests = fresh.digest(folder / "source" / lab)
    now = {
        student: [fresh.digest(folder / clean.FOLDER / student / lab), tests]
        for student in students(folder, lab)
    }
    changed = [student for student in now if before.get(student, now[student]) != now[student]]
    for student in changed:
        shutil.rmtree(folder / "autograded" / student / lab, ignore_errors=True)
    side_by_side.forget(folder, lab, changed)
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
