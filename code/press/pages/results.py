"""What the last run of a page has shown: how long it took, and how many checks passed."""

from dataclasses import dataclass

from press.pages import store


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
    kept = store.record(docname)
    return Result(len(kept["code"]), kept["checks"], kept["seconds"]) if kept else None


def counted(number: int, noun: str) -> str:
    """`1 check`, `2 checks`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
