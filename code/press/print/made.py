"""PDFs, made unless they are up to date: the steps are the same for handouts and for the book."""

from dataclasses import dataclass
from pathlib import Path

from press import fresh
from press.print import dates, xelatex


@dataclass(frozen=True)
class Wanted:
    """A PDF to make, from a document in the words of Sphinx's `latex_documents`."""

    document: tuple  # its second entry names the LaTeX file
    target: Path
    source: Path  # of the book; its last change is the date of the PDF


def made(name: str, wanted: list[Wanted], *, index: bool) -> int:
    """Make what is called `name`, all at once; returns the status of a command.

    It is 0 when all is there, 2 where TeX is missing, and 1 for whatever else went wrong.
    """
    if text := xelatex.missing():
        print(text)
        return 2
    if fresh.is_fresh(name, made_of := dates.inputs(), [one.target for one in wanted]):
        print(f"{name}: up to date")
    elif status := _make(name, wanted, index):
        return status
    else:
        fresh.note(name, made_of)
    return 0


def _make(name: str, wanted: list[Wanted], index: bool) -> int:
    # Imported here: these take seconds that PDFs which are up to date need not spend.
    from press.pages import execute
    from press.print import write

    if status := execute.execute():
        return status
    print(f"print: writing the LaTeX of the {name}", flush=True)
    folder = write.write(name, [one.document for one in wanted], index=index)
    if folder is None:
        print("print: nothing was made, because of the warnings above")
        return 1
    jobs = [
        xelatex.Job(folder / one.document[1], one.target, dates.epoch(one.source)) for one in wanted
    ]
    return 0 if xelatex.make(jobs) else 1
