"""One visit to a page of the site, and all that is measured on it.

Opening a page takes longest, and changing its width comes next: each is done once, whatever the
number of tests.
"""

from contextlib import suppress
from pathlib import Path

from browsing import DESKTOP, MATHEMATICS, Opened
from playwright.sync_api import Page, TimeoutError

LOW = {"width": 1280, "height": 520}  # a window in which the list of pages must scroll
PAPER = {"width": 665, "height": 970}  # an A4 page within its margins
PHONES = (360, 390)
WIDTHS = (*PHONES, 768, DESKTOP["width"])
# Fold out all that is folded, and let the page settle.
UNFOLD = """async () => {
  document.querySelectorAll("details").forEach((box) => (box.open = true));
  for (const box of document.querySelectorAll(".toggle-hidden"))
    box.classList.remove("toggle-hidden");
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}"""
# Where the parts of the sidebar are, from top to bottom, and whether what lies at the place of the
# mark is the mark, and not a page of the list.
SIDEBAR = """() => {
  const sidebar = document.querySelector("#pst-primary-sidebar");
  const head = sidebar?.querySelector(".sidebar-head");
  if (!head) return null;
  const place = (part) => {
    const box = sidebar.querySelector(part)?.getBoundingClientRect();
    return box && [box.top, box.bottom];
  };
  const {x, y, width, height} = head.querySelector(".logo").getBoundingClientRect();
  const seen = document.elementFromPoint(x + width / 2, y + height / 2);
  return {
    head: place(".sidebar-head"), mark: place(".sidebar-head .logo"),
    field: place(".sidebar-head button"), current: place("nav li.current.active > a"),
    uncovered: !!seen?.closest(".sidebar-head"),
  };
}"""
# What of a printed page is wider than the paper, and what cannot be used on it.
WIDE = """() => [...document.querySelectorAll(
  ".bd-article :is(mjx-container, pre, table, img)")].filter((box) => {
    const place = box.getBoundingClientRect();
    const block = box.matches("pre, mjx-container[display]");
    const beyond = block && box.scrollWidth > box.clientWidth + 1;
    return place.width && (beyond || place.right > innerWidth + 1 || place.left < -1);
  }).map((box) => `${box.tagName} ${box.textContent.slice(0, 60)}`)"""
BUTTONS = """() => [...document.querySelectorAll("button, input, .hero li")].filter(
  (button) => button.getClientRects().length).map((button) => button.outerHTML)"""
# What in the text is wider than the screen, and not code, a formula or a table in a box.
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  const boxes = "pre, .math, mjx-container, .figure-box, .pst-scrollable-table-container";
  const inside = (element) => element.getBoundingClientRect().right <= width + 1;
  const boxed = (element) => {
    for (let box = element; box; box = box.parentElement)
      if (inside(box) && box.matches(boxes))
        return true;
    return false;
  };
  return [...document.querySelectorAll("main, article, article :not(mjx-container *)")]
    .filter((element) => !inside(element) && !boxed(element))
    .map((element) => `${element.tagName} ${element.className}: ${element.textContent}`);
}"""
# What scrolls sideways, but not for those who have a keyboard only.
OUT_OF_REACH = """() => [...document.querySelectorAll("article *")]
  .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth)
  .filter((box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX))
  .filter((box) => box.tabIndex < 0 && !box.querySelector("a[href], button, [tabindex]"))
  .map((box) => `${box.tagName} ${box.className}: ${box.textContent.slice(0, 60)}`)"""
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
# Numbers with a power of ten or a per cent sign, whose two ends stand on different lines.
BROKEN = r"""() => {
  const column = document.querySelector("article") ?? document.querySelector("main");
  const texts = document.createTreeWalker(column, NodeFilter.SHOW_TEXT);
  const all = [];
  let whole = "";
  while (texts.nextNode()) {
    const {parentElement} = texts.currentNode;
    const hidden = "mjx-container, .visually-hidden, .sr-only";
    const code = "code, pre";
    if (parentElement.closest(hidden)) continue;
    if (parentElement.closest(code) && !parentElement.closest(".check")) continue;
    all.push({node: texts.currentNode, start: whole.length});
    whole += texts.currentNode.data;
  }
  const boxAt = (place) => {
    const {node, start} = all.findLast((text) => text.start <= place);
    const range = new Range();
    range.setStart(node, place - start);
    range.setEnd(node, place - start + 1);
    return range.getBoundingClientRect();
  };
  const found = [];
  for (const number of whole.matchAll(/\d[\d.,]*e[+-]\d+|\d\s?%|\d\s?±\s?\d/g)) {
    const first = boxAt(number.index), last = boxAt(number.index + number[0].length - 1);
    if (first.width && last.width && last.top > (first.top + first.bottom) / 2)
      found.push(number[0]);
  }
  return found;
}"""
# Words of the titles below the text that stand on two lines.
SPLIT = r"""() => {
  const found = [];
  for (const title of document.querySelectorAll(".prev-next-title")) {
    const text = title.lastChild;
    for (const word of text.data.matchAll(/\S+/g)) {
      const range = new Range();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => box.top));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
}"""
# How far each display equation stands out of its box, in pixels.
EXCESS = """() => [...document.querySelectorAll("article div.math > mjx-container")]
  .map((box) => Math.max(0, box.scrollWidth - box.clientWidth))"""
SCROLLS = """() => [...document.querySelectorAll("main .scrolls")].map((box) => box.innerText)"""


def visit(opened: Opened, site: Path, docname: str) -> None:
    """Go to a page of the site, as a file; measure it in a low window, on paper, at each width."""
    page = opened.page
    opened.docname = docname
    opened.complaints.clear()
    opened.outside.clear()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(LOW)
    page.goto((site / f"{docname}.html").as_uri())
    opened.sidebar = page.evaluate(SIDEBAR)
    opened.mathematics = page.evaluate(MATHEMATICS)
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    opened.paper = page.evaluate(together(wide=WIDE, buttons=BUTTONS))
    page.emulate_media(media="screen")
    opened.widths = {width: at(page, width) for width in WIDTHS}


def at(page: Page, width: int) -> dict:
    """What is measured on the page, unfolded, at a width."""
    page.set_viewport_size({"width": width, "height": 800})
    settle(page)
    return page.evaluate(
        together(
            width="() => document.scrollingElement.scrollWidth",
            overflowing=OVERFLOWING,
            out_of_reach=OUT_OF_REACH,
            cut=CUT,
            silent=SILENT,
            restless=RESTLESS,
            stray=STRAY,
            broken=BROKEN,
            split=SPLIT,
            excess=EXCESS,
            scrolls=SCROLLS,
        )
    )


def together(**scripts: str) -> str:
    """A script that runs these one after the other, and returns what each returns by its name."""
    parts = ", ".join(f"{name}: await ({script})()" for name, script in scripts.items())
    return f"async () => ({{{parts}}})"


def settle(page: Page) -> None:
    """Unfold the page, and give it time: a busy machine may be slow to lay it out again."""
    page.evaluate(UNFOLD)
    with suppress(TimeoutError):  # what is still out of reach then is reported by the tests
        page.wait_for_function(f"!({OUT_OF_REACH})().length", timeout=5000)
