"""Each page opens from the disk, alone, is typeset, accessible, and fits a phone."""

from contextlib import suppress
from pathlib import Path

import axe_playwright_python
from browsing import PHONE, TALL, Opened
from playwright.sync_api import TimeoutError

SPREAD = "pages in the browser"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
MODES = ["light", "dark"]
# Fold out all that is folded, and let the page settle.
UNFOLD = """async () => {
  document.querySelectorAll("details").forEach((box) => (box.open = true));
  for (const box of document.querySelectorAll(".toggle-hidden"))
    box.classList.remove("toggle-hidden");
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}"""
# Of tokens of code, and of formulas, one of each kind is enough for axe.
THIN_OUT = """() => {
  const seen = new Set();
  const again = (kind) => seen.has(kind) || !seen.add(kind);
  for (const token of document.querySelectorAll("pre span:not(:has(*), .check)")) {
    const block = token.closest("div[class*=highlight-]")?.className;
    const box = token.closest(".admonition, td")?.className;
    if (again(`${token.className} in ${block} in ${box}`)) token.replaceWith(token.textContent);
  }
  for (const formula of document.querySelectorAll("mjx-container:not([tabindex])")) {
    const box = formula.closest("p, td, th, figcaption, h1, h2, h3, div");
    if (again(`formula in ${box.tagName} ${box.className}`)) formula.remove();
  }
}"""
# Contrast takes axe long: it sees a paragraph, a cell or a list only if that holds a kind of
# element, by the classes of all that it stands in, that it has not seen before.
SHORTEN = """() => {
  const kind = (element) => element.matches("article")
    ? "" : `${kind(element.parentElement)} ${element.tagName}.${element.className}`;
  const seen = new Set();
  for (const block of document.querySelectorAll("article section > :not(section)")) {
    if (!block.isConnected) continue;
    const kinds = [block, ...block.querySelectorAll(":not(mjx-container *)")].map(kind);
    if (kinds.every((name) => seen.has(name))) block.remove();
    kinds.forEach((name) => seen.add(name));
  }
}"""
# What axe finds, and what contrast it cannot tell.
RUN = """async ({within, rules, without}) => {
  const off = Object.fromEntries((without ?? []).map((rule) => [rule, {enabled: false}]));
  const options = {runOnly: {type: rules[0].startsWith("wcag") ? "tag" : "rule", values: rules},
                   rules: off, preload: false};
  const {violations, incomplete} = await axe.run(within ?? document, options);
  const untold = incomplete.filter(({id}) => id === "color-contrast");
  return [...violations, ...untold].flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""
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


def settle(opened: Opened) -> None:
    """Unfold the page, and give it time: a busy machine may be slow to lay it out again."""
    opened.page.evaluate(UNFOLD)
    with suppress(TimeoutError):  # what is still out of reach then is reported by the tests
        opened.page.wait_for_function(f"!({OUT_OF_REACH})().length", timeout=5000)


def test_it_opens_without_error_and_without_the_network(opened: Opened):
    assert opened.outside == []
    assert opened.complaints == []


def test_its_mathematics_is_typeset(opened: Opened):
    found = opened.mathematics
    assert found["raw"] == []
    assert found["errors"] == 0
    assert found["typeset"] == found["formulas"]
    assert found["fonts"] > 0 or not found["formulas"], "the fonts of MathJax must be local"


def test_nothing_scrolls_sideways_on_a_phone(opened: Opened):
    opened.page.set_viewport_size(PHONE)
    settle(opened)
    assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    assert opened.page.evaluate(OVERFLOWING) == []
    assert opened.page.evaluate(OUT_OF_REACH) == []


def test_axe_finds_nothing(opened: Opened):
    """In the light and in the dark, which sees what is left of the page."""
    opened.spoilt = True
    opened.page.set_viewport_size(TALL)
    opened.page.evaluate(AXE)
    assert {mode: seen_by_axe(opened, mode) for mode in MODES} == {mode: [] for mode in MODES}


def seen_by_axe(opened: Opened, mode: str) -> list[str]:
    """What axe finds on the whole page, and what contrast it finds on the page cut short."""
    opened.page.emulate_media(color_scheme=mode)
    if opened.docname != "404":
        opened.page.wait_for_selector(f"html[data-theme={mode}]")
    settle(opened)
    opened.page.evaluate(THIN_OUT)
    found = opened.page.evaluate(RUN, {"rules": WCAG, "without": COLOURS})
    opened.page.evaluate(SHORTEN)
    return found + opened.page.evaluate(RUN, {"rules": COLOURS})
