"""Small corrections to the HTML that extensions write: for everyone to read, and light."""

import re

from sphinx.application import Sphinx

CORRECTIONS = [
    # sphinx-proof and sphinx-exercise give all their boxes the same id.
    (re.compile(r' id="(?:proof|exercise|solution)(?:-content)?"'), ""),
    # docutils: a deprecated role, and a list whose children are not list items.
    (re.compile(r' role="doc-biblioentry"'), ""),
    (re.compile(r'<div role="list" class="citation-list">'), '<div class="citation-list">'),
    # Names, punctuation and spaces are most of a cell, and look like the text around them. As
    # plain text they make a page lighter by a third, and quicker to lay out.
    (re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>'), r"\1"),
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
