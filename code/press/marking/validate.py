"""`make validate NOTEBOOK=...`: a student alone asks which tasks pass, and reads it in words."""

import codecs
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

import nbformat
from nbformat import NotebookNode

from press.errors import PressError
from press.labs import lab
from press.labs.kinds import TASK, kind_of
from press.labs.lab import CHECK_FAILED, in_words, named
from press.marking import course, trust

SKIPPED = "skip-execution"
NO_ANSWER = "no answer is written yet"


def validate() -> int:
    """Run the tests that a student has, with nbgrader's validator; 0 when all pass."""
    from nbclient.exceptions import DeadKernelError
    from nbgrader.validator import Validator
    from traitlets.config import Config

    file = Path(os.environ.get("NOTEBOOK", ""))
    notebook = read(file)
    # Sockets in a folder: over the network a kernel warns that anyone may listen.
    settings = Config({"KernelManager": {"transport": "ipc"}})
    settings.Execute.extra_arguments = [f"--IPKernelApp.exec_lines={trust.START}"]
    # Changed tests are looked for here: with them nbgrader says nothing of the others.
    validator = Validator(config=settings, ignore_checksums=True, validate_all=True)
    with _without_copies(notebook, file) as ready:
        try:
            results = validator.validate(str(ready))
        except DeadKernelError as error:
            raise PressError(f"{file}: a cell ended Python itself, or took all memory") from error
    if "type_changed" in results:
        raise PressError(
            f"{file}: a test or a task is no longer a code cell; start from a new copy"
        )
    lines, passed = describe(notebook, results.get("failed", []))
    print("\n".join([*missing(notebook), *lines]))
    return 0 if passed and not missing(notebook) else 1


@contextmanager
def _without_copies(notebook: NotebookNode, file: Path) -> Iterator[Path]:
    """The file, or another if two cells share a name or a byte order mark is there.

    At both nbgrader stops.
    """
    if not drop_copies(notebook) and not file.read_bytes().startswith(codecs.BOM_UTF8):
        yield file
        return
    with NamedTemporaryFile("w", suffix=".ipynb", encoding="utf-8") as other:
        nbformat.write(notebook, other)
        other.flush()
        yield Path(other.name)


def drop_copies(notebook: NotebookNode) -> bool:
    """Take the marks of a cell off its copies but for the last; whether there were any.

    Marking does nearly so: it takes the last copy that differs from what was given out.
    """
    last, found = named(notebook), False
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name and last[name] is not cell:
            del cell.metadata["nbgrader"]
            found = True
    return found


def missing(notebook: NotebookNode) -> list[str]:
    """A line for each test and each task of the lab that is not in the notebook.

    The lab is the one of the book whose cells the notebook holds most of.
    """
    here = set(named(notebook))
    labs = [set(named(lab.read(entry.source))) for entry in course.entries().values()]
    whole = max(labs, key=lambda names: len(names & here), default=set())
    lost = sorted(whole - here) if whole & here else []
    return [f"✗ '{name}' is missing: take its cell from a new copy" for name in lost]


def read(file: Path) -> NotebookNode:
    """The notebook in a file.

    Raises PressError for a file that is missing, no notebook, or no lab.
    """
    if not file.is_file():
        raise PressError(f"there is no file '{file}': say `make validate NOTEBOOK=path/to/it`")
    try:
        notebook = nbformat.reads(file.read_text(encoding="utf-8-sig"), as_version=4)
    except Exception as error:
        raise PressError(f"{file} is no notebook ({type(error).__name__})") from error
    if not any(kind_of(cell) for cell in notebook.cells):
        raise PressError(f"{file} has no tests: it is no lab, or its metadata were lost")
    return notebook


def describe(notebook: NotebookNode, failures: list[dict]) -> tuple[list[str], bool]:
    """A line for each test and each written answer, then a sum; whether all tests pass."""
    failed = {item["source"].strip(): _last_line(item["raw_error"]) for item in failures}
    lines, got, of, heading, blank, last, stopped = [], 0.0, 0.0, "", False, None, ""
    for cell in notebook.cells:
        heading = _last_heading(cell) or heading
        error = failed.get(cell.source.strip(), "")
        kind = kind_of(cell)
        if kind is None:
            if error and got == of:  # below a test that fails it would be no news
                why = f"a given cell stops, which uses what you wrote: {error}"
                lines.append(f"✗ {heading}: {why}")
        elif kind.is_marked_by_hand:
            why = f"a {kind.name}, for a person to mark"
            is_blank = kind.is_blank(cell)
            lines.append(f"✗ {heading}: {NO_ANSWER}" if is_blank else f"· {heading}: {why}")
        elif kind.is_given:
            of += (points := cell.metadata["nbgrader"]["points"])
            unwritten = error and blank and TASK.unanswered
            why = _changed(cell) or unwritten or (error and stopped) or error
            got += 0 if why else points
            line = f"{'✗' if why else '✓'} {heading}, {kind.name} of {in_words(points)}"
            lines.append(line + (f": {why}" if why else ""))
        else:  # of several tasks before a test one that is blank is enough
            blank = kind.is_blank(cell) or (blank and last is kind)
            stopped = stopped if last is kind else ""
            if error and not kind.is_blank(cell):
                stopped = f"the cell of the task stops: {error}"
        last = kind or last
    lines.append(f"What you can see of the tests gives {got:g} of {of:g} marks;")
    lines.append("hidden tests try the same functions on other inputs.")
    return lines, not any(line.startswith("✗") for line in lines)


def _changed(cell: NotebookNode) -> str:
    from nbgrader.utils import compute_checksum

    if SKIPPED in cell.metadata.get("tags", []):
        return f"the tag '{SKIPPED}' keeps it from running; take it from a new copy"
    same = compute_checksum(cell) == cell.metadata["nbgrader"].get("checksum")
    return "" if same else "the test has been changed; take it from a new copy"


def _last_heading(cell: NotebookNode) -> str:
    if cell.cell_type != "markdown":
        return ""
    headings = [line for line in cell.source.splitlines() if line.startswith("#")]
    return re.sub(r" \(\d+ marks?\)$", "", headings[-1].lstrip("# ")) if headings else ""


def _last_line(error: str) -> str:
    from nbconvert.filters import strip_ansi

    lines = [line.strip() for line in strip_ansi(error).splitlines() if line.strip()]
    checks = [line for line in lines if line.startswith(f"{CHECK_FAILED}: ")]
    return (checks or lines or ["it fails"])[-1].removeprefix(f"{CHECK_FAILED}: ")
