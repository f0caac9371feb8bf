"""Cells that a reader can take in at a glance."""

from press.guards.subject import Page, Problem
from press.labs.kinds import kind_of
from press.labs.lab import HIDDEN

MAX_LINES = 25
MAX_COLUMNS = 80


def too_long(page: Page) -> list[Problem]:
    """Code cells over 25 lines; a lab's test may be longer, and its hidden part is not counted."""
    found = []
    for cell in page.code():
        count = len(HIDDEN.sub("", cell.text).splitlines())
        most = MAX_LINES + (kind.more_lines if (kind := kind_of(cell)) else 0)
        if count > most:
            found.append(
                page.problem(cell.line, f"cell of {count} lines, at most {most}: split it")
            )
    return found


def too_wide(page: Page) -> list[Problem]:
    """Lines of code over 80 columns, which a phone and a handout would cut."""
    return [
        page.problem(cell.line + offset, f"line of {len(line)} columns, at most {MAX_COLUMNS}")
        for cell in page.code()
        for offset, line in enumerate(cell.text.splitlines())
        if len(line) > MAX_COLUMNS
    ]


def expected_exception(page: Page) -> list[Problem]:
    """The tag `raises-exception`, which also passes when nothing is raised."""
    return [
        page.problem(cell.line, "tag raises-exception: use try/except/else or pytest.raises")
        for cell in page.code()
        if "raises-exception" in cell.metadata.get("tags", [])
    ]
