"""Wrong answers must lose their marks: each is put in the model solution's place and marked.

A lab's cells run one after the other in one process; for each wrong answer a fork of that
process goes on from its task with the wrong code, so that what comes before runs only once.
That process is one of its own, with one thread: a fork keeps locks that other threads hold.
"""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

import matplotlib
from nbformat import NotebookNode
from press import paths
from press.errors import PressError
from press.labs import lab
from press.labs.lab import HIDDEN, SOLUTION

PATIENCE = 60  # seconds for what follows one wrong answer


@dataclass(frozen=True)
class Outcome:
    """What became of one wrong answer: tests that it should and that it did fail."""

    task: str
    what: str
    expected: list[str]
    failed: list[str]
    visible: str = ""  # the test whose visible part it was to pass, and did not
    message: str = ""  # the first test's


def outcomes(source: Path) -> list[Outcome]:
    """Every wrong answer of a lab, tried in a process of its own.

    Raises PressError, with what that process said, where it fails.
    """
    return [Outcome(**fields) for fields in elsewhere(__file__, source)]


def failing(source: Path, first: str) -> list[str]:
    """Tests that fail with the model solution where a notebook begins with this code."""
    return elsewhere(__file__, source, first)


def elsewhere(program: str, *words: object) -> list:
    """What a program says when it is called with these words, in a process of its own."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    run = subprocess.run(
        [sys.executable, program, *map(str, words)],
        env={**os.environ, **threads, "PYTHONPATH": str(paths.CODE)},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise PressError(f"answers to {words[0]}: {run.stderr[-2000:]}")
    return json.loads(run.stdout)


def try_after(source: Path, first: str) -> list[str]:
    """Tests that fail with the model solution after this code; other cells may fail."""
    matplotlib.use("Agg")
    namespace: dict = {"__name__": "__main__"}
    _run(first, namespace)
    code = [cell for cell in lab.read(source).cells if cell.cell_type == "code"]
    found = {
        cell.metadata.get("nbgrader", {}).get("grade_id"): survive(cell.source, namespace)
        for cell in code
        if "plt.subplots" not in cell.source
    }
    return [f"{name}: {error}" for name, error in found.items() if name and error]


def try_all(source: Path) -> list[Outcome]:
    """Every wrong answer of a lab, tried in forks of this process.

    Raises PressError for an answer that does not fit the solution, and lets the model
    solution's own errors through.
    """
    matplotlib.use("Agg")
    notebook = lab.read(source)
    answers = lab.wrong_answers(source)
    if unknown := set(answers) - set(lab.named(notebook)):
        raise PressError(f"{source}: wrong answers to unknown tasks: {sorted(unknown)}")
    namespace: dict = {"__name__": "__main__"}
    found = []
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for index, cell in enumerate(code):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        for answer in answers.get(name, []):
            found.append(_in_a_fork(code[index:], namespace, name, answer))
        _run(cell.source, namespace)
    return found


def wrong_source(cell: NotebookNode, answer: dict) -> str:
    """The task's cell with the wrong answer: some words replaced, or all of the solution."""
    if "code" in answer:
        lines = answer["code"].rstrip().splitlines()
        match = SOLUTION.search(cell.source)
        if not match:
            return "\n".join(lines)
        indent = match.group()[: len(match.group()) - len(match.group().lstrip())]
        body = "\n".join(indent + line if line else "" for line in lines)
        return cell.source[: match.start()] + body + cell.source[match.end() :]
    old, new = answer["replace"]
    if cell.source.count(old) == 0:
        raise PressError(f"wrong answer '{answer['what']}': {old!r} is not in the solution")
    return cell.source.replace(old, new)


def _in_a_fork(cells: list[NotebookNode], namespace: dict, task: str, answer: dict) -> Outcome:
    expected = answer["fails"]
    text = wrong_source(cells[0], answer)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            signal.alarm(PATIENCE)
            report = _fate(cells, text, namespace, expected, answer.get("visible", []))
            os.write(writing, "\n".join(report).encode()[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        failed, visible, *message = (pipe.read() + "\n\n").split("\n")
    os.waitpid(child, 0)
    words = "\n".join(message).strip()
    return Outcome(task, answer["what"], expected, failed.split(), visible, words)


def _fate(
    cells: list[NotebookNode], text: str, namespace: dict, expected: list, visible: list
) -> list[str]:
    """Names of the tests that fail, of a visible part that should pass but fails, a message."""
    failed, message, spoilt = [], "", ""
    survive(text, namespace)
    for cell in cells[1:]:
        marks = cell.metadata.get("nbgrader", {})
        name = marks.get("grade_id", "")
        if marks.get("locked"):
            if name in visible and survive(HIDDEN.sub("", cell.source), namespace):
                spoilt = name
            if error := survive(cell.source, namespace):
                failed.append(name)
                message = message or error
            if set(expected) <= set(failed):
                break
        else:
            survive(cell.source, namespace)
    return [" ".join(failed), spoilt, message]


def survive(code: str, namespace: dict) -> str:
    """Run a cell; the last line of its error, if it has one."""
    try:
        _run(code, namespace)
    except BaseException as error:  # whatever a wrong answer may raise
        return traceback.format_exception_only(error)[-1].strip()
    return ""


def _run(code: str, namespace: dict) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(code, "<cell>", "exec"), namespace)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


if __name__ == "__main__":
    file, *rest = sys.argv[1:]
    said = try_after(Path(file), *rest) if rest else map(asdict, try_all(Path(file)))
    print(json.dumps(list(said)))
