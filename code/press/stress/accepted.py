"""The failures under stress that are known: `tests/stress.yml`, each with a reason.

A claim may hold at its setting alone; then it should say so, and the reason here is that it
does. What fails and is not listed is news, and so is what is listed and holds again.
"""

from dataclasses import dataclass
from pathlib import Path

from press import settings
from press.errors import PressError

FIELDS = {"check", "setting", "reason"}


@dataclass(frozen=True)
class Failure:
    """A check (its claim, or where a cell breaks) of a page under a setting."""

    page: str
    setting: str
    check: str


def read(path: Path) -> dict[Failure, str]:
    """The reason for each accepted failure.

    Raises PressError for an entry that is not `check`, `setting` (or a list) and `reason`.
    """
    tree = settings.read(path) if path.is_file() else None
    found = {}
    for page, entries in (tree or {}).items():
        for entry in entries:
            if not (isinstance(entry, dict) and set(entry) == FIELDS and all(entry.values())):
                raise PressError(
                    f"{path}: {page}: {entry!r} must have just {', '.join(sorted(FIELDS))}"
                )
            named = entry["setting"]
            for setting in named if isinstance(named, list) else [named]:
                found[Failure(page, setting, entry["check"])] = entry["reason"]
    return found
