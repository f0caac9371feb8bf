"""What the last run of a page has shown: how long it took, and how many checks passed."""

from dataclasses import dataclass
from functools import cache

import nbformat

from press.pages import page, store

TICK = "✓"  # with which each check of `diffprog.check` opens its line


@dataclass(frozen=True)
class Result:
    """Code cells, checks that passed, and seconds of one page or of several."""

    cells: int
    checks: int
    seconds: float

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.cells + other.cells, self.checks + other.checks, self.seconds + other.seconds
        )


def of(docname: str) -> Result | None:
    """The result of a page, or None where it has not run."""
    kept = store.path(docname)
    return _read(docname, kept.stat().st_mtime_ns) if kept.is_file() else None


@cache
def _read(docname: str, when: int) -> Result | None:
    """The result of what was kept at that time; a build asks for it more than once."""
    kept = store.load(docname)
    if kept is None:
        return None
    cells = page.code_cells(kept)
    return Result(len(cells), sum(map(_checks, cells)), store.seconds(docname))


def counted(number: int, noun: str) -> str:
    """`1 check`, `2 checks`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _checks(cell: nbformat.NotebookNode) -> int:
    streams = (output.text for output in cell.outputs if output.output_type == "stream")
    return sum(line.startswith(TICK) for text in streams for line in text.splitlines())
