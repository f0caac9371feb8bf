"""What stands at the head of a PDF, as the macros `\\press...` of `press.sty`."""

from functools import cache

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import texescape

from press import address, paths, texts
from press.pages import page, toc
from press.print import dates


def handout(builder: Builder, docname: str) -> dict[str, str]:
    """Title, number, part, author, reading, date and address of one page, ready for LaTeX."""
    entry = _entries()[docname]
    front = page.front_matter(texts.read(entry.source))
    number = builder.env.toc_secnumbers.get(docname, {}).get("")
    return {
        "title": of_page(builder, docname),
        "number": ".".join(map(str, number or ())),
        "book": escape(builder.config.html_title),
        "author": escape(builder.config.author),
        "part": escape(entry.part),
        "reading": escape(str(front.get("reading", ""))),
        "date": dates.written(entry.source),
        "address": address.page_url(docname),
    }


def book(builder: Builder) -> dict[str, str]:
    """Title, author, date and address of the book, ready for LaTeX."""
    return {
        "title": escape(builder.config.html_title),
        "author": escape(builder.config.author),
        "date": dates.written(paths.BOOK),
        "address": address.pages_site(),
    }


def of_page(builder: Builder, docname: str) -> str:
    """The title of a page, its formulas as formulas."""
    title = builder.env.titles[docname]
    return "".join(_inline(child) for child in title.children)


@cache
def _entries() -> dict[str, toc.Entry]:
    """The pages by name; the table of contents is read once, not once a page."""
    return {entry.docname: entry for entry in toc.entries()}


def escape(text: str) -> str:
    """Text in which LaTeX's special characters are ordinary ones."""
    return texescape.escape(text, "xelatex")


def _inline(node: nodes.Node) -> str:
    return rf"\({node.astext()}\)" if isinstance(node, nodes.math) else escape(node.astext())
