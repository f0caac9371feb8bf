"""The date that a PDF bears: of the last commit, unless there is something newer."""

import os
import subprocess
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from press import fresh, paths
from press.site import html

DAY = 24 * 60 * 60


@cache
def epoch(path: Path) -> int:
    """Seconds since 1970 of the last commit to a file or folder.

    SOURCE_DATE_EPOCH goes before it; where the file was changed since, or git knows
    nothing of it, today counts (from midnight, so that a PDF is the same all day).
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    committed = _git("log", "-1", "--format=%ct", "--", str(path))
    if committed and not _git("status", "--porcelain", "--", str(path)):
        return int(committed)
    return int(time.time()) // DAY * DAY


def inputs() -> str:
    """A hash of all that PDFs are made of: what the site is made of, and the dates of pages."""
    pages = sorted(paths.BOOK.rglob("*.md"))
    return fresh.digest(html.inputs(), [str(epoch(path)) for path in (paths.BOOK, *pages)])


def written(path: Path) -> str:
    """The date of a file or folder, as `3 May 2026`."""
    date = datetime.fromtimestamp(epoch(path), UTC)
    return f"{date.day} {date:%B %Y}"


def _git(*arguments: str) -> str:
    try:
        run = subprocess.run(
            ["git", *arguments], cwd=paths.ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()
