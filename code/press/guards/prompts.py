"""Commands that can be copied and typed as they stand."""

import re

from press.guards.subject import Page, Problem

PROMPT = re.compile(r"^\s*(?:\$|>>>) ")


def prompt(page: Page) -> list[Problem]:
    """Lines of commands or code that begin with a prompt."""
    what = "a prompt stands before a command, and would be copied with it"
    lines = page.text.splitlines()
    return [page.problem(at, what) for at, line in enumerate(lines, 1) if PROMPT.match(line)]
