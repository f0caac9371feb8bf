"""Handouts: a PDF of each chapter, with and without the solutions."""

from pathlib import Path

from press import paths
from press.pages import toc
from press.print.made import Wanted, made
from press.site import html

SETS = {"handouts": paths.HANDOUTS, "handouts-student": paths.HANDOUTS_STUDENT}


def handouts() -> int:
    """Make both sets of handouts; those that are there and up to date are left alone."""
    wanted = [_wanted(entry, name) for name in SETS for entry in toc.chapters()]
    if status := made("handouts", wanted, index=False):
        return status
    _remove_others({one.target for one in wanted})
    html.refresh()
    print(f"handouts: {paths.HANDOUTS} and {paths.HANDOUTS_STUDENT}")
    return 0


def _wanted(entry: toc.Entry, name: str) -> Wanted:
    """A page in one of the two sets, whose LaTeX files lie in one folder."""
    solutions = name == "handouts"
    pdf = toc.handout_name(entry.docname)
    latex = pdf.removesuffix(".pdf") + (".tex" if solutions else "_student.tex")
    document = (entry.docname, latex, "", "", "howto", False, solutions)
    return Wanted(document, SETS[name] / pdf, entry.source)


def _remove_others(wanted: set[Path]) -> None:
    """Remove the PDFs of pages that are no longer there."""
    for folder in SETS.values():
        for pdf in set(folder.glob("*.pdf")) - wanted:
            pdf.unlink()
