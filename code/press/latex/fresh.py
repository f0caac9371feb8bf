"""Whether PDFs are up to date, found out without asking Sphinx."""

import json
from pathlib import Path

from press import key, paths, site
from press.latex import dates

STAMPS = paths.STAGING / "print"


def is_fresh(name: str, wanted: list[Path]) -> bool:
    """Whether these PDFs are there and nothing that they are made of has changed."""
    stamp = STAMPS / f"{name}.json"
    there = all(pdf.is_file() for pdf in wanted)
    return there and stamp.is_file() and json.loads(stamp.read_text()) == _inputs()


def note(name: str) -> None:
    """Remember what the PDFs that now lie there were made of."""
    (STAMPS / f"{name}.json").write_text(json.dumps(_inputs()))


def _inputs() -> list[str]:
    """What the site is made of, the style of print, and the dates of the pages."""
    pages = sorted(paths.BOOK.rglob("*.md"))
    return [
        *site.inputs(),
        key.tree_digest(Path(__file__).parent),
        *(str(dates.epoch(path)) for path in (paths.BOOK, *pages)),
    ]
