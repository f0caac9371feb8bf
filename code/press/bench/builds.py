"""How long builds take, in a copy of the book that has never been built."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from press import paths
from press.pages import page, toc

SENTENCE = "\n\nOne more sentence.\n"


def report() -> None:
    """Cold, unchanged and one-sentence builds, and the same cells as scripts."""
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        root = _copy(Path(folder) / "book")
        scripts, each = _scripts(root, jobs)
        execute = _timed(lambda: _press(root, "execute"))
        site = _timed(lambda: _press(root, "html"))
        unchanged = _timed(lambda: _press(root, "html"))
        source = root / "book" / "fundamentals" / "automatic-differentiation.md"
        source.write_text(source.read_text(encoding="utf-8") + SENTENCE, encoding="utf-8")
        sentence = _timed(lambda: _press(root, "html"))
    print(f"builds, {jobs} processes")
    print(f"  all cells as plain scripts      {scripts:7.1f} s")
    print(f"  all pages executed and checked  {execute:7.1f} s  ({execute / scripts:.2f} times)")
    print(f"  site from their outputs         {site:7.1f} s")
    cold = execute + site
    print(
        f"  cold build in all               {cold:7.1f} s  ({cold / scripts:.2f} times; goal 1.3)"
    )
    print(f"  nothing changed                 {unchanged:7.1f} s  (goal 3)")
    print(f"  one sentence changed            {sentence:7.1f} s  (goal 5)")
    print("each page as a script")
    for name, seconds in sorted(each.items(), key=lambda item: -item[1]):
        print(f"  {name:40} {seconds:6.1f} s")


def _copy(root: Path) -> Path:
    """The sources alone: no outputs, no caches."""
    made = ("_build", "build", ".venv", ".git", "__pycache__", "*.egg-info")
    shutil.copytree(paths.ROOT, root, ignore=shutil.ignore_patterns(*made))
    return root


def _scripts(root: Path, jobs: int) -> tuple[float, dict[str, float]]:
    """Seconds for all pages' cells run by plain Python, in all and one by one."""
    folder = root / "scripts"
    folder.mkdir()
    scripts = {}
    for entry in toc.entries():
        if cells := page.code_cells(page.read(entry.source)):
            scripts[entry.docname] = folder / f"{entry.docname.replace('/', '-')}.py"
            scripts[entry.docname].write_text("\n\n".join(cell.source for cell in cells))
    with ThreadPoolExecutor(jobs) as pool:
        start = time.perf_counter()
        each = list(pool.map(lambda path: _timed(lambda: _python(root, path)), scripts.values()))
        total = time.perf_counter() - start
    return total, dict(zip(scripts, each, strict=True))


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


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
