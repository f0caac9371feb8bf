"""The whole book as one PDF."""

from press import paths
from press.pages import toc
from press.print.made import Wanted, made
from press.site import html

TARGET = paths.PDF / "book.pdf"


def pdf() -> int:
    """Make `_build/pdf/book.pdf`, unless it is up to date."""
    document = (toc.entries()[0].docname, "book.tex", "", "", "manual", True, True)
    if status := made("book", [Wanted(document, TARGET, paths.BOOK)], index=True):
        return status
    html.refresh()
    print(f"book: {TARGET}")
    return 0
