"""Handouts: a PDF of each chapter, with and without the solutions."""

from pathlib import Path

from press import fresh, paths
from press.pages import toc
from press.print import dates, xelatex
from press.site import html

SETS = {"handouts": paths.HANDOUTS, "handouts-student": paths.HANDOUTS_STUDENT}


def handouts() -> int:
    """Make both sets of handouts; those that are there and up to date are left alone."""
    if text := xelatex.missing():
        print(text)
        return 2
    entries = toc.chapters()
    names = [toc.handout_name(entry.docname) for entry in entries]
    targets = [folder / name for folder in SETS.values() for name in names]
    if fresh.is_fresh("handouts", made_of := dates.inputs(), targets):
        print("handouts: up to date")
    elif status := _make(entries):
        return status
    else:
        fresh.note("handouts", made_of)
    _remove_others(set(targets))
    html.refresh()
    print(f"handouts: {paths.HANDOUTS} and {paths.HANDOUTS_STUDENT}")
    return 0


def _make(entries: list[toc.Entry]) -> int:
    # Imported here: these take seconds that handouts which are up to date need not spend.
    from press.pages import execute
    from press.print import write

    if status := execute.execute():
        return status
    print("print: writing the LaTeX of the handouts", flush=True)
    wanted = [(entry, name) for name in SETS for entry in entries]
    documents = [_document(entry, name) for entry, name in wanted]
    folder = write.write("handouts", documents, index=False)
    if folder is None:
        print("print: nothing was made, because of the warnings above")
        return 1
    jobs = [
        xelatex.Job(
            folder / _source(entry, name),
            SETS[name] / toc.handout_name(entry.docname),
            dates.epoch(entry.source),
        )
        for entry, name in wanted
    ]
    return 0 if xelatex.make(jobs) else 1


def _document(entry: toc.Entry, name: str) -> tuple:
    solutions = name == "handouts"
    return (entry.docname, _source(entry, name), "", "", "howto", False, solutions)


def _source(entry: toc.Entry, name: str) -> str:
    """The LaTeX file of a page in one of the two sets; both lie in one folder."""
    ending = ".tex" if name == "handouts" else "_student.tex"
    return toc.handout_name(entry.docname).removesuffix(".pdf") + ending


def _remove_others(wanted: set[Path]) -> None:
    """Remove the PDFs of pages that are no longer there."""
    for folder in SETS.values():
        for pdf in set(folder.glob("*.pdf")) - wanted:
            pdf.unlink()
