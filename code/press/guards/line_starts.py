"""Lines of a paragraph that mean something else because of what they begin with."""

import re

from press.guards.subject import Page, Problem

# A paragraph that is wrapped may put a per cent sign or a number at the start of a line.
COMMENT = re.compile(r"^%", re.MULTILINE)
LIST = re.compile(r"(?<=\S\n)1[.)] ")
# Formulas of a sentence; what else has dollars is matched first, and passed over.
FORMULA = re.compile(r"```.*?```|`[^`\n]*`|\\\$|\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
SIGN = re.compile(r"\n[-+*] ")


def comment(page: Page) -> list[Problem]:
    """Lines of prose that begin with `%`: MyST takes them for comments and shows nothing."""
    return _found(page, COMMENT, "begins with %, so MyST hides this line: move the sign")


def broken_paragraph(page: Page) -> list[Problem]:
    """Lines within a paragraph that begin with `1. `, which starts a list there."""
    return _found(page, LIST, "begins with a number and a stop, and starts a list: wrap otherwise")


def broken_formula(page: Page) -> list[Problem]:
    """Formulas whose second line begins with a sign and a space, which starts a list there."""
    return [
        page.problem(line, "formula broken before its sign: wrap otherwise")
        for line, found in page.in_markdown(FORMULA)
        if found[0][0] == "$" != found[0][1] and SIGN.search(found[0])
    ]


def _found(page: Page, start: re.Pattern, what: str) -> list[Problem]:
    return [page.problem(line, what) for line, _ in page.in_prose(start)]
