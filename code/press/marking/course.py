"""The course folder in which nbgrader works: `make labs` makes it, and never harms it.

`source/labN` and `release/labN` are written anew; what students handed in, what was marked,
the gradebook, a lecturer's settings and the seed of the hidden tests stay as they are.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import nbformat

from press import address, paths
from press.errors import PressError
from press.labs import release
from press.marking import config_file
from press.pages import toc
from press.site import html


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
    config_file.write(course)
    for name, entry in labs.items():
        student = nbformat.read(built / address.notebook_path(entry.docname), as_version=4)
        instructor = release.for_instructors(student, entry.source)
        target = course / "source" / name / f"{entry.source.stem}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(instructor, target)
        nbgrader(course, "generate_assignment", name, "--create", "--force")


def nbgrader(course: Path, *words: str) -> None:
    """Run a command of nbgrader in the course folder.

    Raises PressError with its last words when it fails.
    """
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course,
        env={**_environment(), "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if run.returncode:
        raise PressError(f"nbgrader {' '.join(words)} failed:\n{run.stdout[-2000:]}")


def formgrader() -> int:
    """Open nbgrader's form grader on the course folder, in Jupyter."""
    if not folder().is_dir():
        raise PressError(f"there is no course in {folder()}: `make labs` makes one")
    words = ["-m", "jupyterlab", "--ServerApp.default_url=/formgrader"]
    config_file.write(folder())
    return subprocess.run([sys.executable, *words], cwd=folder(), env=_environment()).returncode


def _environment() -> dict[str, str]:
    # nbgrader calls alembic by its bare name.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    own = {"PATH": path, "PYTHONPATH": str(paths.CODE)}
    # With settings that cannot be read it would go on, and run students' code in no sandbox.
    return {**os.environ, **own, "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR": "1"}
