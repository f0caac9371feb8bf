"""A whole chapter by keyboard: every stop is seen and named, and the way leads out again."""

from pathlib import Path

import pytest
from browsing import DESKTOP, PHONE, Opened
from press.pages import toc

DOCNAME = "fundamentals/loss-landscapes"
# Stops on a page, a link, a button, a fold each: its own, and the list of all pages beside it.
MOST = 210 + len(toc.entries())
# How an element looks, by what could show that it has the focus.
LOOKS = """(element) => {
  const look = (style) => [style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    ? `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}` : "",
    style.boxShadow, style.backgroundColor, style.borderColor, style.textDecorationLine,
    style.textDecorationThickness, style.color].join("|");
  return look(getComputedStyle(element));
}"""
# Where the focus is: what it is called, how it looks with and without, and whether it is in sight.
STOP = f"""() => {{
  const element = document.activeElement, look = {LOOKS};
  if (!element || element === document.body) return null;
  const focused = look(element), box = element.getBoundingClientRect();
  const labels = (element.getAttribute("aria-labelledby") ?? "").split(" ");
  const label = labels.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const image = element.querySelector("img[alt], svg title");
  const name = [element.getAttribute("aria-label"), label, element.innerText, element.title,
    element.placeholder, image?.alt ?? image?.textContent, element.textContent]
    .find((text) => text?.trim());
  element.blur();
  const plain = look(element);
  element.focus({{preventScroll: true}});
  window.stops = (window.stops ?? new Set());
  const again = window.stops.has(element);
  window.stops.add(element);
  return {{name: (name ?? "").trim().slice(0, 60), html: element.outerHTML.slice(0, 120),
    shown: !!element.closest(".popup-box"), seen: focused !== plain, again,
    size: Math.min(box.width, box.height),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth}};
}}"""
STILL = "* { transition: none !important; animation: none !important; scroll-behavior: auto; }"


@pytest.fixture
def chapter(blank: Opened, site: Path) -> Opened:
    docnames = [entry.docname for entry in toc.chapters()]
    docname = DOCNAME if DOCNAME in docnames else docnames[0]
    blank.page.goto((site / f"{docname}.html").as_uri())
    blank.page.wait_for_selector("button.copybtn[aria-label]", state="attached")
    blank.page.evaluate("window.MathJax?.startup.promise")
    blank.page.add_style_tag(content=STILL)
    return blank


def walk(opened: Opened, key: str = "Tab") -> list[dict]:
    """All stops from here on until the focus leaves the page; a trap ends it as well."""
    found = []
    while len(found) <= MOST:
        opened.page.keyboard.press(key)
        stop = opened.page.evaluate(STOP)
        if stop is None or stop["again"]:
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_tab_leads_through_the_chapter_and_out_again(chapter: Opened, size: dict):
    chapter.page.set_viewport_size(size)
    stops = walk(chapter)
    ends = chapter.page.evaluate("document.activeElement === document.body")
    assert ends, f"the focus is caught: {stops[-1]['html']}"
    assert 50 < len(stops) <= MOST
    assert [stop["html"] for stop in stops if not stop["name"]] == []
    assert [stop["html"] for stop in stops if not stop["seen"]] == []
    assert [stop["html"] for stop in stops if not (stop["inside"] and stop["size"] > 0)] == []
    assert stops[0]["name"] == "Skip to main content"
    shown = " ".join(stop["name"] for stop in stops)
    for text in ("checks hold", "Show the code of Fig.", "Copy the code of", "Solution to"):
        assert text in shown


def test_shift_and_tab_lead_back(chapter: Opened):
    """All but what a pop-up shows: it comes after its reference, which on the way back opens it."""
    forth = [stop["html"] for stop in walk(chapter) if not stop["shown"]]
    chapter.page.evaluate("window.stops.clear()")
    back = [stop["html"] for stop in walk(chapter, "Shift+Tab")]
    assert sorted(back) == sorted(forth)


def test_what_is_folded_opens_and_closes_with_enter(chapter: Opened):
    page = chapter.page
    for kind in ("details.checks > summary", "details.hide > summary", "button.toggle-button"):
        control = page.locator(f"article {kind}").first
        inside = control.locator("xpath=ancestor::*[self::details or self::div][1]")
        control.focus()
        heights = [inside.bounding_box()["height"]]
        for _ in range(2):
            page.keyboard.press("Enter")
            heights.append(inside.bounding_box()["height"])
        assert heights[0] == heights[2] < heights[1], kind
