"""Search: one file of all sections, which the browser loads when a reader searches.

It is a script, since a page opened from the disk may load no other kind of file. Sphinx's own
index knows pages only, has no extracts without a server, and is loaded by every page.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from press.guards import spelling
from press.pages import toc
from press.site.sections import sections

FILE = "search-data.js"
BEFORE, AFTER = "searchData = ", ";\n"
UNUSED = ("searchtools.js", "language_data.js")  # of Sphinx, in the folder of what pages load
CLOSING = {"Summary", "Exercises", "To discuss"}  # they repeat what others teach
REFERENCES = "References"
# Good British in both forms, so that no guard sees to it that the book has one of them only.
PARAMETRISE = [r"(\w*param)etri[sz](\w+)", "$1eteris$2"]


def setup(app: Sphinx) -> None:
    # When the press changes, all pages are written (see `notebooks`), and so found, again.
    app.connect("builder-inited", begin)
    app.connect("html-page-context", collect)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", write)


def begin(app: Sphinx) -> None:
    """Take the place of Sphinx's search, and recall what earlier builds have found."""
    if app.builder.name == "html":
        app.builder.search = False
        app.press_sections = _recalled(Path(app.outdir) / FILE)


def collect(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Note the sections of a page that is being written."""
    if doctree is None or app.builder.name != "html":
        return
    numbers = app.env.toc_secnumbers.get(pagename, {})
    found = [
        {
            "anchor": section.anchor,
            "number": _number(numbers, section.anchor),
            "title": section.title,
            "above": section.above[1:],
            "terms": [name for term in section.terms for name in _names(term)],
            "text": section.text,
            "closing": section.title in CLOSING or pagename == app.config.root_doc,
        }
        for section in sections(doctree)
        if section.title != REFERENCES
    ]
    app.press_sections[pagename] = found


def search_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """The page that shows all results, and serves readers who come with a question."""
    if app.builder.name == "html":
        yield "search", {}, "search.html"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write what all pages say, in the order of the book, into a finished site."""
    if exception or app.builder.name != "html":
        return
    chapters = {entry.docname: entry.numbered for entry in toc.entries()}
    pages = [
        {"name": name, "chapter": chapters[name], "sections": app.press_sections[name]}
        for name in chapters
        if name in app.press_sections
    ]
    stopwords = sorted(SearchEnglish.stopwords)
    data = {"pages": pages, "spelling": _spelling(pages), "stopwords": stopwords}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    stemmer = SearchEnglish.js_stemmer_code
    (Path(app.outdir) / FILE).write_text(f"{BEFORE}{text}{AFTER}{stemmer}", encoding="utf-8")
    for name in UNUSED:
        (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)


def _recalled(file: Path) -> dict[str, list[dict]]:
    """The sections that the last build left, by page."""
    if not file.is_file():
        return {}
    text = file.read_text(encoding="utf-8").removeprefix(BEFORE)
    data, _ = json.JSONDecoder().raw_decode(text)
    return {page["name"]: page["sections"] for page in data["pages"]}


def _number(numbers: dict[str, tuple[int, ...]], anchor: str) -> str:
    found = numbers.get(f"#{anchor}" if anchor else "")
    return ".".join(map(str, found)) if found else ""


def _names(term: str) -> list[str]:
    """An entry of the index and, where it stands in parentheses, its short form."""
    return [name.strip() for name in re.split(r"[()]", term) if name.strip()]


def _spelling(pages: list[dict]) -> dict:
    """American words of the book's vocabulary, and the rules for families of words."""
    words = set(re.findall(r"[a-z]+", json.dumps(pages, ensure_ascii=False).lower()))
    rules = spelling.FAMILIES.items()
    families = [[pattern, re.sub(r"\\(\d)", r"$\1", instead)] for pattern, instead in rules]
    return {"words": spelling.american_forms(words), "families": [PARAMETRISE, *families]}
