"""Exercises that are solved."""

import re

from press.guards.subject import Page, Problem

OPENING = r"^```+\{exercise(?:-start)?\}[^\n]*\n(?::(?!label)[\w-]+:[^\n]*\n)*"
EXERCISE = re.compile(OPENING + r":label: *([\w-]+)", re.MULTILINE)
UNLABELLED = re.compile(OPENING + r"(?!:label:)(?!:)", re.MULTILINE)
SOLUTION = re.compile(r"^```+\{solution(?:-start)?\} *([\w-]+)", re.MULTILINE)
FEWEST = 6


def unsolved(page: Page) -> list[Problem]:
    """Exercises without a label or without a solution that names it."""
    solved = set(SOLUTION.findall(page.text))
    found = [
        page.problem(page.line_at(match.start()), "exercise without a label")
        for match in UNLABELLED.finditer(page.text)
    ]
    return found + [
        page.problem(page.line_at(match.start()), f"exercise '{match.group(1)}' has no solution")
        for match in EXERCISE.finditer(page.text)
        if match.group(1) not in solved
    ]


def too_few(page: Page) -> list[Problem]:
    """Chapters with fewer than six exercises."""
    count = len(EXERCISE.findall(page.text))
    if not page.is_chapter or count >= FEWEST:
        return []
    return [page.problem(1, f"{count} exercises, at least {FEWEST}")]
