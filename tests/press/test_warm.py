"""Forked kernels are like ordinary ones, and none of them outlives its run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from small_book import SmallBook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

# All that a page could notice of its kernel, but for what must differ.
WORLD = """
import json, multiprocessing, os, signal, sys, threading
import matplotlib
own = ("JPY_", "PRESS_", "PYTEST_")
print(json.dumps({
    "path": sys.path,
    "argv": os.path.basename(sys.argv[0]),
    "folder": os.getcwd(),
    "environment": {k: v for k, v in sorted(os.environ.items()) if not k.startswith(own)},
    "name": [__name__, sys.modules["__main__"].__dict__ is globals()],
    "main": [getattr(sys.modules["__main__"], k, None) for k in ("__file__", "__spec__")],
    "process": multiprocessing.current_process().name,
    "start": multiprocessing.get_start_method(),
    "daemon": multiprocessing.current_process().daemon,
    "signals": [str(signal.getsignal(n)) for n in (2, 15, 17)],
    "leader": os.getpgid(0) == os.getpid() == os.getsid(0),
    "threads": threading.active_count(),
    "backend": matplotlib.get_backend(),
    "ours": sorted(m for m in sys.modules if m.startswith("diffprog")),
}))"""
DRAWS = """
import random
import numpy as np
import torch
print(random.random(), np.random.random(), torch.rand(()).item())"""
POOLS = """
import multiprocessing
from joblib import Parallel, delayed
class Square:
    def of(self, x):
        return x * x
with multiprocessing.Pool(2) as pool:
    print(pool.map(Square().of, range(4)))
print(Parallel(2)(delayed(Square().of)(x) for x in range(4)))"""
ONE_WORKER = "from press.pages.execute import execute; raise SystemExit(execute(jobs=1))"
WARM = "import sys\nprint('sympy' in sys.modules)"


def book_of(book: SmallBook, pages: dict[str, str]) -> SmallBook:
    for name, code in pages.items():
        book.page(f"part/{name}", code.strip())
    book.contents(*(f"part/{name}" for name in pages))
    return book


def printed(book: SmallBook) -> dict[str, str]:
    kept = (book.root / "build/executed/auto-0/part").glob("*.ipynb")
    return {path.stem: nbformat.read(path, as_version=4).cells[-1].outputs[0].text for path in kept}


@pytest.fixture(scope="module")
def both(shared_book) -> list[dict[str, str]]:
    """What pages print in forked kernels, and in ordinary ones."""
    pages = {"world": WORLD, "one": DRAWS, "two": DRAWS, "pools": POOLS, "warm": WARM}
    book = book_of(shared_book, pages)
    found = []
    for kernels in ("warm", "ordinary"):
        run = book.python("-c", ONE_WORKER, PRESS_KERNELS=kernels)
        assert run.returncode == 0, run.stdout
        found.append(printed(book))
        for record in book.root.glob("build/executed/**/*.json"):
            record.unlink()
    return found


def test_a_page_cannot_tell_its_kernel_from_an_ordinary_one(both):
    forked, ordinary = (json.loads(pages["world"]) for pages in both)
    assert forked == ordinary


def test_only_forked_kernels_are_warm(both):
    assert [pages["warm"] for pages in both] == ["True\n", "False\n"]


def test_draws_without_a_seed_differ_between_pages(both):
    for one, two in zip(both[0]["one"].split(), both[0]["two"].split(), strict=True):
        assert one != two


def test_what_a_page_defines_goes_to_other_processes(both):
    assert both[0]["pools"] == "[0, 1, 4, 9]\n" * 2


def test_without_a_server_kernels_are_ordinary(small_book):
    book = book_of(small_book, {"warm": WARM})
    (book.root / "code/press/pages/preload.py").write_text("raise RuntimeError('broken')\n")
    run = book.press("execute")
    assert run.returncode == 0, run.stdout
    assert printed(book) == {"warm": "False\n"}


@pytest.mark.parametrize("device", ["cuda", "cpu"])
def test_no_kernel_is_forked_for_a_cuda_device(small_book, device):
    code = "from press.pages import warm; print(warm.possible())"
    run = small_book.python("-c", code, DIFFPROG_DEVICE=device)
    assert run.stdout == f"{device == 'cpu'}\n"


def processes(mark: str) -> dict[int, str]:
    """The running processes with this text in their environment, and their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return {pid: command for pid, command in found.items() if command}


def wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while not (result := true()):
        assert time.monotonic() < end, "this did not come about"
        time.sleep(0.2)
    return result


@pytest.mark.parametrize("how", ["the keyboard", "a worker", "all but servers and kernels"])
def test_no_process_is_left_by_a_run_that_was_stopped(small_book, tmp_path, how):
    begun = tmp_path / "begun"
    sleep = f"open({str(begun)!r}, 'w').close()\nimport time\ntime.sleep(600)"
    book, mark = book_of(small_book, {"sleep": sleep}), f"PRESS_TEST={tmp_path}"
    run = subprocess.Popen(
        [sys.executable, "-m", "press", "execute"],
        cwd=book.root,
        env={**os.environ, "PYTHONPATH": str(book.root / "code"), "PRESS_TEST": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    wait_until(begun.exists)
    running = processes(mark)
    servers = [pid for pid, command in running.items() if "forkserver" in command]
    assert len(servers) >= 2, running  # a server, and the kernel that it forked
    if how == "the keyboard":
        os.killpg(run.pid, signal.SIGINT)
    elif how == "a worker":
        (worker,) = (pid for pid, command in running.items() if "sys.stdin.readline" in command)
        os.kill(worker, signal.SIGKILL)
    else:
        for pid in running.keys() - set(servers):
            os.kill(pid, signal.SIGKILL)
    said = run.communicate(timeout=60)[0]
    assert run.returncode != 0
    if how == "a worker":
        assert "✗ part/sleep: " in said
        assert "Traceback" not in said
    wait_until(lambda: not processes(mark))
