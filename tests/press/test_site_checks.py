"""Lines of checks on a page: folded to one, which says how many hold and how well."""

import pytest
from bs4 import BeautifulSoup, Tag
from press.site import checks
from small_book import SmallBook

EXACT, CLOSE = "✓ a: 2 routes agree exactly", "✓ b: 3 routes agree to 1e-8"
CLOSER, OTHER = "✓ c: 2 routes agree to 2e-16", "✓ d: x = 1"
NEAR = "✓ e: n = 20, off by at most 1.4 of 4 standard errors"
NEARER = "✓ f: n = 90, off by at most 1.6 of 5 standard errors"


@pytest.mark.parametrize(
    ("lines", "summary"),
    [
        ([EXACT, CLOSER, CLOSE], "✓ 3 checks hold, worst 1e-8"),
        ([EXACT, EXACT], "✓ 2 checks hold exactly"),
        ([OTHER, CLOSE, EXACT, NEAR], "✓ 4 checks hold, worst agreement 1e-8"),
        ([OTHER, EXACT], "✓ 2 checks hold"),
        ([NEARER, NEAR], "✓ 2 checks hold, worst 1.4 of 4 standard errors"),
        ([OTHER], "✓ 1 check holds"),
        # The words of a claim are no agreement.
        (["✓ all routes agree exactly", CLOSE], "✓ 2 checks hold, worst agreement 1e-8"),
    ],
)
def test_the_summary_counts_and_tells_the_worst(lines, summary):
    assert checks.summary(lines) == summary


def test_the_summary_of_a_lab_says_whose_code_it_was():
    said = checks.summary([EXACT, CLOSE], is_lab=True)
    assert said == "✓ 2 checks hold with the model solution, worst 1e-8"


def test_equal_lines_collapse_where_the_first_stood():
    assert checks.collapsed([OTHER, CLOSE, OTHER, OTHER]) == [f"{OTHER} (×3)", CLOSE]


PAGES = {
    "part/mixed": f'print("before\\n{EXACT}\\n{CLOSE}\\nbetween\\n{OTHER}\\n\\nafter")',
    "part/same": f'print("{OTHER}\\n" * 10)',
    "part/shown": f'print("{EXACT}\\n{CLOSE}")',
    "labs/lab": f'print("{OTHER}")',
}


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    for docname, code in PAGES.items():
        shared_book.page(docname, code)
    shown = shared_book.root / "book/part/shown.md"
    shown.write_text(shown.read_text().replace("print", ":tags: [show-checks]\n\nprint"))
    shared_book.contents(*PAGES)
    run = shared_book.press("html")
    assert run.returncode == 0, run.stdout
    return shared_book


def output(book: SmallBook, docname: str) -> Tag:
    return BeautifulSoup(book.html(docname), "html.parser").select_one(".cell_output")


def test_what_stands_between_checks_stays_and_a_lone_line_is_not_folded(built):
    parts = [part for part in output(built, "part/mixed").children if isinstance(part, Tag)]
    assert [part.name for part in parts] == ["div", "details", "div"]
    before, folded, after = parts
    assert before.get_text().strip() == "before"
    assert folded.summary.get_text() == "✓ 2 checks hold, worst 1e-8"
    assert folded.pre.get_text().splitlines() == [EXACT, CLOSE]
    assert after.get_text().strip() == f"between\n{OTHER}\n\nafter"
    assert not folded.has_attr("open")


def test_ten_equal_lines_are_one_line(built):
    found = output(built, "part/same")
    assert found.get_text().strip() == f"{OTHER} (×10)"
    assert found.details is None


def test_a_tag_keeps_the_lines(built):
    found = output(built, "part/shown")
    assert found.get_text().strip() == f"{EXACT}\n{CLOSE}"
    assert [line.get_text() for line in found.select("span.check")] == [EXACT, CLOSE]


def test_in_a_lab_a_lone_line_says_whose_code_it_was(built):
    found = output(built, "labs/lab").details
    assert found.summary.get_text() == "✓ 1 check holds with the model solution"
    assert found.pre.get_text() == OTHER
