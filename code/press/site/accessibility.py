"""Small corrections to the HTML that extensions write, so that everyone can read it."""

import re

from sphinx.application import Sphinx

CORRECTIONS = [
    # sphinx-proof and sphinx-exercise give all their boxes the same id.
    (re.compile(r' id="(?:proof|exercise|solution)(?:-content)?"'), ""),
    # docutils: a deprecated role, and a list whose children are not list items.
    (re.compile(r' role="doc-biblioentry"'), ""),
    (re.compile(r'<div role="list" class="citation-list">'), '<div class="citation-list">'),
    # MyST-NB calls all that it folds by one name; without it, what is written there counts.
    (re.compile(r'<summary aria-label="Toggle hidden content">'), "<summary>"),
    # Which cells a header is of: those below it, or beside it.
    (re.compile(r'<th class="head'), '<th scope="col" class="head'),
    (re.compile(r'<th class="stub'), '<th scope="row" class="stub'),
]
# A check's line, first in its output or on a line of its own.
CHECK = re.compile(r'(?m)^((?:<div class="output.*<pre><span></span>)?)(✓.*)$')


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", correct)


def correct(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Correct the body of a page, and mark the lines in which checks report."""
    body = context.get("body") or ""
    for pattern, replacement in CORRECTIONS:
        body = pattern.sub(replacement, body)
    context["body"] = CHECK.sub(r'\1<span class="check">\2</span>', body)
