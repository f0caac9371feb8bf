"""The course folder in which nbgrader works: `make labs` makes it, and never harms it.

`source/labN` and `release/labN` are written anew; what students handed in, what was marked,
the gradebook, the settings and the seed of the hidden tests stay as they are.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import nbformat

from press import address, paths, site, toc
from press.errors import PressError
from press.labs import release
from press.labs.source import is_lab

CONFIG = """\
# How nbgrader marks the labs of this course; `make labs` wrote it, and does not write it again.
from nbgrader.preprocessors import (
    AssignLatePenalties, CheckCellMetadata, ClearOutput, GetGrades, LimitOutput, OverwriteCells,
    OverwriteKernelspec, SaveAutoGrades,
)
from press.labs.marking import HideTests, Mark
from press.labs.mend import Mend
from press.labs.report import GradesPlugin

c = get_config()
c.CourseDirectory.course_id = "diffprog"
# What students deleted comes back, and their code runs in a sandbox with limits.
c.Autograde.sanitize_preprocessors = [
    ClearOutput, Mend, OverwriteKernelspec, OverwriteCells, CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    Mark, LimitOutput, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata,
]
c.Mark.timeout = 30  # seconds for one cell
c.Mark.budget = 300  # seconds for one notebook
with open("seed.txt") as file:  # decides the inputs of the hidden tests; keep it to yourself
    c.SandboxedKernelManager.seed = file.read().strip()
# Students see neither hidden tests nor their tracebacks.
c.GenerateFeedback.preprocessors = [GetGrades, HideTests]
c.ExportApp.plugin_class = GradesPlugin
"""


def folder() -> Path:
    """The course folder: COURSE, or `build/course`."""
    return Path(os.environ.get("COURSE") or paths.BUILD / "course").resolve()


def entries() -> dict[str, toc.Entry]:
    """The labs in order, as `lab1`, `lab2` and so on."""
    labs = [entry for entry in toc.entries() if is_lab(entry.docname)]
    return {f"lab{i}": entry for i, entry in enumerate(labs, 1)}


def labs() -> int:
    """Build the site, and with it the students' notebooks; then the course folder."""
    if status := site.html():
        return status
    make(folder(), entries(), paths.SITE)
    print(f"course: {len(entries())} labs in {folder()}")
    return 0


def make(course: Path, labs: dict[str, toc.Entry], built: Path) -> None:
    """Write the sources of these labs, and have nbgrader make the releases from them."""
    course.mkdir(parents=True, exist_ok=True)
    course.chmod(0o700)
    seed = course / "seed.txt"
    if not seed.exists():
        seed.write_text(f"{secrets.token_hex(8)}\n", encoding="utf-8")
    config = course / "nbgrader_config.py"
    if not config.exists():
        config.write_text(CONFIG, encoding="utf-8")
    for name, entry in labs.items():
        student = nbformat.read(built / address.notebook_path(entry.docname), as_version=4)
        instructor = release.for_instructors(student, entry.source)
        target = course / "source" / name / f"{entry.source.stem}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(instructor, target)
        nbgrader(course, "generate_assignment", name, "--create", "--force")


def nbgrader(course: Path, *words: str, check: bool = True) -> str:
    """Run a command of nbgrader in the course folder; what it said.

    Raises PressError with its last words when it fails and `check` is true.
    """
    # It calls alembic by its bare name.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    own = {"PATH": path, "PYTHONPATH": str(paths.CODE), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
    )
    said = done.stdout + done.stderr
    if check and done.returncode:
        raise PressError(f"nbgrader {' '.join(words)} failed:\n{said[-2000:]}")
    return said
