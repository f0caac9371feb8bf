"""What pages put out when they last passed: kept on disk, read by all builders.

One notebook a page lies in `build/executed/<device>-<seed>/`, with its key. The
jupyter-cache that MyST-NB reads is filled from there before each build, because
that cache compares code cells only and returns the metadata of its own copy.
"""

from pathlib import Path

import nbformat

from press import key, page, paths
from press.errors import PressError
from press.toc import Entry


def path(docname: str) -> Path:
    """Where the executed notebook of a page is kept."""
    return paths.EXECUTED / key.settings() / f"{docname}.ipynb"


def save(docname: str, executed: nbformat.NotebookNode, key: str, seconds: float) -> None:
    """Keep the outputs of a page that passed; a reader sees all of it or the old one."""
    executed.metadata["press"] = {"key": key, "seconds": round(seconds, 2)}
    target = path(docname)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    nbformat.write(executed, unfinished)
    unfinished.replace(target)


def load(docname: str) -> nbformat.NotebookNode | None:
    """The executed notebook of a page, or None where there is none to be read."""
    try:
        return nbformat.read(path(docname), as_version=4)
    except (FileNotFoundError, nbformat.reader.NotJSONError):
        return None


def is_fresh(docname: str, notebook: nbformat.NotebookNode) -> bool:
    """Whether the kept outputs belong to this notebook as it would run now."""
    kept = load(docname)
    return kept is not None and kept.metadata["press"]["key"] == page.key_of(notebook)


def seconds(docname: str) -> float | None:
    """How long the page last took to run."""
    kept = load(docname)
    return kept.metadata["press"]["seconds"] if kept else None


def with_outputs(docname: str, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with its kept outputs copied onto it, cell by cell.

    Raises PressError when the page has not run in its present form.
    """
    kept = load(docname)
    if kept is None or kept.metadata["press"]["key"] != page.key_of(notebook):
        raise PressError(f"{docname} has not passed in its present form: run `make html`")
    for cell, ran in zip(page.code_cells(notebook), page.code_cells(kept), strict=True):
        cell.outputs = ran.outputs
        cell.execution_count = ran.execution_count
    notebook.metadata["language_info"] = kept.metadata["language_info"]
    return notebook


def fill_jupyter_cache(entries: list[Entry]) -> None:
    """Hand the kept outputs of these pages to the cache that MyST-NB reads."""
    # Imported here: the cache's database layer takes a second to load.
    from jupyter_cache import get_cache
    from jupyter_cache.base import CacheBundleIn

    cache = get_cache(paths.JUPYTER_CACHE)
    cache.change_cache_limit(10_000)
    for entry in entries:
        notebook = page.read(entry.source)
        if not page.is_executable(notebook):
            continue
        cache.cache_notebook_bundle(
            CacheBundleIn(
                with_outputs(entry.docname, notebook),
                str(entry.source),
                data={"execution_seconds": seconds(entry.docname)},
            ),
            check_validity=False,
            overwrite=True,
        )
