"""The course folder in which nbgrader works: `make labs` makes it, and never harms it.

`source/labN` and `release/labN` are written anew; what students handed in, what was marked,
the gradebook, the settings and the seed of the hidden tests stay as they are.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat

from press import address, paths
from press.errors import PressError
from press.labs import release
from press.pages import toc
from press.site import html

CONFIG = """\
# How nbgrader marks the labs of this course; `make labs` wrote it, and does not write it again.
import os
import sys

# Where the book is; and nbgrader calls a program of its environment by its bare name.
sys.path.insert(0, {code!r})
os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])

from nbgrader.preprocessors import (
    AssignLatePenalties, CheckCellMetadata, ClearOutput, GetGrades, LimitOutput, OverwriteCells,
    OverwriteKernelspec, SaveAutoGrades,
)
from press.marking.run import HideTests, Mark
from press.marking.mend import Mend
from press.marking.report import GradesPlugin

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
# Archives for `zip_collect`: a folder for each student, as STUDENT/ or as Moodle names it.
c.FileNameCollectorPlugin.named_regexp = (
    r".*/(?P<student_id>[^/_]+)(?:_\\d+_assignsubmission_file_?)?/(?P<file_id>[^/]+)$"
)
"""


def folder() -> Path:
    """The course folder: COURSE, or `build/course`."""
    return Path(os.environ.get("COURSE") or paths.BUILD / "course").resolve()


def entries() -> dict[str, toc.Entry]:
    """The labs in order, as `lab1`, `lab2` and so on."""
    labs = [entry for entry in toc.entries() if toc.is_lab(entry.docname)]
    return {f"lab{i}": entry for i, entry in enumerate(labs, 1)}


def labs() -> int:
    """Build the site, and with it the students' notebooks; then the course folder."""
    if status := html.html():
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
        config.write_text(CONFIG.format(code=str(paths.CODE)), encoding="utf-8")
    for name, entry in labs.items():
        student = nbformat.read(built / address.notebook_path(entry.docname), as_version=4)
        instructor = release.for_instructors(student, entry.source)
        target = course / "source" / name / f"{entry.source.stem}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(instructor, target)
        nbgrader(course, "generate_assignment", name, "--create", "--force")


def nbgrader(course: Path, *words: str, check: bool = True, watch: Callable = str) -> str:
    """Run a command of nbgrader in the course folder; what it said, line by line to `watch`.

    Raises PressError with its last words when it fails and `check` is true.
    """
    # It calls alembic by its bare name.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    own = {"PATH": path, "PYTHONPATH": str(paths.CODE), "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        watch(line)
    if process.wait() and check:
        raise PressError(f"nbgrader {' '.join(words)} failed:\n{''.join(said)[-2000:]}")
    return "".join(said)


def formgrader() -> int:
    """Open nbgrader's form grader on the course folder, in Jupyter."""
    words = ["-m", "jupyterlab", "--ServerApp.default_url=/formgrader"]
    own = {"PYTHONPATH": str(paths.CODE)}
    return subprocess.run(
        [sys.executable, *words], cwd=folder(), env={**os.environ, **own}
    ).returncode
