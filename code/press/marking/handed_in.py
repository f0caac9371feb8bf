"""What lies in a folder that was handed in, before anything in it is opened."""

import os
import stat
from itertools import islice
from pathlib import Path

from press.marking.tables import STEERS

PATTERN = "*?[]\\"  # signs that nbgrader takes for a pattern of names, and one that hides others
FILES = 1000  # and folders, in what one student hands in
OTHER_FILES = "another file was handed in: "
NO_ANSWERS = {"timestamp.txt", "__pycache__"}  # what programs leave


def why_refused(course: Path, student: str, lab: str) -> str:
    """Why nothing of what this student handed in may be opened, or nothing."""
    if why := _why_no_name(student):
        return f"the name of its folder {why}: rename it, and mark again"
    own = course / "submitted" / student
    if not stat.S_ISDIR(own.lstat().st_mode):
        return "its folder is a link: ask for plain files"
    if found := links(own / lab):
        return f"it holds a link or a special file, {found[0].name}: ask for plain files"
    if not (own / lab).is_dir():
        return f"{lab} is a file: put the notebook into a folder of that name"
    if len(_all(own / lab)) > FILES + 1:
        return f"it holds more than {FILES} files: leave the notebook there, or ask for it alone"
    return ""


def _why_no_name(name: str) -> str:
    """Why a folder may not be called so, or nothing: the gradebook and all tables hold its name."""
    if signs := sorted(set(PATTERN) & set(name)):
        return f"holds {' '.join(signs)}"
    try:
        name.encode()
    except UnicodeEncodeError:  # an archive from elsewhere was taken apart
        return "is not written in UTF-8"
    if STEERS.search(name):
        return "holds a sign that ends a line or steers a terminal"
    return "begins or ends with a space" if name != name.strip() else ""


def links(place: Path) -> list[Path]:
    """What leads to another file, or is none: whose it is, and what it does, nobody knows.

    Links of both kinds, to files and to folders, and devices, pipes and sockets.
    """
    return [path for path in _all(place) if not _is_plain(path)]


def other_files(folder: Path, known: set[str]) -> list[str]:
    """What was handed in beside the lab's own files, in a sentence: no cell can read it."""
    other = sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in known | NO_ANSWERS and not path.name.startswith(".")
    )
    return [f"{OTHER_FILES}{', '.join(other)}"] if other else []


def _all(place: Path) -> list[Path]:
    """A folder and what is in it and below, as far as one may be read."""
    below = (Path(top) / name for top, *many in os.walk(place) for names in many for name in names)
    return [place, *islice(below, FILES + 1)]


def _is_plain(path: Path) -> bool:
    """Whether this is a folder, or a file that has no other name."""
    try:
        status = path.lstat()
    except OSError:  # it lies deeper than names are long
        return False
    return stat.S_ISDIR(status.st_mode) or (stat.S_ISREG(status.st_mode) and status.st_nlink == 1)
