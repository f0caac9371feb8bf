"""A course's `nbgrader_config.py`: it calls the book's settings, and has place for the lecturer's.

What a lecturer has changed is never written over; what is as the press made it is made anew, so
that courses of earlier versions, and those whose book has moved, come to the present settings.
"""

import contextlib
import hashlib
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

from press import paths

NAME = "nbgrader_config.py"
MODULE = "press.marking.config"
TEXT = f"""\
# How the labs of this course are marked: as the book says, and as you say below.
import sys

sys.path.insert(0, {{code!r}})
from {MODULE} import configure

c = configure(get_config())
# Your own settings, for example: c.Mark.timeout = 60  # seconds for one cell
"""
WHERE = re.compile(r"^sys\.path\.insert\(0, .*\)$", re.MULTILINE)  # the one line that may differ
# Earlier versions held all settings; these are the digests of their texts.
EARLIER = {
    "4955bccdd68ede6696960ab233caebdc4a6688e3fb3fbb0ad27de3857ec60b37",
    "cdbe0d510a6b3384128461c8aafd2f93890626739748a6ec7d7c706a7e3f66e1",
    "05e76fca78974b4a527d5f5b11e162d5a64dd462882c01e39ff3616b2b6392e1",
}


def write(course: Path) -> None:
    """Write the file where there is none, and where it is as some version made it."""
    file, text = course / NAME, TEXT.format(code=str(paths.CODE))
    here = file.read_text(encoding="utf-8") if file.exists() else text
    if _digest(here) in EARLIER | {_digest(text)}:
        file.write_text(text, encoding="utf-8")
    elif MODULE not in here:
        print(
            f"{file} was written by an earlier version and changed by you, so it stays, and later "
            f"limits of the book do not reach it: to have them, delete it and say `make labs`"
        )


@contextlib.contextmanager
def settings(course: Path) -> Iterator[Config]:
    """The settings of a course, whose folder is meanwhile the one to work in: they read files."""
    with contextlib.chdir(course), warnings.catch_warnings(action="ignore"):
        yield PyFileConfigLoader(NAME, path=str(course)).load_config()


def _digest(text: str) -> str:
    """A hash of what the file says, wherever the book lies."""
    return hashlib.sha256(WHERE.sub("sys.path.insert(0, CODE)", text).encode()).hexdigest()
