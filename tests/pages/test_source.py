"""Every page of the book obeys every rule of `press.guards`."""

import pytest
from press import guards

BOOK = guards.Book.read()


@pytest.mark.parametrize("rule", guards.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("page", BOOK.pages, ids=lambda page: page.file)
def test_page(page, rule):
    found = rule(page)
    assert not found, "\n".join(map(str, found))


def test_every_page_is_in_the_table_of_contents():
    found = BOOK.contents_problems()
    assert not found, "\n".join(map(str, found))
