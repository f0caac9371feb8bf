"""The site is light: few icons instead of all, and pages that a phone loads quickly."""

import re
from pathlib import Path

from browsing import PHONE, docnames, new_page, parsed
from playwright.sync_api import BrowserContext
from press.site import icons

LIMIT = 300_000  # bytes of a page without its figures and what all pages share
SHARED = 1_000_000  # bytes of scripts and style sheets that any page may load, without MathJax
# Icons that are shown: whether there is an outline, and how large the icon is.
SHOWN = """() => [...document.querySelectorAll(".fas, .fab, .fa-solid, .fa-brands")]
  .filter((icon) => icon.getClientRects().length && icon.offsetParent)
  .map((icon) => {
    const {maskImage, width, height} = getComputedStyle(icon, "::before");
    return [icon.className, maskImage.slice(0, 24), parseFloat(width), parseFloat(height)];
  })"""


def test_a_page_alone_is_light(site: Path):
    sizes = {name: (site / f"{name}.html").stat().st_size for name in docnames()}
    assert {name: size for name, size in sizes.items() if size >= LIMIT} == {}


def test_what_pages_share_is_light(site: Path):
    html = parsed(site / "index.html")
    names = [tag.get("src") or tag.get("href") for tag in html.select("script[src], link[href]")]
    files = [site / re.sub(r"[?#].*", "", name) for name in names]
    files = {
        file for file in files if file.suffix in (".js", ".css") and "mathjax" not in str(file)
    }
    assert len(files) > 10
    assert sum(file.stat().st_size for file in files) < SHARED


def test_every_icon_has_its_outline(site: Path):
    known = set(icons.ICONS)
    for name in docnames():
        for icon in parsed(site / f"{name}.html").select(".fas, .fab, .fa-solid, .fa-brands"):
            assert known.intersection(icon["class"]), f"{name}: {icon['class']}"


def test_icons_are_seen_and_no_font_is_asked_for(context: BrowserContext, site: Path):
    opened = new_page(context, "index")
    asked = []
    opened.page.on("request", lambda request: asked.append(request.url))
    opened.page.set_viewport_size(PHONE)
    opened.page.goto((site / "fundamentals" / "going-deep.html").as_uri())
    shown = opened.page.evaluate(SHOWN)
    opened.page.close()
    assert len(shown) > 5
    for name, outline, width, height in shown:
        assert outline == 'url("data:image/svg+xml,', name
        assert min(width, height) > 6, name
    assert [url for url in asked if "fontawesome" in url] == []
