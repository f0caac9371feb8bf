"""Run the notebooks of a class side by side; nbgrader then marks what has run, one by one.

Only what takes long is shared out: each notebook is brought into shape and run by nbgrader's own
steps in a process of its own, with a copy of the gradebook. What has run is put into the folder
`ran/` of the course as a whole, so that an interruption loses no more than was running, and only
the marking that follows writes into the gradebook.
"""

import contextlib
import io
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import joblib
import nbformat
import psutil
from nbformat import NotebookNode
from traitlets.config import Config

from press.errors import PressError
from press.marking import clean, config_file

BEGUN = "ran-begun"  # beside it
RAN = "ran"  # in the course folder: STUDENT/LAB/NOTEBOOK, until they are marked
ROOM = 2 * 2**30  # bytes of memory for one notebook, of which few take so much
DASK = "DASK"  # the address of a scheduler, where notebooks run on several machines


@dataclass(frozen=True)
class Ran:
    """One student's lab: how long it ran, and what was said where it did not come to its end."""

    student: str
    seconds: float
    trouble: str


def jobs() -> int:
    """How many notebooks to run at a time: JOBS, or as many as cores and memory allow."""
    asked = os.environ.get("JOBS") or ""
    if not asked:
        room = psutil.virtual_memory().total // ROOM
        return max(1, min(os.cpu_count() or 1, room))
    if not asked.isdecimal() or int(asked) < 1:
        raise PressError(f"JOBS is '{asked}': say how many notebooks to run at a time, as JOBS=2")
    return int(asked)


def each(task: Callable, course: Path, lab: str, students: list[str], jobs: int) -> Iterator:
    """What a task returns for each of these students, as soon as it is there."""
    with _where(jobs):
        calls = (joblib.delayed(task)(str(course), lab, student) for student in students)
        yield from joblib.Parallel(return_as="generator_unordered", batch_size=1)(calls)


def _where(at_a_time: int) -> contextlib.AbstractContextManager:
    """On this machine, or on those of a Dask scheduler, which see the same folders."""
    if not (address := os.environ.get(DASK)):
        return joblib.parallel_config("loky", n_jobs=at_a_time)
    from distributed import Client

    Client(address)  # joblib asks for the client that was made last
    return joblib.parallel_config("dask")


def run_one(course: str, lab: str, student: str) -> Ran:
    """Run one student's lab, in a process that does nothing else meanwhile."""
    here, start = Path(course), time.monotonic()
    with tempfile.TemporaryDirectory() as own:
        shutil.copy(here / "gradebook.db", own)
        own_book = {"db_url": f"sqlite:///{own}/gradebook.db"}
        trouble = convert(here, lab, student, up_to_marks, **own_book, autograded_directory=BEGUN)
    if not trouble:
        _put(here / BEGUN / student / lab, here / RAN / student / lab)
    return Ran(student, time.monotonic() - start, trouble)


def feed_back(course: str, lab: str, student: str) -> str:
    """Write what one student gets back; what was said where that failed."""
    return convert(Path(course), lab, student, feedback)


def up_to_marks(settings: Config) -> type:
    """nbgrader's steps as far as they take long: marks are given to what stands in `ran/`."""
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import SaveAutoGrades

    steps = settings.Autograde.autograde_preprocessors
    settings.Autograde.autograde_preprocessors = steps[: steps.index(SaveAutoGrades)]
    return Autograde


def with_marks(settings: Config) -> type:
    """All of nbgrader's steps, with what has run in the place of running."""
    from nbgrader.converters import Autograde

    return Autograde


def feedback(settings: Config) -> type:
    """The page that a student gets back, also where there is an earlier one."""
    from nbgrader.converters import GenerateFeedback

    settings.GenerateFeedback.force = True
    return GenerateFeedback


def convert(course: Path, lab: str, student: str, steps: Callable, **where: str) -> str:
    """Have nbgrader do something for one student; what it said where that failed.

    `steps` takes the settings of the course, changes them and returns the converter.
    """
    from nbgrader.coursedir import CourseDirectory

    with config_file.settings(course) as settings:
        own = {"root": str(course), "assignment_id": lab, "student_id": student, **where}
        settings.CourseDirectory.update(own, submitted_directory=clean.FOLDER)
        said = io.StringIO()
        log = logging.Logger("nbgrader", logging.ERROR)
        log.addHandler(logging.StreamHandler(said))
        converter = steps(settings)
        try:
            converter(CourseDirectory(config=settings), config=settings, log=log).start()
        except (Exception, SystemExit) as error:  # whatever it was: the others go on
            return said.getvalue().strip()[-2000:] or repr(error)
    return ""


def _put(made: Path, target: Path) -> None:
    """Move a folder to its place, as a whole."""
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    made.rename(target)


def what_ran(where: dict) -> NotebookNode | None:
    """The notebook that has run, for the student, lab and name that nbgrader has in `where`."""
    names = [where.get(name, "") for name in ("student", "assignment", "notebook")]
    path = Path(RAN, *names).with_suffix(".ipynb")
    return nbformat.read(path, as_version=4) if path.is_file() else None


def forget(course: Path, lab: str, students: list[str]) -> None:
    """Take away what has run, when it is marked, or is not what is to be marked."""
    for student in students:
        for folder in (RAN, BEGUN):
            shutil.rmtree(course / folder / student / lab, ignore_errors=True)
            for empty in (course / folder / student, course / folder):
                with contextlib.suppress(OSError):  # it is not there, or not empty
                    empty.rmdir()
