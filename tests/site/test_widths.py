"""On a phone, a tablet and a desk: nothing is cut without a sign, and little scrolls at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESKTOP, Opened
from equations import Equation, equations
from press.pages import toc
from test_pages_in_a_browser import UNFOLD

PHONES = (360, 390)
WIDTHS = (*PHONES, 768, DESKTOP["width"])
FEW = 0.1  # of all display equations may scroll on a phone
# What is wider than its box and says nothing, and what stands out of the column of the text.
# A formula that does not scroll may use the margins, but not the next column.
CUT = """() => {
  const article = document.querySelector("article").getBoundingClientRect();
  const margin = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const shown = (box) => `${box.tagName} ${box.className}: ${box.textContent.slice(0, 80)}`;
  const unseen = ".scrolls *, mjx-math *, mjx-assistive-mml, mjx-assistive-mml *";
  const boxes = [...document.querySelectorAll(`main *:not(${unseen})`)]
    .filter((box) => box.clientWidth && !box.matches(".scrolls, .visually-hidden, .sr-only"));
  const cut = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1
    && getComputedStyle(box).overflowX !== "visible");
  const out = boxes.filter((box) => document.querySelector("article").contains(box)
    && box.getBoundingClientRect().right > article.right + (box.closest(".math") ? margin : 1));
  return [...cut, ...out].map(shown);
}"""
# Boxes that scroll, but are not reached by keyboard, have no name, or show nothing.
SILENT = """() => [...document.querySelectorAll("main .scrolls")]
  .filter((box) => box.tabIndex !== 0 || box.getAttribute("role") !== "region"
    || !/\\w, scrolls sideways$/.test(box.getAttribute("aria-label"))
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
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
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


@pytest.fixture(scope="module", params=WIDTHS)
def at(request: pytest.FixtureRequest, opened: Opened) -> Iterator[tuple[Opened, int]]:
    """Each page, unfolded, at each width in turn."""
    opened.page.set_viewport_size({"width": request.param, "height": 800})
    opened.page.evaluate(UNFOLD)
    yield opened, request.param
    opened.page.set_viewport_size(DESKTOP)


def test_nothing_is_cut_without_a_sign(at: tuple[Opened, int]):
    opened, width = at
    assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert opened.page.evaluate(CUT) == []
    assert opened.page.evaluate(SILENT) == []
    assert opened.page.evaluate(RESTLESS) == []


def test_at_a_desk_nothing_scrolls(at: tuple[Opened, int]):
    opened, width = at
    scrolling = opened.page.locator("main .scrolls").all_inner_texts()
    assert width < DESKTOP["width"] or scrolling == []


def test_signs_stay_with_their_formula(at: tuple[Opened, int]):
    opened, _ = at
    assert opened.page.evaluate(STRAY) == []


@pytest.mark.parametrize("width", PHONES)
def test_few_equations_scroll_on_a_phone(blank: Opened, site: Path, width: int):
    blank.page.set_viewport_size({"width": width, "height": 800})
    every: list[Equation] = []
    for entry in toc.entries():
        html = site / f"{entry.docname}.html"
        if 'div class="math' not in html.read_text(encoding="utf-8"):
            continue
        blank.page.goto(html.as_uri())
        blank.page.evaluate("MathJax.startup.promise")
        blank.page.evaluate(UNFOLD)
        every += equations(Opened(blank.page, entry.docname), html)
    wide = [equation for equation in every if equation.excess > 1]
    assert len(wide) <= FEW * len(every), "\n".join(map(str, wide))
