"""Searching without a network, figures in the dark, menus, and the page served by HTTP."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from browsing import PHONE, TALL, Opened
from bs4 import BeautifulSoup
from PIL import Image
from press import address
from press.pages import toc
from test_pages_in_a_browser import AXE, RUN, WCAG

CHAPTERS = [entry for entry in toc.entries() if entry.numbered]
DARK, WHITE = (18, 18, 18), (255, 255, 255)  # the page in the dark, and a figure's own ground


def title_of(site: Path, docname: str) -> str:
    """The title of a page, as a reader would type it."""
    html = BeautifulSoup((site / f"{docname}.html").read_text(encoding="utf-8"), "html.parser")
    title = html.h1
    for extra in title.select(".section-number, .headerlink"):
        extra.decompose()
    return title.get_text(strip=True)


def search(opened: Opened, address: str, words: str) -> list[str]:
    """Type the words into the search page; the addresses that it finds."""
    opened.page.goto(f"{address}/search.html")
    opened.page.fill("form.bd-search:visible input[name=q]", words)
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector(".search-summary:has-text('found')")
    links = opened.page.locator("ul.search a")
    return [link.get_attribute("href").partition("#")[0] for link in links.all()]


@pytest.mark.parametrize("docname", [entry.docname for entry in CHAPTERS][:1] or ["preface"])
def test_search_finds_a_page_from_the_disk(blank: Opened, site: Path, docname: str):
    found = search(blank, site.as_uri(), title_of(site, docname))
    assert f"{docname}.html" in found
    assert blank.complaints == []
    assert blank.outside == []


def test_what_is_found_is_accessible(blank: Opened, site: Path):
    search(blank, site.as_uri(), "page")
    blank.page.set_viewport_size(TALL)
    blank.page.evaluate(AXE)
    assert blank.page.evaluate(RUN, {"rules": WCAG}) == []


def test_a_served_search_shows_extracts(blank: Opened, site: Path):
    handler = partial(SimpleHTTPRequestHandler, directory=site)
    with ThreadingHTTPServer(("localhost", 0), handler) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        assert search(blank, f"http://localhost:{http.server_port}", "derivative")
        blank.page.wait_for_selector("ul.search p.context")
        http.shutdown()
    assert blank.complaints == []
    assert blank.outside == []


def test_what_is_copied_to_fetch_the_book_can_be_typed_as_it_stands(blank: Opened, site: Path):
    blank.page.goto((site / "setup.html").as_uri())
    block = blank.page.locator(".highlight-sh").first
    blank.page.evaluate(
        "document.addEventListener('copy', (e) => (window.copied = e.target.value))"
    )
    block.locator("button.copybtn").click()
    where = address.repository()
    commands = [f"git clone {where.url}.git", f"cd {where.name}", "make html"]
    assert blank.page.evaluate("window.copied").splitlines() == commands


@pytest.fixture
def figure(blank: Opened, site: Path) -> Opened:
    """A page in the dark that has a figure."""
    for entry in CHAPTERS:
        source = site / f"{entry.docname}.html"
        if "<figcaption" in source.read_text(encoding="utf-8"):
            blank.page.emulate_media(color_scheme="dark")
            blank.page.goto(source.as_uri())
            return blank
    raise AssertionError("no chapter has a figure")


def ground(opened: Opened) -> tuple[int, ...]:
    """The colour at the corner of the first figure."""
    picture = opened.page.locator(".cell_output figure img").first.screenshot()
    return Image.open(BytesIO(picture)).convert("RGB").getpixel((2, 2))


def test_in_the_dark_a_figure_stands_on_the_colour_of_the_page(figure: Opened):
    assert ground(figure) == pytest.approx(DARK, abs=3)


def test_in_the_dark_a_photograph_keeps_its_colours(figure: Opened):
    figure.page.evaluate(
        "document.querySelector('.cell_output figure img').classList.add('keep-colours')"
    )
    assert ground(figure) == pytest.approx(WHITE, abs=3)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_open_menus_fit_a_phone_and_are_accessible(blank: Opened, site: Path, mode: str):
    blank.page.set_viewport_size(PHONE)
    blank.page.emulate_media(color_scheme=mode)
    blank.page.goto((site / "status.html").as_uri())
    blank.page.evaluate(AXE)
    menus = blank.page.locator(".article-header-buttons .dropdown").all()
    assert len(menus) == 3  # launch, sources, download
    for menu in menus:
        menu.locator("button.dropdown-toggle").click()
        box = menu.locator(".dropdown-menu").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        inside = {"within": ".article-header-buttons", "rules": WCAG}
        assert blank.page.evaluate(RUN, inside) == []
