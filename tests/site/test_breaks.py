"""Where lines break on a phone: not within a number, nor within a word of a title."""

from io import BytesIO
from pathlib import Path

import pytest
from browsing import Opened
from PIL import Image
from test_pages_in_a_browser import settle

SPREAD = "pages in the browser"  # with those of test_pages_in_a_browser.py
PHONE = {"width": 390, "height": 800}
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
    if (first.width && last.width && last.top >= first.bottom) found.push(number[0]);
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


def test_numbers_and_words_of_titles_are_not_broken(opened: Opened):
    opened.page.set_viewport_size(PHONE)
    settle(opened)
    assert opened.page.evaluate(BROKEN) == []
    assert opened.page.evaluate(SPLIT) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_magnifying_glass_stands_before_what_is_typed(blank: Opened, site: Path, width: int):
    page = blank.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / "search.html").as_uri() + "?q=adam")
    form = page.locator(".search-page form.bd-search")
    glass = form.locator("svg, i").first.bounding_box()
    field = form.locator("input")
    pad = field.evaluate("(field) => parseFloat(getComputedStyle(field).paddingLeft)")
    assert glass["x"] + glass["width"] < field.bounding_box()["x"] + pad


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
