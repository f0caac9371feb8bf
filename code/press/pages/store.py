"""What pages put out when they last passed: kept on disk, read by all builders.

One notebook a page lies in `build/executed/<device>-<seed>/`, and beside it a small
record, which is all that most callers need: its key, its run time, how many checks
passed, and its code cells with a hash of the text that they stand in.
"""

import json
from pathlib import Path

import nbformat

from press import fresh, paths, texts
from press.errors import PressError
from press.pages import key, modules, page

TICK = "✓"  # with which each check of `diffprog.check` opens its line
KNOWN = {"key", "code", "text", "seconds", "checks"}
LOADS = "load:"  # the option of a cell whose code stands in another file
CELL = "{code-cell}"  # without which a page has no code


def path(docname: str) -> Path:
    """Where the executed notebook of a page is kept."""
    return paths.EXECUTED / key.settings() / f"{docname}.ipynb"


def identity(source: Path) -> dict:
    """What `save` must know of a page beside its outputs.

    Its key, its code, a hash of its text, and the files of the package that it depends on.
    """
    code = page.code(page.read(source))
    files = modules.files(code)
    return {
        "key": key.page_key(code, files),
        "code": code,
        "text": fresh.digest(texts.read(source)),
        "files": [path.relative_to(paths.CODE).as_posix() for path in files],
        "package": modules.listing(),
    }


def save(docname: str, executed: nbformat.NotebookNode, identity: dict, seconds: float) -> None:
    """Keep the outputs of a page that passed; a reader sees all of it or the old one.

    Raises PressError where they cannot be written.
    """
    target = path(docname)
    target.parent.mkdir(parents=True, exist_ok=True)
    # The record goes first and comes back last: without it there are no outputs.
    target.with_suffix(".json").unlink(missing_ok=True)
    _write(target, nbformat.writes(executed))
    counts = {"seconds": round(seconds, 2), "checks": _checks(executed)}
    _write(target.with_suffix(".json"), json.dumps({**identity, **counts}))


def record(docname: str) -> dict | None:
    """What is known of the outputs that are kept of a page, or None.

    A record that an earlier version of the press has written may know less, and is none.
    """
    try:
        kept = json.loads(path(docname).with_suffix(".json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return kept if kept.keys() >= KNOWN else None


def load(docname: str) -> nbformat.NotebookNode | None:
    """The executed notebook of a page, or None where there is none."""
    if record(docname) is None:
        return None
    # What `save` has written needs no validation, which takes longer than all else.
    return nbformat.v4.reads(path(docname).read_text(encoding="utf-8"))


def code_of(docname: str, source: Path) -> list[str]:
    """The code cells of a page, from its record while the text is the same.

    To parse all pages takes longer than all else that a build does about one changed sentence.
    """
    text = texts.read(source)
    if CELL not in text:
        return []
    kept = record(docname)
    if kept and LOADS not in text and kept.get("text") == fresh.digest(text):
        return kept["code"]
    code = page.code(page.parse(text, str(source)))
    if kept and kept["code"] == code and LOADS not in text:  # other prose: parsed this once
        _write(path(docname).with_suffix(".json"), json.dumps({**kept, "text": fresh.digest(text)}))
    return code


def is_fresh(docname: str, code: list[str]) -> bool:
    """Whether the kept outputs belong to a page with these code cells as it would run now."""
    kept = record(docname)
    if kept is None or kept["code"] != code:
        return False
    # To find what a page imports, all modules are read as Python, which takes half a second.
    known = kept.get("package") == modules.listing()
    files = [paths.CODE / name for name in kept["files"]] if known else None
    return kept["key"] == key.page_key(code, files)


def must_run(docname: str, source: Path) -> bool:
    """Whether a page has code, and no outputs are kept that belong to it as it would run now."""
    code = code_of(docname, source)
    return bool(code) and not is_fresh(docname, code)


def seconds(docname: str) -> float | None:
    """How long the page last took to run."""
    kept = record(docname)
    return kept["seconds"] if kept else None


def copy_outputs(ran: nbformat.NotebookNode, onto: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Copy the outputs of one notebook onto another with as many code cells; returns that."""
    for cell, source in zip(page.code_cells(onto), page.code_cells(ran), strict=True):
        cell.outputs = source.outputs
        cell.execution_count = source.execution_count
    onto.metadata["language_info"] = ran.metadata["language_info"]
    return onto


def _checks(executed: nbformat.NotebookNode) -> int:
    outputs = (output for cell in page.code_cells(executed) for output in cell.outputs)
    texts = (output.text for output in outputs if output.output_type == "stream")
    return sum(line.startswith(TICK) for text in texts for line in text.splitlines())


def _write(target: Path, text: str) -> None:
    unfinished = target.with_name(f"{target.name}.tmp")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        raise PressError(f"{target} cannot be written: {error.strerror}") from error
