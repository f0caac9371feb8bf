"""Small books, in which the tests run the press for real."""

import shutil
from pathlib import Path

import pytest
from small_book import ROOT, SmallBook


@pytest.fixture
def small_book(tmp_path: Path) -> SmallBook:
    """A fresh small book, in a folder with a space in its name."""
    root = tmp_path / "small book"
    root.mkdir()
    return SmallBook(root)


@pytest.fixture(scope="module")
def shared_book(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """One small book for all tests of a module that do not mind each other."""
    root = tmp_path_factory.mktemp("press") / "shared book"
    root.mkdir()
    return SmallBook(root)


@pytest.fixture(scope="session")
def launched(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """A small book after `press notebooks`; tests read it and leave it as it is."""
    root = tmp_path_factory.mktemp("launch") / "launched book"
    root.mkdir()
    book = SmallBook(root)
    shutil.copytree(ROOT / ".binder", root / ".binder")
    book.write("part/prose.md", "# Prose\n\nNo code here; see {doc}`one`.\n")
    book.contents("part/one", "part/two", "part/prose")
    run = book.press("notebooks")
    assert run.returncode == 0, run.stdout
    return book
