"""What must hold of a lab's tests with the model solution in place, each in a process of its own.

A right answer passes whatever the seed; and no test takes what it wants from inputs that the
function which it tries could have changed.
"""

import functools
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib
import torch
import wrong_answers
from nbformat import NotebookNode
from press.labs import lab
from press.labs.kinds import kind_of
from press.labs.lab import HIDDEN

FEW, MANY = 3, 300  # seeds for a test
EACH = 0.7  # seconds for them, if they are more than a few


def unlucky(source: Path) -> list[str]:
    """Tests that the model solution fails by the seed alone."""
    return wrong_answers.elsewhere(__file__, source, "seeds")


def passed_by_zeros(source: Path) -> list[str]:
    """Hidden tests that pass though the function which they try has made their inputs zero."""
    return wrong_answers.elsewhere(__file__, source, "zeros")


def try_seeds(source: Path) -> Iterator[str]:
    """Each test with as many seeds as there is time for, until it fails."""
    for test, namespace in _tests(source):
        start, name = time.monotonic(), test.metadata["nbgrader"]["grade_id"]
        for k in range(MANY):
            if k >= FEW and time.monotonic() - start > EACH:
                break
            os.environ["DIFFPROG_COURSE_SEED"] = f"seed {k}"
            if error := wrong_answers.survive(test.source, dict(namespace)):
                yield f"{name}, seed {k}: {error}"
                break
        os.environ.pop("DIFFPROG_COURSE_SEED")


def try_zeros(source: Path) -> Iterator[str]:
    """Each hidden test with functions that are right, but first make their arguments zero.

    The visible part has gone before, with nothing changed: what it asks is known to everybody.
    """
    for test, namespace in _tests(source):
        hidden = "\n".join(part.group() for part in HIDDEN.finditer(test.source))
        answers = {n: f for n, f in namespace.items() if getattr(f, "is_answer", False)}
        for name in (n for n in answers if re.search(rf"\b{n}\(", test.source)):
            own, zeroed = dict(namespace), []
            wrong_answers.survive(HIDDEN.sub("", test.source), own)
            own[name] = _zeroing(answers[name], zeroed)
            if not wrong_answers.survive(hidden, own) and zeroed:
                yield f"{test.metadata['nbgrader']['grade_id']}: {name}"


def _tests(source: Path) -> Iterator[tuple[NotebookNode, dict]]:
    """Each test of a lab, and the names that are there when its turn has come."""
    matplotlib.use("Agg")
    namespace: dict = {"__name__": "__main__"}
    for cell in (c for c in lab.read(source).cells if c.cell_type == "code"):
        kind = kind_of(cell)
        if kind and kind.is_given:
            yield cell, namespace
        wrong_answers.survive(cell.source, namespace)
        if kind and not kind.is_given:
            for name in re.findall(r"^def (\w+)", cell.source, re.MULTILINE):
                namespace[name].is_answer = True


def _zeroing(function: Callable, zeroed: list) -> Callable:
    @functools.wraps(function)
    def zeroing(*many: object, **named: object) -> object:
        zeroed.extend(one for one in _tensors([many, named]) if _was_not_zero(one))
        return function(*many, **named)

    return zeroing


def _tensors(given: object) -> Iterator[torch.Tensor]:
    """All tensors in lists and tables that have numbers."""
    if isinstance(given, (list, tuple, dict)):
        for one in given.values() if isinstance(given, dict) else given:
            yield from _tensors(one)
    elif isinstance(given, torch.Tensor) and not given.is_meta:
        yield given


def _was_not_zero(x: torch.Tensor) -> bool:
    """Make it zero; whether it was not."""
    before = bool(x.detach().count_nonzero())
    with torch.no_grad():
        x.zero_()
    return before


if __name__ == "__main__":
    file, what = sys.argv[1:]
    print(json.dumps(list({"seeds": try_seeds, "zeros": try_zeros}[what](Path(file)))))
