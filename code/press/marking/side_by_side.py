"""Run the notebooks of a class side by side; nbgrader then marks what has run, one by one.

Only what takes long is shared out: each notebook is brought into shape and run by nbgrader's own
steps in a process of its own, with a copy of the gradebook. What has run is put into the folder
`ran/` of the course as a whole, so that an interruption loses no more than was running, and only
the marking that follows writes into the gradebook. What has only begun to run is believed by
nobody: it lies in a folder that is new each time, since a notebook that has not run shows no error.
"""

import contextlib
import io
import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from press.marking import clean, config_file

RAN = "ran"  # in the course folder: STUDENT/LAB/NOTEBOOK, until they are marked
BEGUN = "ran-begun"  # beside it: a folder for each notebook that is running
SEED = "seed"  # in the metadata of a notebook that has run, so that a mark can be had again


def run_one(course: str, lab: str, student: str) -> str:
    """Run one student's lab, in a process that does nothing else meanwhile; what was said."""
    here = Path(course)
    (here / BEGUN).mkdir(exist_ok=True)
    new = tempfile.TemporaryDirectory
    with new() as own, new(dir=here / BEGUN) as begun:
        shutil.copy(here / "gradebook.db", own)
        where = {"autograded_directory": f"{BEGUN}/{Path(begun).name}"}
        where["db_url"] = f"sqlite:///{own}/gradebook.db"
        if trouble := convert(here, lab, student, up_to_marks, **where):
            return trouble
        _put(Path(begun, student, lab), here / RAN / student / lab)
    return ""


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
    """All of nbgrader's steps, with what has run in the place of running.

    Also where an earlier marking was interrupted between them.
    """
    from nbgrader.converters import Autograde

    settings.Autograde.force = True
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
    """The notebook that has run, for the student, lab and name that nbgrader has in `where`.

    One without a seed has not, whatever brought it here: nobody else writes into its metadata.
    """
    names = [where.get(name, "") for name in ("student", "assignment", "notebook")]
    path = Path(RAN, *names).with_suffix(".ipynb")
    notebook = nbformat.read(path, as_version=4) if path.is_file() else None
    return notebook if notebook and SEED in notebook.metadata else None


def forget(course: Path, lab: str, students: list[str]) -> None:
    """Take away what has run, when it is marked, or is not what is to be marked."""
    for student in students:
        shutil.rmtree(course / RAN / student / lab, ignore_errors=True)
        for empty in (course / RAN / student, course / RAN):
            with contextlib.suppress(OSError):  # it is not there, or not empty
                empty.rmdir()
