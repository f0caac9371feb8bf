"""Functions run beside each other, each call in a process of its own with warm imports."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any

from press.pages import execute, forked, warm

GRACE = 5.0  # seconds in which a process that has given its result puts away what it used


@dataclass(frozen=True)
class Failed:
    """The result of a call that has none: why."""

    why: str


@dataclass(frozen=True)
class _Running:
    key: Any  # what the call is known by
    process: multiprocessing.Process
    end: float  # when it must have ended, on the monotonic clock


def each(
    function: Callable, calls: Iterable[tuple[Any, tuple, float]], jobs: int
) -> Iterator[tuple[Any, Any]]:
    """Yield (key, result) of each call as it ends; the result is Failed where it fails.

    Shapes: `calls` are triples (key, arguments, seconds that the call may take). Function,
    arguments and results must pickle. No process outlives the iteration.
    """
    pending, running = iter(calls), {}
    try:
        while True:
            while len(running) < jobs and (call := next(pending, None)):
                here, task = _start(function, *call)
                running[here] = task
            if not running:
                return
            for here in _ready(running):
                task = running[here]
                result = _result(here, task)
                _end(running.pop(here), 0.0 if isinstance(result, Failed) else GRACE)
                yield task.key, result
    finally:
        for task in running.values():
            _end(task)


def _start(
    function: Callable, key: Any, arguments: tuple, seconds: float
) -> tuple[connection.Connection, _Running]:
    context = multiprocessing.get_context("forkserver" if warm.possible() else "spawn")
    if warm.possible():
        context.set_forkserver_preload(warm.PRELOAD)
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, function, arguments))
    with _environment():
        process.start()
    there.close()
    return here, _Running(key, process, time.monotonic() + seconds)


@contextmanager
def _environment() -> Iterator[None]:
    """That of a kernel, for processes take over what they find; after it, ours as it was."""
    ours = dict(os.environ)
    os.environ.update(execute.environment(), MPLBACKEND="agg")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(ours)


def _work(there: connection.Connection, function: Callable, arguments: tuple) -> None:
    os.setsid()  # what the call starts can be ended with it
    forked.end_with_parent()
    there.send(function(*arguments))


def _ready(running: dict[connection.Connection, _Running]) -> list[connection.Connection]:
    """The calls that have a result or have taken too long; waits until there are some."""
    soonest = min(task.end for task in running.values())
    ready = connection.wait(running, max(0.0, soonest - time.monotonic()))
    return ready or [here for here, task in running.items() if task.end <= time.monotonic()]


def _result(here: connection.Connection, task: _Running) -> Any:
    if not here.poll():
        return Failed("it takes too long")
    try:
        return here.recv()
    except EOFError:
        task.process.join()
        return Failed(f"its process ended with status {task.process.exitcode}")


def _end(task: _Running, seconds: float = 0.0) -> None:
    """End a process, and what it has started, after so many seconds to end by itself."""
    task.process.join(seconds)
    try:
        os.killpg(task.process.pid, signal.SIGKILL)
    except OSError:  # it has ended, and so has all that it started
        task.process.kill()
    task.process.join()
