"""Citations and cross-references that lead somewhere."""

import re

from press.guards.subject import Page, Problem

CITATION = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
REFERENCE = re.compile(r"\{(?:ref|numref|eq|prf:ref)\}`(?:[^`<]*<)?([\w-]+)>?`")


def missing_citation(page: Page) -> list[Problem]:
    """Citation keys that `references.bib` does not have."""
    return [
        page.problem(line, f"citation '{key.strip()}' is not in references.bib")
        for keys, line in _targets(page, CITATION)
        for key in keys.split(",")
        if key.strip() not in page.citations
    ]


def missing_label(page: Page) -> list[Problem]:
    """References to a label that no page defines."""
    return [
        page.problem(line, f"label '{label}' is defined on no page")
        for label, line in _targets(page, REFERENCE)
        if label not in page.labels and label not in {"genindex", "search"}
    ]


def _targets(page: Page, role: re.Pattern) -> list[tuple[str, int]]:
    return [(match.group(1), page.line_at(match.start())) for match in role.finditer(page.text)]
