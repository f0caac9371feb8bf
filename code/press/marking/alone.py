"""One marking at a time in a course folder: two would take and give away each other's files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.errors import PressError

FILE = "marking.lock"  # it stays; the system lets go of it with the process, however that ends


@contextmanager
def in_(course: Path) -> Iterator[None]:
    """Keep others away. Raises PressError where someone else is marking."""
    import fcntl  # not on Windows, where the rest of the press works

    with (course / FILE).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PressError(f"somebody else is marking in {course}: wait until it ends") from None
        yield
