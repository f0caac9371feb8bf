"""What lies in a folder that was handed in, before anything in it is opened."""

import os
import stat
from pathlib import Path

PATTERN = "*?[]"  # signs that nbgrader takes for a pattern of names


def why_refused(course: Path, student: str, lab: str) -> str:
    """Why nothing of what this student handed in may be opened, or nothing."""
    if signs := sorted(set(PATTERN) & set(student)):
        return f"the name of its folder holds {' '.join(signs)}: rename it, and mark again"
    own = course / "submitted" / student
    if not stat.S_ISDIR(own.lstat().st_mode):
        return "its folder is a link: ask for plain files"
    if found := links(own / lab):
        return f"it holds a link or a special file, {found[0].name}: ask for plain files"
    return ""


def links(place: Path) -> list[Path]:
    """What leads to another file, or is none: nbgrader would copy it, and hand it out again.

    Links of both kinds, to files and to folders, and devices, pipes and sockets.
    """
    below = (Path(top) / name for top, *many in os.walk(place) for names in many for name in names)
    return [path for path in (place, *below) if not _is_plain(path)]


def _is_plain(path: Path) -> bool:
    """Whether this is a folder, or a file that has no other name."""
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) or (stat.S_ISREG(status.st_mode) and status.st_nlink == 1)
