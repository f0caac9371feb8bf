"""The list of pages: it stays where the reader put it, below a head that stays in sight."""

from pathlib import Path

from browsing import Opened
from measuring import LOW
from press.pages import toc

CHAPTERS = [entry.docname for entry in toc.entries() if entry.numbered]
SCROLLED = "document.querySelector('#pst-primary-sidebar').scrollTop"
SCROLL = "(top) => (document.querySelector('#pst-primary-sidebar').scrollTop = top)"


def visit(opened: Opened, site: Path, docname: str) -> None:
    opened.page.goto((site / f"{docname}.html").as_uri())
    opened.page.wait_for_load_state("load")


def test_at_a_first_visit_the_list_stays_at_its_top_where_that_shows_the_page(
    blank: Opened, site: Path
):
    visit(blank, site, CHAPTERS[11])  # below the middle of the window
    assert blank.page.evaluate(SCROLLED) == 0


def test_from_page_to_page_the_list_stays_where_it_was_left(blank: Opened, site: Path):
    blank.page.set_viewport_size(LOW)
    visit(blank, site, CHAPTERS[7])
    blank.page.evaluate(SCROLL, 230)
    name = f"{Path(CHAPTERS[8]).name}.html"  # in sight there
    blank.page.click(f"#pst-primary-sidebar nav a[href$='{name}']")
    blank.page.wait_for_url(f"**/{name}")
    blank.page.wait_for_load_state("load")
    assert blank.page.evaluate(SCROLLED) == 230


def test_a_page_that_would_be_out_of_sight_is_brought_into_it(blank: Opened, site: Path):
    blank.page.set_viewport_size(LOW)
    visit(blank, site, "teaching")
    assert blank.page.evaluate(SCROLLED) > 200
    blank.page.evaluate(SCROLL, 0)
    visit(blank, site, "labs/optimisers-at-work")
    assert blank.page.evaluate(SCROLLED) > 100


def test_on_a_phone_the_head_stays_as_well(blank: Opened, site: Path):
    blank.page.set_viewport_size({"width": 390, "height": 700})
    visit(blank, site, "seminars/implicit-bias")
    blank.page.click(".primary-toggle")
    blank.page.wait_for_selector("#pst-primary-sidebar-modal[open]")
    box = blank.page.locator("#pst-primary-sidebar-modal")
    box.evaluate("(box) => (box.scrollTop = 300)")
    assert blank.page.locator("#pst-primary-sidebar-modal .sidebar-head").bounding_box()["y"] >= -1
