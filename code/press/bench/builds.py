"""What builds cost, in a copy of the book that has never been built.

CPU seconds are those of all processes of a build, also of those that outlive their parent; they
are what goals are about where pages run, for other people's work on a machine does not count.
"""

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from press import paths
from press.pages import page, toc

SENTENCE = "\n\nOne more sentence.\n"
ADOPT = 36  # Linux: PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True)
class Cost:
    """Seconds: of all processes together, and on the clock."""

    cpu: float
    wall: float


def report() -> None:
    """Pages as scripts and as pages, the site, and builds after which little has changed."""
    jobs = os.cpu_count() or 1
    print(f"{f'builds, {jobs} processes':36} {'CPU':>5} {'wall':>9}")
    with tempfile.TemporaryDirectory() as folder:
        root = _copy(Path(folder) / "book")
        each: dict[str, float] = {}
        scripts = _cost(lambda: each.update(_scripts(root, jobs)))
        _line("all cells as plain scripts", scripts)
        pages = _cost(lambda: _press(root, "execute"))
        ratio = f"{pages.cpu / scripts.cpu:.2f} times the CPU; goal 1.15"
        _line("all pages executed and checked", pages, ratio)
        _line("site from their outputs", _cost(lambda: _press(root, "html")))
        _line("nothing changed", _cost(lambda: _press(root, "html")), "goal 1 s")
        source = root / "book" / "fundamentals" / "automatic-differentiation.md"
        source.write_text(source.read_text(encoding="utf-8") + SENTENCE, encoding="utf-8")
        _line("one sentence changed", _cost(lambda: _press(root, "html")), "goal 4 s")
    print("each page as a script, wall")
    for name, seconds in sorted(each.items(), key=lambda item: -item[1]):
        print(f"  {name:40} {seconds:6.1f} s")


def _line(what: str, cost: Cost, goal: str = "") -> None:
    text = f"  {what:32} {cost.cpu:7.1f} s {cost.wall:7.1f} s" + (f"  ({goal})" if goal else "")
    print(text, flush=True)


def _copy(root: Path) -> Path:
    """The sources alone: no outputs, no caches."""
    made = ("_build", "build", ".venv", ".git", "__pycache__", "*.egg-info")
    shutil.copytree(paths.ROOT, root, ignore=shutil.ignore_patterns(*made))
    return root


def _scripts(root: Path, jobs: int) -> dict[str, float]:
    """Run all pages' cells by plain Python; the seconds of each page."""
    folder = root / "scripts"
    folder.mkdir()
    scripts = {}
    for entry in toc.entries():
        if cells := page.code_cells(page.read(entry.source)):
            scripts[entry.docname] = folder / f"{entry.docname.replace('/', '-')}.py"
            scripts[entry.docname].write_text("\n\n".join(cell.source for cell in cells))
    with ThreadPoolExecutor(jobs) as pool:
        seconds = pool.map(lambda path: _seconds(lambda: _python(root, path)), scripts.values())
        return dict(zip(scripts, seconds, strict=True))


def _python(root: Path, *arguments: object) -> None:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    plain = {"MPLBACKEND": "Agg", "PYTHONPATH": str(root / "code")}
    run = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=root,
        env={**os.environ, **threads, **plain},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))} failed:\n{run.stdout[-2000:]}")


def _press(root: Path, command: str) -> None:
    _python(root, "-m", "press", command)


def _cost(action: Callable[[], object]) -> Cost:
    """What an action costs in other processes."""
    if sys.platform == "linux":
        # Who outlives its parent becomes a child of this process, which so can count it.
        ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)
    before = _children()
    wall = _seconds(action)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return Cost(_children() - before, wall)


def _children() -> float:
    """CPU seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
