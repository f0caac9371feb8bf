"""Two workers share what is spread, and one takes a file that is not, as `make test` runs them."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from spreading import name_of_units

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
LONG = ["diffprog/mutants/test_mutants.py", "press/test_mutants_press.py"]
# Each test notes the worker that runs it.
NOTE = """
import os
from pathlib import Path
import pytest

@pytest.fixture(autouse=True)
def note(request):
    with Path("notes").open("a") as notes:
        print(os.environ["PYTEST_XDIST_WORKER"], request.node.nodeid, file=notes)
"""
# Of two tests only: a worker that has no more than that to do is given the next unit at once.
WHOLE = """
def test_first():
    pass

def test_second():
    pass
"""
PIECES = """
SPREAD = "pages"

@pytest.mark.parametrize("page", ["index", "one", "two", "a/three"])
def test_it(page):
    pass

@pytest.mark.parametrize("page", ["index", "one", "two", "a/three"])
def test_it_again(page):
    pass

def test_alone():
    pass
"""
PAGES = ["a/three", "index", "one", "two"]
FILES = {"test_a.py": PIECES, "test_b.py": PIECES, "test_y.py": WHOLE, "test_z.py": WHOLE}


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What ran, in the order in which it began: worker and test."""
    root = tmp_path_factory.mktemp("spread")
    (root / "tests").mkdir()
    shutil.copy2(TESTS / "conftest.py", root / "tests")
    support = shlex.quote(str(TESTS / "support"))
    (root / "pytest.ini").write_text(f"[pytest]\npythonpath = {support}\n")
    for name, text in FILES.items():
        (root / "tests" / name).write_text(NOTE + text, encoding="utf-8")
    command = re.search(r"-m pytest (.+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *shlex.split(command[1]), "-p", "no:cacheprovider"],
        cwd=root,
        env={**os.environ, "PYTEST_XDIST_AUTO_NUM_WORKERS": "2", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    ran = [line.split(" ", 1) for line in (root / "notes").read_text().splitlines()]
    assert len(ran) == 2 * 9 + 2 * 2
    return ran


def test_a_file_stays_with_one_worker(workers):
    for name in ("test_y.py", "test_z.py"):
        assert len({worker for worker, test in workers if name in test}) == 1


def test_whole_files_come_first(workers):
    """The first two units are the two files, whatever stands before them in the alphabet."""
    first = {}
    for worker, test in workers:
        first.setdefault(worker, test.partition("::")[0])
    assert sorted(first.values()) == ["tests/test_y.py", "tests/test_z.py"]


def test_what_is_spread_reaches_both_workers(workers):
    assert len({worker for worker, test in workers if "test_a.py" in test}) == 2


@pytest.mark.parametrize("page", PAGES)
def test_tests_with_the_same_parameters_stay_together_also_over_files(workers, page):
    """Four tests of two files run one after the other."""
    found = [(worker, test) for worker, test in workers if test.endswith(f"[{page}]")]
    assert len(found) == 4
    worker, first = found[0]
    own = [test for taken, test in workers if taken == worker]
    start = own.index(first)
    assert own[start : start + 4] == [test for _, test in found]


@pytest.mark.parametrize("file", LONG)
def test_what_takes_long_is_spread(file):
    assert name_of_units(TESTS / file)


def test_a_line_in_a_text_spreads_nothing():
    assert 'SPREAD = "pages"' in Path(__file__).read_text(encoding="utf-8")
    assert name_of_units(Path(__file__)) == ""


def test_a_page_of_the_site_is_visited_once():
    """All files that look at each page in turn share the visit."""
    asks = re.compile(r"^def test_\w+\([^)]*\bopened\b", re.MULTILINE)
    own = "\ndef opened("  # a page of a small book, which has nothing to do with these
    texts = {file: file.read_text("utf-8") for file in TESTS.rglob("test_*.py")}
    files = [file for file, text in texts.items() if asks.search(text) and own not in text]
    assert TESTS / "site" / "test_pages_in_a_browser.py" in files
    assert {name_of_units(file) for file in files} == {"pages in the browser"}
