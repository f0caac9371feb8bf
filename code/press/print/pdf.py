"""The whole book as one PDF."""

from press import fresh, paths
from press.pages import toc
from press.print import dates, xelatex
from press.site import html

TARGET = paths.PDF / "book.pdf"


def pdf() -> int:
    """Make `_build/pdf/book.pdf`, unless it is up to date."""
    if text := xelatex.missing():
        print(text)
        return 2
    if fresh.is_fresh("book", made_of := dates.inputs(), [TARGET]):
        print("book: up to date")
    elif status := _make():
        return status
    else:
        fresh.note("book", made_of)
    html.refresh()
    print(f"book: {TARGET}")
    return 0


def _make() -> int:
    # Imported here: these take seconds that a book which is up to date need not spend.
    from press.pages import execute
    from press.print import write

    if status := execute.execute():
        return status
    pages = toc.entries()
    print("print: writing the LaTeX of the book", flush=True)
    document = (pages[0].docname, "book.tex", "", "", "manual", True, True)
    folder = write.write("book", [document], index=True)
    if folder is None:
        print("print: nothing was made, because of the warnings above")
        return 1
    job = xelatex.Job(folder / "book.tex", TARGET, dates.epoch(paths.BOOK))
    return 0 if xelatex.make([job]) else 1
