"""Cells that a reader can take in at a glance."""

from press.guards.source import Page, Problem
from press.labs.source import HIDDEN

MAX_LINES = 25
MAX_COLUMNS = 80


def too_long(page: Page) -> list[Problem]:
    """Code cells over 25 lines; hidden tests of labs are not on the page."""
    return [
        page.problem(cell.line, f"cell of {count} lines, at most {MAX_LINES}: split it")
        for cell in page.code()
        if (count := len(HIDDEN.sub("", cell.text).splitlines())) > MAX_LINES
    ]


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
