"""The whole book as one PDF."""

from press import paths, toc
from press.latex import engine

TARGET = paths.PDF / "book.pdf"


def pdf() -> int:
    """Make `_build/pdf/book.pdf`, unless it is up to date."""
    if text := engine.missing():
        print(text)
        return 2
    # Imported here: these take seconds that the line above need not spend.
    from press.latex import fresh

    if fresh.is_fresh("book", [TARGET]):
        print("book: up to date")
    elif status := _make():
        return status
    else:
        fresh.note("book")
    print(f"book: {TARGET}")
    return 0


def _make() -> int:
    from press import execute, store
    from press.latex import dates, write

    if status := execute.execute():
        return status
    pages = toc.entries()
    store.fill_jupyter_cache(pages)
    print("print: writing the LaTeX of the book", flush=True)
    document = (pages[0].docname, "book.tex", "", "", "manual", True)
    folder = write.write("book", [document], index=True, solutions=True)
    if folder is None:
        print("print: nothing was made, because of the warnings above")
        return 1
    return (
        0 if engine.make([engine.Job(folder / "book.tex", TARGET, dates.epoch(paths.BOOK))]) else 1
    )
