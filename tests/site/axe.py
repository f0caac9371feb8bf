"""Axe, which looks for what keeps people out of a page: its script, its rules, its findings."""

from pathlib import Path

import axe_playwright_python
from browsing import TALL, Opened
from measuring import settle

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
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
# Contrast takes axe long: it sees as few sections, paragraphs, rows and entries of lists as hold
# each kind of element that the page has, by the classes of all that an element stands in.
SHORTEN = """() => {
  const kinds = new Map(), left = new Map();
  const inside = (box) => [...box.querySelectorAll(":not(mjx-container *)")];
  for (const element of inside(document.body)) {
    const {parentElement, tagName, className} = element;
    const second = element.matches("tr:nth-child(even)") ? ":even" : "";
    const own = `${tagName}.${className}${second} ${element.style?.color ?? ""}`;
    const kind = `${kinds.get(parentElement) ?? ""} ${own}`;
    kinds.set(element, kind);
    left.set(kind, (left.get(kind) ?? 0) + 1);
  }
  const blocks = "section > *, article :is(tr, li, dl > div, .citation), nav li";
  for (const block of document.querySelectorAll(blocks)) {
    if (!block.isConnected) continue;
    const own = new Map();
    for (const element of [block, ...inside(block)]) {
      const kind = kinds.get(element);
      own.set(kind, (own.get(kind) ?? 0) + 1);
    }
    if (![...own].every(([kind, times]) => times < left.get(kind))) continue;
    own.forEach((times, kind) => left.set(kind, left.get(kind) - times));
    block.remove();
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


# Colours on their way from one theme to the other are nobody's: they arrive at once.
ARRIVE = """() => document.getAnimations().forEach((change) => {
  try { change.finish(); } catch { change.cancel(); }  // what never ends cannot be finished
})"""


def found_by_axe(opened: Opened, mode: str) -> list[str]:
    """What axe finds on the whole page, and what contrast it finds on the page cut short."""
    opened.page.evaluate(THIN_OUT)
    opened.page.set_viewport_size(TALL)
    opened.page.emulate_media(color_scheme=mode)
    if opened.docname != "404":
        opened.page.wait_for_selector(f"html[data-theme={mode}]")
    settle(opened.page)
    found = opened.page.evaluate(RUN, {"rules": WCAG, "without": COLOURS})
    opened.page.evaluate(SHORTEN)
    opened.page.evaluate(ARRIVE)
    return found + opened.page.evaluate(RUN, {"rules": COLOURS})
