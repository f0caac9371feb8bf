"""The index: whole, in one form, linked from every page, and leading to what defines a term."""

from pathlib import Path

import pytest
from browsing import Opened, docnames, parsed
from press.guards import Book
from press.pages import toc

# A few that readers look for first; chapter and section that define them.
WANTED = {
    "Adam": "fundamentals/optimisation.html",
    "Nesterov momentum": "fundamentals/optimisation.html",
    "REINFORCE": "fundamentals/differentiable-programming.html",
    "vanishing gradient": "fundamentals/training-deep-networks.html",
    "exploding gradient": "fundamentals/backpropagation.html",
    "margin": "seminars/implicit-bias.html",
}


@pytest.fixture(scope="module")
def index(site: Path) -> dict[str, list[str]]:
    """Where each term of the index leads."""
    rows = parsed(site / "genindex.html").select(".index-terms > div")
    return {row.dt.get_text(): [link["href"] for link in row.select("dd a")] for row in rows}


def test_the_index_has_all_that_is_marked(index: dict[str, list[str]]):
    (marked,) = {page.terms for page in Book.read().pages}  # each knows those of the whole book
    assert sorted(index) == sorted(marked)
    assert all(index.values())


@pytest.mark.parametrize("term", WANTED)
def test_the_index_leads_to_what_readers_look_for(index: dict[str, list[str]], term: str):
    assert WANTED[term] in [address.partition("#")[0] for address in index[term]]


@pytest.mark.parametrize("docname", docnames()[:-1])  # the last is shown where there is no page
def test_every_page_links_the_index(site: Path, docname: str):
    html = parsed(site / f"{docname}.html")
    depth = "../" * docname.count("/")
    for part in (".sidebar-head", "footer"):
        links = [link["href"] for link in html.select(f"{part} a[href]")]
        assert f"{depth}genindex.html" in links or docname == "genindex"


def test_a_link_of_the_index_lands_at_the_term(blank: Opened, site: Path):
    blank.page.goto((site / "genindex.html").as_uri())
    blank.page.click(".index-terms div:has(dt:text-is('Adam')) dd a")
    blank.page.wait_for_url("**/optimisation.html#index-*")
    term = blank.page.locator(":target + .term")
    assert term.inner_text() == "Adam"
    assert int(term.evaluate("(term) => getComputedStyle(term).fontWeight")) >= 600
    blank.page.evaluate("MathJax.startup.promise")
    blank.page.wait_for_function(
        "document.querySelector(':target + .term').getBoundingClientRect().top < innerHeight / 2"
    )
    assert term.bounding_box()["y"] >= 0


def test_pages_are_named_with_their_numbers(site: Path):
    html = parsed(site / "genindex.html")
    rows = [row for row in html.select(".index-terms > div") if row.dt.get_text() == "Adam"]
    chapters = [entry.docname for entry in toc.chapters()]
    number = 1 + chapters.index("fundamentals/optimisation")
    assert [link.get_text() for link in rows[0].select("a")] == [f"{number}. Optimisation"]
