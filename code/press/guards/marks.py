"""Labs whose marks add up, and whose tests can be trusted."""

import re
from collections import Counter
from pathlib import Path

from press import paths
from press.guards.source import Cell, Page, Problem
from press.labs.lab import HIDDEN, SOLUTION, wrong_answers
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
            line = cell.line + cell.text.count("\n", 0, match.start())
            said = int(marks[1]) if (marks := MARKS.search(title)) else 0
    return found


def untried_tests(page: Page) -> list[Problem]:
    """Tests without a hidden or a visible part, or that fewer than two wrong answers try."""
    cells = _cells(page)
    if not cells:
        return []
    answers = wrong_answers(paths.ROOT / Path(page.file))
    tries = Counter(test for many in answers.values() for one in many for test in one["fails"])
    found = []
    for cell in cells:
        marks = cell.metadata.get("nbgrader", {})
        name = marks.get("grade_id", "")
        if marks.get("solution") and not marks.get("grade"):
            if cell.kind == "code" and not SOLUTION.search(cell.text):
                found.append(page.problem(cell.line, f"task '{name}' marks no solution"))
            if not any("visible" in one for one in answers.get(name, [])):
                why = f"no wrong answer to '{name}' passes what is visible of its test"
                found.append(page.problem(cell.line, why))
        elif marks.get("grade") and not marks.get("solution"):
            if not HIDDEN.search(cell.text) or not HIDDEN.sub("", cell.text).strip():
                found.append(page.problem(cell.line, f"'{name}' needs visible and hidden tests"))
            if tries[name] < 2:
                why = f"'{name}' is tried by {tries[name]} wrong answers, at least 2 are needed"
                found.append(page.problem(cell.line, why))
    return found


def _cells(page: Page) -> list[Cell]:
    """The cells of a lab, and none of any other page."""
    here = Path(page.file).relative_to("book").as_posix()
    return page.cells if toc.is_lab(here) else []
