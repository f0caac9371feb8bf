"""What pages put out when they last passed: kept on disk, read by all builders.

One notebook a page lies in `build/executed/<device>-<seed>/`, and beside it a
small record with its key and run time, which is all that most callers need.
"""

import json
from pathlib import Path

import nbformat

from press import paths
from press.errors import PressError
from press.pages import key, page


def path(docname: str) -> Path:
    """Where the executed notebook of a page is kept."""
    return paths.EXECUTED / key.settings() / f"{docname}.ipynb"


def save(docname: str, executed: nbformat.NotebookNode, key: str, seconds: float) -> None:
    """Keep the outputs of a page that passed; a reader sees all of it or the old one.

    Raises PressError where they cannot be written.
    """
    target = path(docname)
    target.parent.mkdir(parents=True, exist_ok=True)
    # The record goes first and comes back last: without it there are no outputs.
    target.with_suffix(".json").unlink(missing_ok=True)
    _write(target, nbformat.writes(executed))
    record = {"key": key, "seconds": round(seconds, 2)}
    _write(target.with_suffix(".json"), json.dumps(record))


def record(docname: str) -> dict | None:
    """Key and run time of the outputs that are kept of a page, or None."""
    try:
        return json.loads(path(docname).with_suffix(".json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def load(docname: str) -> nbformat.NotebookNode | None:
    """The executed notebook of a page, or None where there is none."""
    if record(docname) is None:
        return None
    # What `save` has written needs no validation, which takes longer than all else.
    return nbformat.v4.reads(path(docname).read_text(encoding="utf-8"))


def is_fresh(docname: str, notebook: nbformat.NotebookNode) -> bool:
    """Whether the kept outputs belong to this notebook as it would run now."""
    kept = record(docname)
    return kept is not None and kept["key"] == page.key_of(notebook)


def seconds(docname: str) -> float | None:
    """How long the page last took to run."""
    kept = record(docname)
    return kept["seconds"] if kept else None


def with_outputs(docname: str, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with its kept outputs copied onto it, cell by cell.

    Raises PressError when the page has not run in its present form.
    """
    if not is_fresh(docname, notebook):
        raise PressError(f"{docname} has not passed in its present form: run `make html`")
    kept = load(docname)
    return copy_outputs(kept, notebook)


def copy_outputs(ran: nbformat.NotebookNode, onto: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Copy the outputs of one notebook onto another with as many code cells; returns that."""
    for cell, source in zip(page.code_cells(onto), page.code_cells(ran), strict=True):
        cell.outputs = source.outputs
        cell.execution_count = source.execution_count
    onto.metadata["language_info"] = ran.metadata["language_info"]
    return onto


def _write(target: Path, text: str) -> None:
    unfinished = target.with_name(f"{target.name}.tmp")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        raise PressError(f"{target} cannot be written: {error.strerror}") from error
