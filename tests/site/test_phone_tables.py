"""Tables that cells put out, on a phone: nothing beside the screen, each cell under its header."""

from pathlib import Path

from browsing import DESKTOP, Opened
from press.pages import toc

PHONE = {"width": 390, "height": 844}
ROW = """row => {
  const cells = [...row.children].map((cell) => cell.getBoundingClientRect());
  const header = (cell) => getComputedStyle(cell, "::before").content;
  return {
    below: cells.every((cell, i) => i == 0 || cell.top >= cells[i - 1].bottom - 1),
    seen: cells.every((cell) => cell.left >= 0 && cell.right <= innerWidth),
    headers: [...row.children].map(header),
  };
}"""


def test_a_row_of_published_claims_stands_below_each_other(blank: Opened, site: Path):
    pages = [site / f"{entry.docname}.html" for entry in toc.entries()]
    page = next(page for page in pages if "stacks table" in page.read_text(encoding="utf-8"))
    blank.page.set_viewport_size(PHONE)
    blank.page.goto(page.as_uri())
    row = blank.page.locator("table.stacks tbody tr").first
    found = row.evaluate(ROW)
    assert found["below"]
    assert found["seen"]
    assert found["headers"] == ["none", '"published"', '"here"', '"reproduces"']
    blank.page.set_viewport_size(DESKTOP)
    assert not row.evaluate(ROW)["below"]
