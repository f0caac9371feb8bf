"""Every page of the book obeys every rule of `press.guards`."""

import pytest
from press import guards, paths
from press.pages import toc

# Pages are read when the first test runs, and not wherever tests are only collected.
FILES = [entry.source.relative_to(paths.ROOT).as_posix() for entry in toc.entries()]


@pytest.fixture(scope="module")
def book():
    return guards.Book.read()


@pytest.fixture(scope="module")
def pages(book):
    return {page.file: page for page in book.pages}


@pytest.mark.parametrize("rule", guards.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("file", FILES)
def test_page(pages, file, rule):
    found = rule(pages[file])
    assert not found, "\n".join(map(str, found))


def test_every_page_is_in_the_table_of_contents(book):
    found = book.contents_problems()
    assert not found, "\n".join(map(str, found))
