"""Terms: {index}`gradient` marks the sentence that defines one, for the text and the index.

On the page, in print and in notebooks the term is set in bold; in the index it leads there.
"""

import re
from urllib.parse import urldefrag

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.index import IndexRole

BEFORE_THE_THEME = 400


def setup(app: Sphinx) -> None:
    app.add_role("index", TermRole(), override=True)
    app.connect("html-page-context", entries, priority=BEFORE_THE_THEME)


class TermRole(IndexRole):
    """Sphinx's role, whose text cannot be told from that around it, in bold."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        (*marks, text), messages = super().run()
        return [*marks, nodes.strong("", "", text, classes=["term"])], messages


def entries(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the page of the index, for each letter, its terms and the pages that define them."""
    if pagename != "genindex":
        return
    context["index_of_terms"] = [
        (letter, [(term, [_place(app, uri) for _, uri in links]) for term, (links, _, _) in found])
        for letter, found in context["genindexentries"]
    ]


def _place(app: Sphinx, uri: str) -> dict[str, str]:
    docname = re.sub(r"\.html$", "", urldefrag(uri).url)
    number = app.env.toc_secnumbers.get(docname, {}).get("")
    title = app.env.titles[docname].astext()
    return {"uri": uri, "page": f"{'.'.join(map(str, number))}. {title}" if number else title}
