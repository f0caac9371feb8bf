"""The table of published claims, which a page makes when it runs: on the site, and kept."""

import json

import pytest
from bs4 import BeautifulSoup, Tag
from small_book import SmallBook

CODE = """from diffprog.check import reproduced, reproduces

reproduces("errors | are rare", source="Known (2001)", published="1 %", here="2 %",
           verdict="partly", shown=1 < 2)
reproduced()"""

CLOSE = """from diffprog.check import reproduced, reproduces

for claim in ("first: one", "second"):
    reproduces(claim, source="Known (2001)", published="1", here="2", verdict="no", shown=True)
reproduced()"""


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    shared_book.page("part/paper", CODE)
    shared_book.page("part/close", CLOSE)
    shared_book.contents("part/paper", "part/close")
    run = shared_book.press("html")
    assert run.returncode == 0, run.stdout
    return shared_book


@pytest.fixture
def table(built: SmallBook) -> Tag:
    return BeautifulSoup(built.html("part/paper"), "html.parser").select_one(".cell_output table")


def test_the_table_has_headers_and_a_row_for_each_claim(table):
    assert [th.text for th in table.select("th")] == ["claim", "published", "here", "reproduces"]
    for head in table.select(".head"):
        head.extract()
    (row,) = [[td.text for td in tr.select("td")] for tr in table.select("tbody tr")]
    whole = "\N{NO-BREAK SPACE}%"  # a number and its unit stay on one line
    assert row == ["Known (2001): errors | are rare", f"1{whole}", f"2{whole}", "partly"]


def test_each_cell_names_its_header_for_a_phone(table):
    heads = [td.select_one(".head") for td in table.select("tbody tr td")]
    assert [head and head.text for head in heads] == [None, "published", "here", "reproduces"]


def test_a_source_that_all_claims_share_stands_in_the_head(built):
    table = BeautifulSoup(built.html("part/close"), "html.parser").select_one(".cell_output table")
    assert table.select_one("th").text == "claim of Known (2001)"
    assert [tr.td.text for tr in table.select("tbody tr")] == ["first: one", "second"]


def test_the_outputs_hold_what_a_ledger_needs(built):
    kept = next(built.root.glob("build/executed/*/part/paper.ipynb"))
    cells = json.loads(kept.read_text())["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    (rows,) = [o["metadata"]["reproduced"] for o in outputs if o.get("metadata")]
    assert [(row["claim"], row["verdict"]) for row in rows] == [("errors | are rare", "partly")]
