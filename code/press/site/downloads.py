"""What a page offers in its one menu of downloads: handouts, the whole book, notebook, source.

Pages are written as if every PDF had been made. The list item that offers one which has not is
turned into a comment in the finished site, and back when it has: so PDFs may be made before the
site or after it, and no page need be written again.
"""

import filecmp
import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole
from sphinx.util.osutil import relative_uri

from press import paths
from press.pages import toc

# Folders of the site, and where their PDFs are made.
FOLDERS = {
    "handouts": paths.HANDOUTS,
    "handouts-student": paths.HANDOUTS_STUDENT,
    "pdf": paths.PDF,
}
BOOK = "pdf/book.pdf"
HANDOUTS = {"Handout with solutions": "handouts", "Handout without solutions": "handouts-student"}
# A list item that is one link, to a PDF in one of these folders, and the same in a comment. Two
# patterns, each with a first word that is searched for as such: one for both took half a second.
_ITEM = (
    r"<li>\s*(?:<p>)?\s*<a [^>]*?href=\"(?:\.\./)*"
    rf"((?:{'|'.join(FOLDERS)})/[^\"/]+\.pdf)\"(?:(?!</li>|<li>).)*</li>"
)
ITEM = re.compile(_ITEM, re.DOTALL)
COMMENT = re.compile(f"<!--({_ITEM})-->", re.DOTALL)
LAST = 620  # when the theme and the launch buttons have filled their menus


def setup(app: Sphinx) -> None:
    app.add_role("pdf", PdfRole())
    app.connect("html-page-context", fill_menu, priority=LAST)


def of_page(docname: str) -> list[tuple[str, str]]:
    """The PDFs that may be had from a page: what they are, and where in the site."""
    found = [("Whole book", BOOK)]
    if any(entry.docname == docname for entry in toc.chapters()):
        name = toc.handout_name(docname)
        return [*((text, f"{folder}/{name}") for text, folder in HANDOUTS.items()), *found]
    return found


def of_all_pages() -> list[str]:
    """Where in the site the PDFs lie that any page may offer."""
    names = [toc.handout_name(entry.docname) for entry in toc.chapters()]
    return [BOOK, *(f"{folder}/{name}" for folder in HANDOUTS.values() for name in names)]


def made() -> dict[str, Path]:
    """The PDFs that are there, by their places in the site."""
    files = {name: FOLDERS[name.partition("/")[0]] / Path(name).name for name in of_all_pages()}
    return {name: file for name, file in files.items() if file.is_file()}


def is_offered(site: Path) -> bool:
    """Whether a site has the PDFs that are there, and no others."""
    files = made()
    there = {f"{folder}/{pdf.name}" for folder in FOLDERS for pdf in (site / folder).glob("*.pdf")}
    return there == set(files) and all(filecmp.cmp(files[name], site / name) for name in there)


def offer(site: Path) -> None:
    """Put the PDFs that are there into a site, and let its pages offer those and no others."""
    files = made()
    bring(site, files)
    for page in site.rglob("*.html"):
        before = page.read_text(encoding="utf-8")
        after = offered(before, set(files))
        if after != before:
            page.write_text(after, encoding="utf-8")


def bring(site: Path, files: dict[str, Path]) -> None:
    """Put these PDFs into a site, and no others."""
    for folder in FOLDERS:
        shutil.rmtree(site / folder, ignore_errors=True)
    for name, file in files.items():
        (site / name).parent.mkdir(exist_ok=True)
        shutil.copy2(file, site / name)


def offered(html: str, there: set[str]) -> str:
    """A page that offers the PDFs that are there; what offers others is a comment."""
    html = COMMENT.sub(r"\1", html)
    return ITEM.sub(lambda item: item[0] if item[1] in there else f"<!--{item[0]}-->", html)


def fill_menu(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Put the PDFs first, and take out the theme's button that would print the page."""
    for group in context.get("header_buttons", []):
        if doctree is None or group.get("label") != "download-buttons":
            continue
        others = [button for button in group["buttons"] if button["type"] != "javascript"]
        for button in others:
            if button["label"] == "download-source-button":
                button["text"] = f"Source ({button['text']})"
        pdfs = [_button(text, context["pathto"](name, 1)) for text, name in of_page(docname)]
        group["buttons"] = pdfs + others
        group["tooltip"] = "Download"


def _button(text: str, url: str) -> dict[str, str]:
    return {
        "type": "link",
        "url": url,
        "text": f"{text} (PDF)",
        "tooltip": f"Download: {text.lower()}",
        "icon": "fas fa-file-pdf",
        "label": "download-pdf-button",
    }


class PdfRole(ReferenceRole):
    """{pdf}`words <pdf/book.pdf>` offers that PDF; it stands alone in an item of a list.

    Warns of a PDF that no page has.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if self.target not in of_all_pages():
            text = f"{{pdf}}`{self.target}`: no page has such a PDF"
            return [], [self.inliner.document.reporter.warning(text, line=self.lineno)]
        url = relative_uri(f"{self.env.docname}.html", self.target)
        return [nodes.reference("", self.title, refuri=url, internal=False)], []
