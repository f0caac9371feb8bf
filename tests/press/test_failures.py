"""What is broken turns the command red, and says where."""

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from press.pages.client import Client
from small_book import SmallBook


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    shared_book.kernels = "ordinary"
    assert shared_book.press("html").returncode == 0
    return shared_book


def test_a_raising_cell_names_page_cell_and_exception(built):
    good = built.html("part/one")
    built.page("part/one", "number = 0\n1 / number", prose="New prose.")
    run = built.press("html")
    assert run.returncode != 0
    assert "book/part/one.md:11, cell 1: ZeroDivisionError: division by zero" in run.stdout
    assert built.html("part/one") == good, "the last good site must stay in place"


def test_a_failed_page_fails_again(built):
    assert built.press("execute").returncode != 0


def test_a_sphinx_warning_is_an_error_each_time(built):
    built.page("part/one", "one = 1", prose="See {ref}`nowhere`.")
    for _ in range(2):  # Sphinx alone would be green the second time
        run = built.press("html")
        assert run.returncode != 0
        assert "nowhere" in run.stdout
    assert "nowhere" not in built.html("part/one")


def test_a_listed_page_without_a_file_is_named(built):
    built.contents("part/one", "part/three")
    run = built.press("execute")
    assert run.returncode != 0
    assert "part/three" in run.stdout
    assert "table of contents" in run.stdout


TOO_MUCH = "of text: print less, a summary or every hundredth line"
BROKEN = {
    "exits": ("import os\nos._exit(7)", "DeadKernelError: the kernel ended with exit status 7"),
    "crashes": (
        "import ctypes\nctypes.string_at(0)",
        "DeadKernelError: the kernel ended by SIGSEGV",
    ),
    "killed": (
        "import os\nos.kill(os.getpid(), 9)",
        "DeadKernelError: the kernel ended by SIGKILL, perhaps for want of memory",
    ),
    "floods": ("while True:\n    print('x' * 10**6)", f"more than 10 MB {TOO_MUCH}"),
    "long": ("print('x' * 1_000_001)", f"more than 1 MB {TOO_MUCH}"),
    # What IPython takes for no error, or does not show, or a tag would allow.
    "leaves": ("exit()\nprint('on')", "SystemExit: the cell ends its kernel"),
    "quits": ("quit", "SystemExit: the cell ends its kernel"),
    "keeps": ("exit(keep_kernel=True)", "SystemExit: the cell ends its kernel"),
    "returns": ("import sys\nsys.exit(0)", "SystemExit: 0"),
    "debugs": ("import bdb\nraise bdb.BdbQuit", "BdbQuit"),
    "magic": ("%nothing", "UsageError: Line magic function `%nothing` not found"),
    "mute": (
        "get_ipython().showtraceback = lambda *_, **__: None\n1 / 0",
        "ZeroDivisionError: division by zero",
    ),
    "allowed": (":tags: [raises-exception]\n\nraise SystemExit(5)", "SystemExit: 5"),
    "skipped": (":tags: [skip-execution]\n\nraise SystemExit(5)", "SystemExit: 5"),
}
WELL = {
    "line": "print('x' * 400_000)",  # minutes, where streams are merged in steps
    "bar": "from tqdm import tqdm\nfor _ in tqdm(range(300), mininterval=0):\n    pass",
    "last": "print('well')",
}


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory):
    """One run of pages that break in every way and of some that do not."""
    root = tmp_path_factory.mktemp("press") / "a[b]c 100% what?"  # a name like any other
    root.mkdir()
    book = SmallBook(root)
    for name, code in {**{name: code for name, (code, _) in BROKEN.items()}, **WELL}.items():
        book.page(f"part/{name}", code)
    book.contents(*(f"part/{name}" for name in [*BROKEN, *WELL]))
    return book, book.press("execute")


@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_cannot_go_on_is_one_line_with_page_line_and_cell(all_at_once, name):
    _, run = all_at_once
    assert run.returncode == 1
    (line,) = (line for line in run.stdout.splitlines() if f"part/{name}.md" in line)
    assert line.startswith(f"  ✗ book/part/{name}.md:11, cell 1: ")
    assert BROKEN[name][1] in line
    assert "Traceback" not in run.stdout


@pytest.mark.parametrize("name", WELL)
def test_its_neighbours_pass(all_at_once, name):
    assert f"✓ part/{name}" in all_at_once[1].stdout


def test_of_a_progress_bar_the_last_frame_is_kept(all_at_once):
    kept = nbformat.read(all_at_once[0].root / "build/executed/auto-0/part/bar.ipynb", 4)
    (output,) = kept.cells[-1].outputs
    assert output.name == "stderr"
    assert output.text.count("300/300") == output.text.count("it/s") == 1


@pytest.mark.parametrize(
    "code", ["exit", "get_ipython().ask_exit()", "import bdb\nraise bdb.BdbQuit"]
)
def test_nor_does_an_ordinary_kernel_hide_its_end(code):
    cell = nbformat.v4.new_code_cell(code)
    with pytest.raises(CellExecutionError):
        Client(nbformat.v4.new_notebook(cells=[cell])).execute()
    assert [output.output_type for output in cell.outputs] == ["error"]


@pytest.mark.parametrize("code", ["import time\ntime.sleep(60)", "while True: pass"])
def test_a_cell_that_does_not_end_is_named(code):
    cell = nbformat.v4.new_code_cell(code)
    with pytest.raises(CellExecutionError, match="ran for more than 1 s"):
        Client(nbformat.v4.new_notebook(cells=[cell]), timeout=1).execute()
    assert cell.outputs[0].ename == "TimeoutError"
