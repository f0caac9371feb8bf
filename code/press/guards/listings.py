"""Listings of the repository's files: what pages show of them fits where cells fit."""

import ast
import re
import textwrap
from pathlib import Path

from press import paths
from press.guards.cell_size import MAX_COLUMNS
from press.guards.subject import Page, Problem

LISTING = re.compile(r"^```\{literalinclude\} +(\S+)\n((?::.*\n)*)", re.MULTILINE)
PART = re.compile(r"^:pyobject: +(\S+)", re.MULTILINE)


def wide_listing(page: Page) -> list[Problem]:
    """Files, or parts of them, with lines over 80 columns; a method is shown moved left."""
    found = []
    for listing in LISTING.finditer(page.text):
        path = (paths.ROOT / page.file).parent / listing[1]
        part = PART.search(listing[2])
        if not path.is_file():
            continue  # Sphinx warns
        text = path.read_text(encoding="utf-8").splitlines()
        lines = lines_of(path, part[1]) if part else (1, len(text))
        if lines and (wide := _too_wide(text, *lines)):
            line = page.line_at(listing.start())
            found.append(page.problem(line, f"{path.name}:{wide}, at most {MAX_COLUMNS}"))
    return found


def lines_of(path: Path, part: str) -> tuple[int, int] | None:
    """The first and the last line of a function, a class or a `Class.method`, if it is there."""
    node = ast.parse(path.read_text(encoding="utf-8"))
    for name in part.split("."):
        node = next((n for n in node.body if getattr(n, "name", "") == name), None)
        if node is None:
            return None
    return min([node.lineno, *(d.lineno for d in node.decorator_list)]), node.end_lineno


def _too_wide(text: list[str], first: int, last: int) -> str:
    """`12: line of 90 columns` of the first line that is too wide, or nothing."""
    for number, line in enumerate(textwrap.dedent("\n".join(text[first - 1 : last])).split("\n")):
        if len(line) > MAX_COLUMNS:
            return f"{first + number}: line of {len(line)} columns"
    return ""
