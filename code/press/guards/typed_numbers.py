"""Numbers that the kernel computes, not the author."""

import re

from press.guards.subject import Page, Problem

# A decimal fraction of three significant digits, a power of ten, or a number
# with a unit of measurement: nobody knows such a number without computing it.
DECIMAL = r"\d+\.\d+(?:e[+-]?\d+)?|\d+e[+-]?\d+"
MEASURED = r"\d[\d,.]*\s?(?:ms|MB|GB|kB)\b"
VERSION = r"(?<!Python )(?<!PyTorch )(?<!version )"
TYPED = re.compile(rf"{VERSION}(?<![\w.§-])(?:{MEASURED}|{DECIMAL})(?![\w.]*\d)")
DIGITS = 3


def typed_number(page: Page) -> list[Problem]:
    """Measured numbers typed into prose: they belong into `{glue:text}`."""
    found = []
    for line, match in page.in_prose(TYPED):
        if not match.group()[-1].isalpha() and _significant(match.group()) < DIGITS:
            continue
        found.append(page.problem(line, f"typed number '{match.group()}': glue it"))
    return found


def _significant(number: str) -> int:
    if "e" in number:
        return DIGITS
    return len(number.replace(".", "").lstrip("0"))
