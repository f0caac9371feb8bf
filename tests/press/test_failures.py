"""What is broken turns the command red, and says where."""

import pytest
from small_book import SmallBook


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
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
