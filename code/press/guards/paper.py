"""Words that hold on the site and on paper."""

import re

from press.guards.captions import described
from press.guards.subject import Page, Problem

# On paper a page is a sheet, and a chapter has many.
THIS_PAGE = re.compile(r"\bthis\s+page\b", re.IGNORECASE)


def this_page(page: Page) -> list[Problem]:
    """Sentences of a chapter that call it a page, as it is on the site only."""
    if not page.is_chapter:
        return []
    lines = [line for line, _ in page.in_prose(THIS_PAGE)]
    lines += [c.line for c in page.code() if THIS_PAGE.search(" ".join(described(c).values()))]
    how = "'this page' is a sheet on paper: write 'this chapter', 'this seminar' or 'here'"
    return [page.problem(line, how) for line in lines]
