"""One task for each student of a class, as many at a time as the machine can do.

Whatever becomes of one student's process, the others have theirs.
"""

import contextlib
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import Any

import joblib
import psutil

from press.errors import PressError

ROOM = 2 * 2**30  # bytes of memory for one notebook, of which few take so much
DASK = "DASK"  # the address of a scheduler, where notebooks run on several machines
DIED = "its process was ended from outside: by the system, where memory is short"


@dataclass(frozen=True)
class Ran:
    """One student's lab: how long it took, and what was said where it did not come to its end."""

    student: str
    seconds: float
    trouble: str


def jobs() -> int:
    """How many notebooks to run at a time: JOBS, or as many as cores and memory allow."""
    asked = os.environ.get("JOBS") or ""
    if not asked:
        room = psutil.virtual_memory().total // ROOM
        return max(1, min(os.cpu_count() or 1, room))
    if not asked.isdecimal() or int(asked) < 1:
        raise PressError(f"JOBS is '{asked}': say how many notebooks to run at a time, as JOBS=2")
    return int(asked)


def each(
    task: Callable[[str, str, str], str], course: Path, lab: str, students: list[str], jobs: int
) -> Iterator[Ran]:
    """What a task says for each of these students, as soon as it is there.

    A process that is ended from outside takes the pool with it: whoever is left then has a
    process of his own, which takes longer to begin.
    """
    left = list(students)
    try:
        with _where(jobs):
            calls = [joblib.delayed(_timed)(task, str(course), lab, name) for name in students]
            for ran in joblib.Parallel(return_as="generator_unordered", batch_size=1)(calls):
                left.remove(ran.student)
                yield ran
    except BrokenProcessPool:
        alone = partial(_alone, task, str(course), lab)
        with ThreadPool(jobs) as threads:  # each only waits for its process
            yield from threads.imap_unordered(alone, left)


def _alone(task: Callable, course: str, lab: str, student: str) -> Ran:
    here, there = multiprocessing.Pipe(duplex=False)
    arguments = (there, task, course, lab, student)
    own = multiprocessing.get_context("spawn").Process(target=_say, args=arguments)
    own.start()
    there.close()
    try:
        return here.recv()
    except EOFError:  # it has ended, and said nothing
        return Ran(student, 0.0, DIED)
    finally:
        own.join()


def _say(there: Connection, *work: Any) -> None:
    there.send(_timed(*work))


def _timed(task: Callable, course: str, lab: str, student: str) -> Ran:
    start = time.monotonic()
    trouble = task(course, lab, student)
    return Ran(student, time.monotonic() - start, trouble)


def _where(at_a_time: int) -> contextlib.AbstractContextManager:
    """On this machine, or on those of a Dask scheduler, which see the same folders."""
    if not (address := os.environ.get(DASK)):
        return joblib.parallel_config("loky", n_jobs=at_a_time)
    from distributed import Client

    Client(address)  # joblib asks for the client that was made last
    return joblib.parallel_config("dask")
