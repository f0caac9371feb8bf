"""The whole book as one PDF."""

from press import paths, toc
from press.latex import engine


def pdf() -> int:
    """Make `_build/pdf/book.pdf`, unless it is up to date."""
    if text := engine.missing():
        print(text)
        return 2
    # Imported here: these take seconds that the line above need not spend.
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
    book = engine.Job(folder / "book.tex", paths.PDF / "book.pdf", dates.epoch(paths.BOOK))
    good = engine.make([book])
    print(f"book: {book.target}")
    return 0 if good else 1
