"""Claims that are checked where they are made."""

import re

from press.guards.subject import Page, Problem
from press.pages.page import CHECKS

CHECK = re.compile(rf"\b({'|'.join(CHECKS)}|raises)\(|^\s*assert |^else:", re.MULTILINE)
HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
NO_CLAIMS = {"Summary", "What it cannot do", "Check yourself", "Exercises", "References"}


def unchecked_section(page: Page) -> list[Problem]:
    """Sections of a chapter that show code or theorems, but check nothing."""
    if not page.is_chapter:
        return []
    found = []
    for title, line, code, prose in sections(page):
        claims = bool(code) or "{prf:" in prose
        if claims and title not in NO_CLAIMS and not CHECK.search("\n".join(code)):
            found.append(page.problem(line, f"section '{title}' makes claims, but checks none"))
    return found


def sections(page: Page) -> list[tuple[str, int, list[str], str]]:
    """Title, line, code cells and prose of every second-level section."""
    found: list[tuple[str, int, list[str], str]] = []
    for cell in page.cells:
        if cell.kind == "code":
            if found:
                found[-1][2].append(cell.text)
            continue
        end = 0
        for match in HEADING.finditer(cell.text):
            _add_prose(found, cell.text[end : match.start()])
            line = cell.line_at(match.start())
            found.append((match.group(1), line, [], ""))
            end = match.end()
        _add_prose(found, cell.text[end:])
    return found


def _add_prose(found: list[tuple[str, int, list[str], str]], text: str) -> None:
    if found:
        title, line, code, prose = found[-1]
        found[-1] = (title, line, code, prose + text)
