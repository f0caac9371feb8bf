"""What the press adds to the site: the map, the status, and the links around a page."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from press import address
from small_book import FRONT, SmallBook

MAP = """\
- part: First
  when: Week 1
  text: What it is.
  pages:
    - {file: part/one, title: Other, text: Of the map.}
    - {file: part/two, title: Other, text: Of the map.}
    - {file: part/three, title: Three, text: To come.}
"""
INDEX = f"{FRONT}# Book\n\n```{{course-map}} map.yml\n```\n\nSee {{source}}`the code <code>`.\n"
STATUS = f"{FRONT}# Status\n\n```{{run-summary}}\n```\n\n```{{run-times}}\n```\n"


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    book = shared_book
    book.write("map.yml", MAP)
    book.write("index.md", INDEX)
    book.write("status.md", STATUS)
    book.write("_static/own.css", "p { margin: 1px }")
    one = book.page("part/one", "print('✓ first')\nprint('✓ second')")
    one.write_text(one.read_text().replace("---\n\n", 'description: "Says <one>."\n---\n\n', 1))
    book.contents("part/one", "part/two", "status")
    run = book.press("html")
    assert run.returncode == 0, run.stdout
    return book


def parsed(book: SmallBook, docname: str) -> BeautifulSoup:
    return BeautifulSoup(book.html(docname), "html.parser")


def entries(book: SmallBook) -> list[Tag]:
    return parsed(book, "index").select(".map-pages > li")


def rows(book: SmallBook) -> dict[str, list[str]]:
    table = parsed(book, "status").select("table.run-times tbody tr")
    cells = [[cell.get_text(strip=True) for cell in row.select("td")] for row in table]
    return {name.split(". ")[-1]: numbers for name, *numbers in cells}


def test_the_map_links_pages_under_their_own_title_and_description(built):
    one = entries(built)[0]
    assert one.a["href"] == "part/one.html"
    assert one.a.get_text() == "One"
    assert one.select_one(".map-text").get_text() == "Says <one>."


def test_the_map_marks_what_is_planned_in_words_without_a_link(built):
    three = entries(built)[2]
    assert three.get_text(" ", strip=True) == "Three planned To come."
    assert three.a is None
    assert "2 of the 3 pages of the course are written so far" in parsed(built, "index").get_text()


def test_the_status_counts_cells_and_checks(built):
    found = rows(built)
    assert found["One"][:2] == ["1", "2"]
    assert found["Two"][:2] == ["1", "0"]
    assert found["Total"][:2] == ["2", "2"]
    assert float(found["Total"][2]) == pytest.approx(
        float(found["One"][2]) + float(found["Two"][2]), abs=0.11
    )


def test_a_page_tells_what_its_run_has_shown(built):
    byline = parsed(built, "part/one").select_one("h1 + .page-byline")
    assert re.fullmatch(r"2 checks passed, ran in \d+ s", byline.get_text())
    assert byline.a["href"] == "../status.html"


def test_checks_are_marked_and_plain_tokens_are_not(built):
    checks = parsed(built, "part/one").select("span.check")
    assert [check.get_text() for check in checks] == ["✓ 2 checks hold", "✓ first", "✓ second"]
    assert '<span class="n">' not in built.html("part/one")


def test_a_file_of_the_repository_is_linked_where_it_is_published(built):
    link = parsed(built, "index").find("a", string="the code")
    assert link["href"] == address.source_url("code")


def test_the_site_knows_nothing_of_thebe(built):
    assert "thebe" not in built.html("part/one").lower()


def test_a_missing_page_has_a_page(built):
    text = (built.root / "_build/html/404.html").read_text()
    assert f'href="{address.pages_site()}index.html"' in text


def test_what_changes_elsewhere_reaches_the_map_the_status_and_the_links(built):
    built.page("part/two", "print('✓ a new check')")
    built.page("part/three", "3")
    built.write("_static/own.css", "p { margin: 2px }")
    before = re.search(r"own\.css\?v=\w+", built.html("part/one"))[0]
    built.contents("part/one", "part/two", "part/three", "status")
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    assert "2px" in (built.root / "_build/html/_static/own.css").read_text()
    assert before not in built.html("part/one"), "browsers would keep the old style sheet"
    assert rows(built)["Two"][:2] == ["1", "1"]
    assert entries(built)[2].a.get_text() == "Three"


def test_a_page_that_is_gone_leaves_the_site(built):
    built.contents("part/one", "part/three", "status")
    assert built.press("html").returncode == 0
    assert not (built.root / "_build/html/part/two.html").exists()
    assert "part/two" not in (built.root / "_build/html/search-data.js").read_text()
    assert "planned" in entries(built)[1].get_text()


def test_a_page_that_is_not_on_the_map_and_a_missing_source_stop_the_build(built):
    built.write("map.yml", MAP.replace("part/three", "part/four"))
    built.write("index.md", INDEX.replace("<code>", "<nowhere.md>"))
    run = built.press("html")
    assert run.returncode != 0
    assert "map.yml lacks 'part/three', which is in the table of contents" in run.stdout
    assert "{source}`nowhere.md`: the repository has no such file" in run.stdout
