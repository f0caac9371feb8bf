"""Tables of texts, on a phone: nothing beside the screen, each cell beside its header."""

from pathlib import Path

from browsing import DESKTOP, Opened

PHONE = {"width": 390, "height": 844}
ROW = """row => {
  const cells = [...row.children].map((cell) => cell.getBoundingClientRect());
  const header = (cell) => [...cell.querySelectorAll(".head")]
    .filter((head) => head.getClientRects().length).map((head) => head.innerText).join();
  return {
    below: cells.every((cell, i) => i == 0 || cell.top >= cells[i - 1].bottom - 1),
    seen: cells.every((cell) => cell.left >= 0 && cell.right <= innerWidth),
    headers: [...row.children].map(header),
  };
}"""


def test_a_row_of_published_claims_stands_below_each_other(blank: Opened, site: Path):
    blank.page.set_viewport_size(PHONE)
    blank.page.goto((site / "generative/generator-networks.html").as_uri())
    row = blank.page.locator("table.stacks:has(th:has-text('published')) tbody tr").first
    found = row.evaluate(ROW)
    assert found["below"]
    assert found["seen"]
    assert found["headers"] == ["", "published", "here", "reproduces"]
    blank.page.set_viewport_size(DESKTOP)
    found = row.evaluate(ROW)
    assert not found["below"]
    assert set(found["headers"]) == {""}  # on a desktop they stand above, once
    headers = blank.page.locator("table.stacks:has(th:has-text('published')) th")
    assert headers.all_inner_texts() == ["claim", "published", "here", "reproduces"]
    assert all(header.is_visible() for header in headers.all())


def test_links_in_tables_look_like_others(blank: Opened, site: Path):
    blank.page.goto((site / "generative/generator-networks.html").as_uri())
    color = "link => getComputedStyle(link).color"
    links = [blank.page.locator(f"article {where} a.internal").first for where in ("td", "p")]
    for theme in ("light", "dark"):
        blank.page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        in_table, in_text = (link.evaluate(color) for link in links)
        assert in_table == in_text
