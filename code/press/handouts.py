"""Handouts: a PDF of each chapter, with and without the solutions."""

import shutil
from pathlib import Path

from press import paths, toc
from press.errors import PressError
from press.latex import engine

SETS = {"handouts": paths.HANDOUTS, "handouts-student": paths.HANDOUTS_STUDENT}


def name_of(docname: str) -> str:
    """The file name of a page's handout: `a/b-c` has `b-c.pdf`."""
    return f"{docname.rpartition('/')[2]}.pdf"


def chapters() -> list[toc.Entry]:
    """The pages that have a handout: those in numbered parts.

    Raises PressError when two of them would have the same file name.
    """
    found: dict[str, toc.Entry] = {}
    for entry in toc.entries():
        if entry.numbered:
            other = found.setdefault(name_of(entry.docname), entry)
            if other is not entry:
                raise PressError(
                    f"{entry.docname} and {other.docname} would both be printed as "
                    f"{name_of(entry.docname)}: rename one of the pages"
                )
    return list(found.values())


def handouts() -> int:
    """Make both sets of handouts; those that are there and up to date are left alone."""
    if text := engine.missing():
        print(text)
        return 2
    # Imported here: these take seconds that the line above need not spend.
    from press.latex import fresh

    entries = chapters()
    targets = [folder / name_of(entry.docname) for folder in SETS.values() for entry in entries]
    if fresh.is_fresh("handouts", targets):
        print("handouts: up to date")
    elif status := _make(entries):
        return status
    else:
        fresh.note("handouts")
    _remove_others(set(targets))
    into_site()
    print(f"handouts: {paths.HANDOUTS} and {paths.HANDOUTS_STUDENT}")
    return 0


def _make(entries: list[toc.Entry]) -> int:
    from press import execute, store
    from press.latex import dates, write

    if status := execute.execute():
        return status
    store.fill_jupyter_cache(toc.entries())
    jobs = []
    for name, target in SETS.items():
        print(f"print: writing the LaTeX of {name}", flush=True)
        documents = [_document(entry) for entry in entries]
        folder = write.write(name, documents, index=False, solutions=name == "handouts")
        if folder is None:
            print("print: nothing was made, because of the warnings above")
            return 1
        for entry in entries:
            pdf = name_of(entry.docname)
            source = (folder / pdf).with_suffix(".tex")
            jobs.append(engine.Job(source, target / pdf, dates.epoch(entry.source)))
    return 0 if engine.make(jobs) else 1


def into_site() -> None:
    """Copy the handouts into the site, where both exist: each page links to its own."""
    if paths.SITE.is_dir() and paths.HANDOUTS.is_dir():
        target = paths.SITE / "handouts"
        target.mkdir(exist_ok=True)
        for pdf in paths.HANDOUTS.glob("*.pdf"):
            shutil.copy2(pdf, target / pdf.name)


def _document(entry: toc.Entry) -> tuple:
    source = name_of(entry.docname).removesuffix(".pdf") + ".tex"
    return (entry.docname, source, "", "", "howto", False)


def _remove_others(wanted: set[Path]) -> None:
    """Remove the PDFs of pages that are no longer there."""
    for folder in SETS.values():
        for pdf in set(folder.glob("*.pdf")) - wanted:
            pdf.unlink()
