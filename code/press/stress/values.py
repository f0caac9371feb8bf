"""`make stress MODE=values`: which checks stay green although what they compare has moved.

Before a statement that checks something runs, the process forks. The fork moves one of the
names that the statement reads (its numbers, the first of its parts, or the results of a
function), by much more than a tolerance, and runs the statement: a check that means something
turns red for some name. One that was handed other values and held for all of them may say
nothing: `agree("...", f(x), f(x))` moves both its routes, whatever is moved. It may also be
right: an identity holds for all x, and what separates its routes lies in the package. So this is
a list to read, not a verdict; and to move what reaches the check itself, an argument at a time,
would tell of the check alone. Green is said only where all names were tried in time, and red
only where the numbers stayed finite.
"""

import ast
import contextlib
import functools
import hashlib
import json
import os
import re
import select
import signal
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from press.pages import modules
from press.stress import trial
from press.stress.moves import MOVES, first_moved, moved

ONE = 10.0  # seconds for a statement with one name moved
ALL = 60.0  # and with all of them
RED, GREEN, UNREACHED = "red", "green", "out of reach"
HOLDS, FAILS, NOT_FINITE = "holds", "fails", "not finite"
NUMBER = re.compile(r"[-+]?\d[\d.,]*(e[-+]?\d+)?")  # in a claim, which may tell what was moved


@dataclass
class Log:
    """What each check said, in order: its claim, whether that holds, and what it was handed."""

    entries: list[tuple[str, str, str]] = field(default_factory=list)
    raises: bool = True  # but not in a fork, which is to tell of all checks

    def collecting(self, real: Callable) -> Callable:
        from diffprog.check import CheckFailed

        def check(claim: str, /, *values: object, **settings: object) -> None:
            handed = _digest([*values, *settings.values()])
            try:
                real(claim, *values, **settings)
                self.entries.append((claim, HOLDS, handed))
            except CheckFailed as error:
                if self.raises:
                    raise
                finite = not trial.NOT_FINITE.search(str(error).removeprefix(claim))
                self.entries.append((claim, FAILS if finite else NOT_FINITE, handed))

        return check


def run_page(cells: list[trial.Cell]) -> list[tuple[str, str]]:
    """Each check of a page, as (claim, verdict), in order."""
    namespace, log, found = trial.fresh_main(), Log(), []
    with trial.quietly():
        checks = set(map(id, trial.install(log.collecting)))
        for cell in cells:
            with contextlib.suppress(Exception):  # to run is not the question here
                for statement in modules.tree(cell.source).body:
                    read = list(_read(statement, namespace))
                    names = [name for name in read if id(namespace[name]) not in checks]
                    here, said = [], len(log.entries)
                    if len(names) < len(read):
                        here = _verdicts(statement, cell, namespace, names, log)
                    found += here
                    trial.execute(statement, namespace, cell)
                    if not here:
                        found += [(claim, UNREACHED) for claim, *_ in log.entries[said:]]
    return found


def _verdicts(
    statement: ast.stmt, cell: trial.Cell, namespace: dict, names: list[str], log: Log
) -> list[tuple[str, str]]:
    """What the checks of one statement say when one name after the other is moved."""

    def run(change: dict) -> list | None:
        def action() -> None:
            namespace.update(change)  # of the fork
            trial.execute(statement, namespace, cell)

        return _forked(action, log)

    as_it_is, end, whole = run({}) or [], time.monotonic() + ALL, True
    verdicts = [UNREACHED] * len(as_it_is)
    for change in _changes(namespace, names):
        if set(verdicts) == {RED}:
            break
        said = run(change) if time.monotonic() < end else None
        whole = whole and said is not None
        verdicts = _judged(verdicts, as_it_is, said or [])
    if not whole:
        verdicts = [UNREACHED if verdict == GREEN else verdict for verdict in verdicts]
    pairs = zip(as_it_is, verdicts, strict=True)
    return [(claim, verdict) for (claim, said, _), verdict in pairs if said == HOLDS]


def _judged(verdicts: list[str], as_it_is: list, said: list) -> list[str]:
    """The verdicts, given what the checks say when one more name is moved."""
    judged = list(verdicts)
    for k, (before, after) in enumerate(zip(as_it_is, said, strict=False)):
        if NUMBER.sub("", before[0]) != NUMBER.sub("", after[0]):
            break  # with other values another check comes next
        if after[1] == FAILS:
            judged[k] = RED
        elif after[1] == HOLDS and after[2] != before[2] and judged[k] == UNREACHED:
            judged[k] = GREEN
    return judged


def _changes(namespace: dict, names: list[str]) -> Iterator[dict]:
    moves = [first_moved, *(functools.partial(moved, move=move) for move in MOVES)]
    for name in names:
        for move in moves:
            try:
                value = move(namespace[name])
            except Exception:  # this is no value that can be moved so
                continue
            if value is not namespace[name]:
                yield {name: value}


def _forked(action: Callable[[], None], log: Log) -> list | None:
    """What the checks say while a fork of this process acts; what they said, if it breaks.

    None where it takes too long.
    """
    here, there = os.pipe()
    if not (pid := os.fork()):
        try:
            log.entries.clear()
            log.raises = False
            action()
        finally:
            os.write(there, json.dumps(log.entries).encode())
            os._exit(0)
    os.close(there)
    text, end = b"", time.monotonic() + ONE
    while select.select([here], [], [], max(0.0, end - time.monotonic()))[0]:
        if not (piece := os.read(here, 1 << 16)):
            break
        text += piece
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(here)
    return json.loads(text) if text.endswith(b"]") else None


def _read(statement: ast.stmt, namespace: dict) -> Iterator[str]:
    """The names that a statement reads, and in turn the functions of the page that it calls."""
    pending = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
    seen = set()
    while pending:
        name = pending.pop(0)
        if name not in seen and name in namespace:
            seen.add(name)
            yield name
            value = namespace[name]
            if isinstance(value, types.FunctionType) and value.__globals__ is namespace:
                pending += _named(value.__code__)


def _named(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _named(constant)


def _digest(values: list) -> str:
    from diffprog.check.values import to_array

    text = hashlib.sha256()
    for value in values:
        try:
            text.update(to_array(value, "").tobytes())
        except Exception:  # a text, or what the check will refuse
            text.update(repr(value).encode())
    return text.hexdigest()
