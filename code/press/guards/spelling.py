"""British spelling in prose; misspellings in general are codespell's."""

import re
from functools import cache
from pathlib import Path

from press.guards.subject import Page, Problem

WORDS = Path(__file__).with_name("american.txt")


def american(page: Page) -> list[Problem]:
    """American spellings in prose, with what to write instead."""
    found = []
    for cell in page.prose():
        for match in _pattern().finditer(cell.text):
            line = cell.line + cell.text.count("\n", 0, match.start())
            british = _british()[match.group().lower()]
            found.append(page.problem(line, f"'{match.group()}': write '{british}'"))
    return found


@cache
def _british() -> dict[str, str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("->") for line in lines if "->" in line)


@cache
def _pattern() -> re.Pattern:
    words = sorted(map(re.escape, _british()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
