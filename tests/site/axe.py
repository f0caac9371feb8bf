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


def found_by_axe(opened: Opened, mode: str) -> list[str]:
    """What axe finds on the whole page, and what contrast it finds on the page cut short."""
    opened.page.set_viewport_size(TALL)
    opened.page.emulate_media(color_scheme=mode)
    if opened.docname != "404":
        opened.page.wait_for_selector(f"html[data-theme={mode}]")
    settle(opened.page)
    opened.page.evaluate(THIN_OUT)
    found = opened.page.evaluate(RUN, {"rules": WCAG, "without": COLOURS})
    opened.page.evaluate(SHORTEN)
    return found + opened.page.evaluate(RUN, {"rules": COLOURS})
