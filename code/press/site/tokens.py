"""Code on the site: only what has a colour of its own is marked up.

Names, punctuation and spaces are most of a cell, and look like the text around them. As
plain text they make a page lighter by a third, and quicker to lay out.
"""

import re

from sphinx.application import Sphinx

PLAIN = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", unwrap)


def unwrap(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Leave names, punctuation and spaces as text."""
    if context.get("body"):
        context["body"] = PLAIN.sub(r"\1", context["body"])
