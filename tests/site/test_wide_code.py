"""A listing that is wider than its window: how that is seen, and that it ends with more room."""

from io import BytesIO
from pathlib import Path

import pytest
from browsing import DESKTOP, Opened
from PIL import Image
from playwright.sync_api import Browser, Locator, Page
from press.pages import toc

PHONE = {"width": 390, "height": 800}


@pytest.fixture
def code(blank: Opened, site: Path) -> Locator:
    """A listing that is wider than a phone."""
    blank.page.set_viewport_size({"width": 390, "height": 800})
    return wide_code(blank.page, site)


def wide_code(page: Page, site: Path) -> Locator:
    chapter = next(entry.docname for entry in toc.entries() if entry.numbered)
    page.goto((site / f"{chapter}.html").as_uri())
    page.wait_for_selector("pre.scrolls.more-after")
    return page.locator("pre.scrolls").first


def test_what_fits_again_is_no_stop_for_the_tab_key(code: Locator):
    page = code.page
    page.set_viewport_size(DESKTOP)
    page.wait_for_function("!document.querySelector('main .scrolls')")
    assert page.locator("main pre[role], main pre[aria-label], main pre[tabindex='0']").count() == 0


def test_a_touch_screen_shows_how_much_is_seen(browser: Browser, site: Path):
    options = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**options, color_scheme="light")
    code = wide_code(context.new_page(), site)
    part = code.evaluate("(box) => box.clientWidth / box.scrollWidth")
    shown = Image.open(BytesIO(code.screenshot())).convert("L")
    bar = [shown.getpixel((x, shown.height - 2)) < 128 for x in range(shown.width)]
    assert sum(bar) / len(bar) == pytest.approx(part, abs=0.02)
    assert bar[3]
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_code_fades_where_it_goes_on(blank: Opened, site: Path, theme: str):
    """In the last columns letters stand out from their ground far less than further in."""
    page = blank.page
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size(PHONE)
    page.goto((site / "fundamentals/optimisation.html").as_uri())
    page.wait_for_selector("pre.scrolls.more-after")
    box = max(
        page.locator(".cell_input pre.scrolls").all(), key=lambda box: box.bounding_box()["height"]
    )
    seen = [_ink(box, -4), _ink(box, -44)]
    page.emulate_media(color_scheme="light")
    assert seen[0] < 0.4 * seen[1]


def _ink(box, at: int) -> int:
    """How far the letters of four columns, this many from the right, stand out."""
    shown = Image.open(BytesIO(box.screenshot())).convert("L")
    x = shown.width + at
    low, high = shown.crop((x, 0, x + 4, shown.height - 10)).getextrema()
    return high - low
