"""The site as files: whole, self-contained, light, and with what each page must carry."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import docnames, parsed
from bs4 import BeautifulSoup, Tag
from press import address
from press.pages import page, toc

LIMIT = 1_000_000  # bytes of a page with its figures, without what all pages share
OUTSIDE = re.compile(r"^(?:https?:)?//")


@pytest.fixture(scope="module", params=docnames())
def file(request: pytest.FixtureRequest, site: Path) -> Path:
    """The HTML of each page in turn."""
    return site / f"{request.param}.html"


@pytest.fixture
def html(file: Path) -> BeautifulSoup:
    return parsed(file)


@cache
def ids(file: Path) -> list[str]:
    return [tag["id"] for tag in parsed(file).find_all(id=True)]


def test_links_within_the_site_lead_somewhere(file: Path, html: BeautifulSoup):
    dead = []
    for tag in html.find_all(["a", "img", "link", "script"]):
        reference = str(tag.get("href") or tag.get("src") or "")
        parts = urlsplit(reference)
        if parts.scheme or parts.netloc or not reference:
            continue
        target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
        found = target.is_file()
        if found and parts.fragment and target.suffix == ".html":
            found = unquote(parts.fragment) in ids(target)
        if not found:
            dead.append(reference)
    assert dead == []


def test_ids_are_unique(file: Path):
    assert sorted(ids(file)) == sorted(set(ids(file)))


def test_each_work_listed_leads_back_to_where_it_is_cited(html: BeautifulSoup):
    for entry in html.select("div.citation"):
        assert entry["id"].startswith("cite-")
        assert entry.find(recursive=False).name == "p", "no label, no numbers before the names"
        places = [html.find(id=way["href"][1:]) for way in entry.select(".ways-back a")]
        assert places, f"no way back from {entry['id']}"
        assert all(place.find("a", href=f"#{entry['id']}") for place in places)


def test_headings_have_text_and_there_is_one_title(html: BeautifulSoup):
    headings = html.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
    assert [heading for heading in headings if not heading.get_text(strip=True)] == []
    assert len(html.find_all("h1")) == 1


def test_tables_say_what_their_columns_are(html: BeautifulSoup):
    for table in html.select("article table:not(.indextable)"):
        heads = table.select("th")
        assert heads
        assert [head for head in heads if not head.get_text(strip=True)] == []
        assert {head.get("scope") for head in heads} <= {"col", "row"}


def test_nothing_is_loaded_from_elsewhere(html: BeautifulSoup):
    loading = html.find_all(["script", "img", "iframe", "source", "video", "audio"], src=True)
    loading += html.find_all("link", href=True)
    outside = [tag for tag in loading if OUTSIDE.match(tag.get("src") or tag["href"])]
    assert outside == []
    inline = " ".join(tag.get_text() for tag in html.find_all(["script", "style"], src=False))
    assert "://" not in inline


def test_it_is_light(file: Path, html: BeautifulSoup):
    images = html.find_all("img", src=True)
    images = {(file.parent / image["src"].partition("#")[0]).resolve() for image in images}
    images = {image for image in images if "_static" not in image.parts}
    assert file.stat().st_size + sum(image.stat().st_size for image in images) < LIMIT


def test_it_says_its_language_and_its_title(html: BeautifulSoup):
    assert html.html["lang"] == "en-GB"
    title = html.title.get_text()
    assert title.strip()
    assert title.count("Differentiable Programming") <= 1


@pytest.mark.parametrize("entry", toc.entries(), ids=lambda entry: entry.docname)
def test_each_page_carries_its_description_and_its_links(entry: toc.Entry, site: Path):
    html = parsed(site / f"{entry.docname}.html")
    wanted = page.front_matter(entry.source.read_text(encoding="utf-8")).get("description")
    found = html.find("meta", attrs={"name": "description"})
    assert (found and found["content"]) == wanted
    links = {link.get_text(strip=True): link["href"] for link in actions(html)}
    repository = address.repository()
    edited = f"{repository.url}/edit/{repository.branch}/book/{entry.docname}.md"
    assert links["Edit this page"] == edited
    assert links["Report a mistake"].startswith(f"{repository.url}/issues/new?title=Mistake%20in")


def actions(html: BeautifulSoup) -> list[Tag]:
    return html.select(".page-actions a")


def test_style_sheets_load_nothing_from_elsewhere(site: Path):
    outside = re.compile(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//")
    for sheet in (site / "_static").rglob("*.css"):
        assert not outside.search(sheet.read_text(encoding="utf-8")), sheet


def test_the_map_links_what_is_written_and_marks_what_is_planned(site: Path):
    items = parsed(site / "index.html").select(".map-pages > li")
    links = {link["href"] for item in items for link in item.select(".map-title a")}
    written = {entry.docname for entry in toc.entries() if "/" in entry.docname}
    assert links == {f"{docname}.html" for docname in written}
    for item in items:
        assert ("planned" in item.select_one(".map-title").get_text()) != bool(item.find("a"))
