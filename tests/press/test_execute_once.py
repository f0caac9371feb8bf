"""A page is executed once, and again exactly when its outputs could differ."""

import os
import signal
import subprocess
import sys
import time

import pytest
from small_book import SmallBook


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    shared_book.kernels = "ordinary"
    run = shared_book.press("html")
    assert run.returncode == 0, run.stdout
    assert "✓ part/one" in run.stdout
    assert "✓ part/two" in run.stdout
    return shared_book


def test_a_second_build_runs_nothing(built):
    run = built.press("html")
    assert run.returncode == 0
    assert "site: up to date" in run.stdout
    assert "…" not in run.stdout


def test_outputs_are_read_from_the_run_that_tested_them(built):
    assert "two" in built.html("part/two")
    # MyST-NB would have left a record of its own run in the project table.
    assert not list(built.root.glob("book/**/*.ipynb"))


def test_prose_runs_nothing_and_is_published(built):
    page = built.root / "book/part/one.md"
    page.write_text(page.read_text().replace("Prose.", "Better prose."))
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    assert "pages: all outputs are up to date" in run.stdout
    assert "Better prose." in built.html("part/one")


def test_a_code_cell_runs_its_page_alone(built):
    page = built.root / "book/part/one.md"
    page.write_text(page.read_text().replace("one + 1", "one + 41"))
    run = built.press("html")
    assert "✓ part/one" in run.stdout
    assert "part/two" not in run.stdout
    assert "42" in built.html("part/one")


def test_a_package_function_changes_the_page(built):
    page = built.root / "book/part/two.md"
    page.write_text(page.read_text().replace("print('two')", "print(central_difference.__doc__)"))
    assert built.press("html").returncode == 0
    assert "Planted sentence." not in built.html("part/two")
    module = built.root / "code/diffprog/check/difference.py"
    text = module.read_text()
    marker = "def central_difference("
    head, tail = text.split(marker)
    body = tail.replace('"""', '"""Planted sentence. ', 1)
    module.write_text(head + marker + body)
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    assert "✓ part/two" in run.stdout, run.stdout
    assert "Planted sentence." in built.html("part/two")


def test_figures_do_not_depend_on_the_backend_that_is_set(built):
    built.page("part/two", "import matplotlib.pyplot as plt\n\nplt.plot([0, 1]);")
    run = built.press("html", MPLBACKEND="Agg")
    assert run.returncode == 0, run.stdout
    assert "_images/" in built.html("part/two")


def test_pins_seed_and_device_are_part_of_the_key(built):
    assert "pages: all outputs are up to date" in built.press("execute").stdout
    pins = built.root / "requirements.txt"
    pins.write_text(pins.read_text() + "# another pin\n")
    assert "✓ part/one" in built.press("execute").stdout
    assert "✓ part/one" in built.press("execute", DIFFPROG_SEED="7").stdout
    assert "✓ part/one" in built.press("execute", DIFFPROG_DEVICE="cpu").stdout
    # Outputs of each setting are kept apart: going back runs nothing.
    assert "pages: all outputs are up to date" in built.press("execute").stdout


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_loses_only_what_was_running(small_book, stop):
    small_book.page("part/two", "import time\n\ntime.sleep(60)")
    run = subprocess.Popen(
        [sys.executable, "-m", "press", "execute"],
        cwd=small_book.root,
        env=small_book.environment(),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    for line in run.stdout:
        if "✓ part/one" in line:
            break
    os.killpg(run.pid, stop)
    run.wait(timeout=30)
    time.sleep(0.5)
    small_book.page("part/two", "print('quick now')")
    again = small_book.press("html")
    assert again.returncode == 0, again.stdout
    assert "✓ part/one" not in again.stdout
    assert "quick now" in small_book.html("part/two")
