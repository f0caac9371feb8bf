"""Tests are found in whatever order their folders are given: none needs another to come first.

Python keeps a module under its bare name and a folder on its path, so that one folder's helper
could stand for another's, or be found only because another folder was read before. Each folder
alone shows that it needs no other; all of them in one order and in the reverse show for any two,
in both orders, that the first leaves nothing behind that harms the second.
"""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FOLDERS = sorted(path.name for path in TESTS.iterdir() if list(path.rglob("test_*.py")))
ORDERS = [*FOLDERS, " ".join(FOLDERS), " ".join(reversed(FOLDERS))]

# One process for all: the libraries, whose import takes long, are there before it forks, and
# each child collects as if it were the first.
COLLECT = """\
import io, os, sys
from contextlib import redirect_stdout
from importlib import import_module
import pytest
from forked_pytest import LIBRARIES

for name in (*LIBRARIES, "myst_nb", "playwright.sync_api"):
    import_module(name)
os.chdir(sys.argv[1])
for order in sys.argv[2:]:
    child = os.fork()
    if child == 0:
        said = io.StringIO()
        with redirect_stdout(said):
            status = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider",
                                  "--assert=plain", *(f"tests/{name}" for name in order.split())])
        print(f"{order}: {int(status)}", flush=True)
        if status:
            print(said.getvalue()[-3000:], file=sys.stderr, flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.fixture(scope="module")
def collected():
    """The status of pytest for each order, and its words where it failed."""
    run = subprocess.run(
        [sys.executable, "-c", COLLECT, str(TESTS.parent), *ORDERS],
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(TESTS / "support")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return dict(line.rsplit(": ", 1) for line in run.stdout.splitlines()), run.stderr


@pytest.mark.parametrize("order", ORDERS)
def test_folders_are_collected(collected, order):
    statuses, words = collected
    assert statuses[order] == "0", words


def test_no_two_modules_have_one_name():
    names = Counter(path.name for path in TESTS.rglob("*.py") if path.name != "conftest.py")
    assert [name for name, times in names.items() if times > 1] == []
