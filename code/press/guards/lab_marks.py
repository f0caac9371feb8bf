"""Labs whose marks add up, and whose tests can be trusted."""

import re
from pathlib import Path

from press import paths
from press.guards.subject import Cell, Page, Problem
from press.labs.kinds import kind_of
from press.labs.lab import wrong_answers
from press.pages import toc

HEADING = re.compile(r"^#{2,6} +(.+?)\s*$", re.MULTILINE)
MARKS = re.compile(r"\((\d+) marks?\)$")


def unequal_marks(page: Page) -> list[Problem]:
    """Headings whose `(n marks)` are not the points of the cells below them."""
    found, title, line, said, points = [], "", 1, 0, 0
    for cell in [*_cells(page), Cell("markdown", "## End", 0, {})]:
        points += cell.metadata.get("nbgrader", {}).get("points", 0)
        for match in HEADING.finditer(cell.text) if cell.kind == "markdown" else ():
            if points != said:
                found.append(
                    page.problem(line, f"'{title}' says {said} marks, its cells give {points}")
                )
            title, points = match[1], 0
            line = cell.line_at(match.start())
            said = int(marks[1]) if (marks := MARKS.search(title)) else 0
    return found


def untried_tests(page: Page) -> list[Problem]:
    """Tests without a hidden or a visible part, or that fewer than two wrong answers try."""
    cells = _cells(page)
    if not cells:
        return []
    wrong = wrong_answers(paths.ROOT / Path(page.file))
    return [
        page.problem(cell.line, what)
        for cell in cells
        if (kind := kind_of(cell))
        for what in kind.faults(cell.metadata["nbgrader"].get("grade_id", ""), cell.text, wrong)
    ]


def _cells(page: Page) -> list[Cell]:
    """The cells of a lab, and none of any other page."""
    here = Path(page.file).relative_to("book").as_posix()
    return page.cells if toc.is_lab(here) else []
