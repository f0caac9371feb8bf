"""`make stress MODE=values`: which checks stay green although what they compare has moved.

Before a statement that checks something runs, the process forks. The fork moves one of the
names that the statement reads (its numbers, or the results of a function), by much more than a
tolerance, and runs the statement: a check that means something turns red for some name. One
that was handed other values and held for all of them may say nothing: `agree("...", f(x), f(x))`
moves both its routes, whatever is moved. It may also be right: an identity holds for all x, and
what separates its routes lies in the package. So this is a list to read, not a verdict; and to
move what reaches the check itself, an argument at a time, would tell of the check alone.
"""

import ast
import contextlib
import hashlib
import json
import os
import select
import signal
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from press.pages import modules
from press.stress import trial
from press.stress.moves import MOVES, moved

ONE = 10.0  # seconds for a statement with one name moved
ALL = 60.0  # and with all of them
RED, GREEN, UNREACHED = "red", "green", "out of reach"


@dataclass
class Log:
    """What each check said, in order: its claim, whether it failed, and what it was handed."""

    entries: list[tuple[str, bool, str]] = field(default_factory=list)
    raises: bool = True  # but not in a fork, which is to tell of all checks

    def collecting(self, real: Callable) -> Callable:
        from diffprog.check import CheckFailed

        def check(claim: str, /, *values: object, **settings: object) -> None:
            handed = _digest([*values, *settings.values()])
            try:
                real(claim, *values, **settings)
                self.entries.append((claim, False, handed))
            except CheckFailed:
                if self.raises:
                    raise
                self.entries.append((claim, True, handed))

        return check


def run_page(name: str, cells: list[trial.Cell]) -> list[tuple[str, str]]:
    """Each check of a page, as (claim, verdict), in order. The name is for whoever asks."""
    namespace, log, found = trial.fresh_main(), Log(), []
    with trial.quietly():
        checks = set(map(id, trial.install(log.collecting)))
        for cell in cells:
            with contextlib.suppress(Exception):  # to run is not the question here
                for statement in modules.tree(cell.source).body:
                    read = list(_read(statement, namespace))
                    names = [name for name in read if id(namespace[name]) not in checks]
                    if len(names) < len(read):
                        found += _verdicts(statement, cell, namespace, names, log)
                    trial.execute(statement, namespace, cell)
    return found


def _verdicts(
    statement: ast.stmt, cell: trial.Cell, namespace: dict, names: list[str], log: Log
) -> list[tuple[str, str]]:
    """What the checks of one statement say when one name after the other is moved."""

    def run(change: dict) -> list:
        def action() -> None:
            namespace.update(change)  # of the fork
            trial.execute(statement, namespace, cell)

        return _forked(action, log)

    as_it_is, end = run({}), time.monotonic() + ALL
    verdicts = [UNREACHED] * len(as_it_is)
    for change in _changes(namespace, names):
        if set(verdicts) == {RED} or time.monotonic() > end:
            break
        for k, (before, after) in enumerate(zip(as_it_is, run(change), strict=False)):
            if after[1]:
                verdicts[k] = RED
            elif after[2] != before[2] and verdicts[k] == UNREACHED:
                verdicts[k] = GREEN
    pairs = zip(as_it_is, verdicts, strict=True)
    return [(claim, verdict) for (claim, failed, _), verdict in pairs if not failed]


def _changes(namespace: dict, names: list[str]) -> Iterator[dict]:
    for name in names:
        for move in MOVES:
            try:
                value = moved(namespace[name], move)
            except Exception:  # this is no value that can be moved so
                continue
            if value is not namespace[name]:
                yield {name: value}


def _forked(action: Callable[[], None], log: Log) -> list:
    """What the checks say while a fork of this process acts; what they said, if it breaks."""
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
    return json.loads(text) if text.endswith(b"]") else []


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
