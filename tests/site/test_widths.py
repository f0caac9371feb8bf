"""On a phone, a tablet and a desk: nothing is cut without a sign, and little scrolls at all."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from browsing import DESKTOP, Opened
from equations import equations
from PIL import Image
from playwright.sync_api import Browser, Locator, Page
from press.pages import toc
from test_pages_in_a_browser import settle

SPREAD = "pages in the browser"  # with those of test_pages_in_a_browser.py
PHONES = (360, 390)
WIDTHS = (*PHONES, 768, DESKTOP["width"])
FEW = 0.1  # of a page's display equations may scroll on a phone; of a short page one
# What is wider than its box and says nothing, and what stands out of the column of the text.
# A formula that does not scroll may use the margins, but not the next column.
CUT = """() => {
  // The page that is shown where there is none has nothing but a `main`.
  const column = document.querySelector("article") ?? document.querySelector("main");
  const edge = column.getBoundingClientRect().right;
  const margin = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const shown = (box) => `${box.tagName} ${box.className}: ${box.textContent.slice(0, 80)}`;
  const unseen = ".scrolls *, mjx-math *, mjx-assistive-mml, mjx-assistive-mml *";
  const boxes = [...document.querySelectorAll(`main *:not(${unseen})`)]
    .filter((box) => box.clientWidth && !box.matches(".scrolls, .visually-hidden, .sr-only"));
  const cut = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1
    && getComputedStyle(box).overflowX !== "visible");
  const out = boxes.filter((box) => column.contains(box)
    && box.getBoundingClientRect().right > edge + (box.closest(".math") ? margin : 1));
  return [...cut, ...out].map(shown);
}"""
# Boxes that scroll, but are not reached by keyboard, have no name, or show nothing.
SILENT = """() => [...document.querySelectorAll("main .scrolls")]
  .filter((box) => box.tabIndex !== 0 || box.getAttribute("role") !== "region"
    || !/[\\w)], scrolls sideways$/.test(box.getAttribute("aria-label"))
    || !box.classList.contains("more-after") || box.scrollWidth <= box.clientWidth + 1)
  .map((box) => box.outerHTML.slice(0, 200))"""
# Marks that change although nothing else does: a box that is marked must not fit for that reason.
RESTLESS = """async () => {
  const changed = new Set();
  const watch = new MutationObserver((all) => all.forEach(({target}) => changed.add(target)));
  watch.observe(document.querySelector("main"), {subtree: true, attributeFilter: ["class"]});
  for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
  watch.disconnect();
  return [...changed].map((box) => box.outerHTML.slice(0, 200));
}"""
# Signs that touch a formula, but stand on another line.
STRAY = r"""() => {
  const column = document.querySelector("article") ?? document.querySelector("main");
  const texts = document.createTreeWalker(column, NodeFilter.SHOW_TEXT);
  const where = (text, at) => {
    const range = new Range();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect();
  };
  const block = (node) => node.parentElement.closest("p, li, td, th, dd, dt, figcaption, h2, h3");
  const found = [];
  for (const formula of document.querySelectorAll("article span.math > mjx-container")) {
    const box = formula.getBoundingClientRect();
    const beside = (text, at, signs) => {
      if (!text || block(text) !== block(formula) || !signs.test(text.data.at(at))) return;
      const sign = where(text, (at + text.length) % text.length);
      if (sign.width && (sign.top > box.bottom || sign.bottom < box.top))
        found.push(`${text.data.at(at)} and ${formula.textContent}: ${block(formula).textContent}`);
    };
    const skip = (step) => {
      texts.currentNode = formula;
      let text = step();
      while (text && (formula.contains(text) || !text.data)) text = step();
      return text;
    };
    beside(skip(() => texts.nextNode()), 0, /[.,:;!?)\]”’]/);
    beside(skip(() => texts.previousNode()), -1, /[(\[“‘]/);
  }
  return found;
}"""


def at_each_width(opened: Opened) -> Iterator[int]:
    """The page, unfolded, at each width in turn."""
    for width in WIDTHS:
        opened.page.set_viewport_size({"width": width, "height": 800})
        settle(opened)
        yield width


def test_nothing_is_cut_without_a_sign(opened: Opened):
    for width in at_each_width(opened):
        assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= width
        assert opened.page.evaluate(CUT) == [], width
        assert opened.page.evaluate(SILENT) == [], width
        assert opened.page.evaluate(RESTLESS) == [], width


def test_at_a_desk_nothing_scrolls(opened: Opened):
    settle(opened)
    assert opened.page.locator("main .scrolls").all_inner_texts() == []


def test_signs_stay_with_their_formula(opened: Opened):
    for width in at_each_width(opened):
        assert opened.page.evaluate(STRAY) == [], width


def test_few_equations_scroll_on_a_phone(opened: Opened, site: Path):
    for width in PHONES:
        opened.page.set_viewport_size({"width": width, "height": 800})
        settle(opened)
        every = equations(opened, site / f"{opened.docname}.html")
        wide = [equation for equation in every if equation.excess > 1]
        few = max(1, FEW * len(every))
        assert len(wide) <= few, f"at {width} px:\n" + "\n".join(map(str, wide))


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
