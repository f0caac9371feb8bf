"""PDFs are offered where they are made, whatever was made first."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from press import fresh, paths
from press.site import downloads, html
from small_book import SmallBook

ITEM = '<li><a href="../handouts/one.pdf" target="_blank"\n class="btn">\n<i></i> text</a>\n</li>'
PARAGRAPH = '<li><p><a class="reference" href="pdf/book.pdf">The book</a></p></li>'
OTHER = '<li><a href="../notebooks/one.ipynb">Notebook</a></li>'


@pytest.mark.parametrize("item", [ITEM, PARAGRAPH])
def test_an_item_without_its_pdf_is_a_comment(item: str):
    page = f"<ul>{OTHER}{item}{OTHER}</ul>"
    without = downloads.offered(page, set())
    assert without == f"<ul>{OTHER}<!--{item}-->{OTHER}</ul>"
    assert downloads.offered(without, set()) == without
    assert downloads.offered(without, {"handouts/one.pdf", "pdf/book.pdf"}) == page
    assert downloads.offered(page, {"handouts/two.pdf"}) == without


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    shared_book.write("index.md", "# Book\n\n- {pdf}`On paper <pdf/book.pdf>`\n")
    run = shared_book.press("html")
    assert run.returncode == 0, run.stdout
    return shared_book


def offered(book: SmallBook, docname: str) -> list[str]:
    """The PDFs that a page links, as places in the site; all must be there."""
    page = book.root / "_build/html" / f"{docname}.html"
    tree = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    files = [page.parent / a["href"] for a in tree.select("a[href$='.pdf']")]
    assert all(file.is_file() for file in files)
    return [
        file.resolve().relative_to(page.parents[docname.count("/")]).as_posix() for file in files
    ]


def make(book: SmallBook, name: str, text: str = "%PDF") -> Path:
    file = book.root / "_build" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_a_site_without_pdfs_offers_none_and_no_page_is_printed_instead(built):
    for docname in ("index", "part/one"):
        assert offered(built, docname) == []
        assert "window.print" not in built.html(docname)
    menu = BeautifulSoup(built.html("part/one"), "html.parser").select_one(
        ".dropdown-download-buttons"
    )
    assert [a.get_text(strip=True) for a in menu.select("a")] == [
        "Notebook (.ipynb)", "Source (.md)"
    ]  # fmt: skip


def test_pdfs_made_after_the_site_are_offered_without_building_it_again(built):
    for name in ("handouts/one.pdf", "handouts-student/one.pdf", "pdf/book.pdf"):
        make(built, name)
    make(built, "handouts/stranger.pdf")
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    assert "site: up to date" in run.stdout
    assert offered(built, "part/one") == [
        "handouts/one.pdf", "handouts-student/one.pdf", "pdf/book.pdf"
    ]  # fmt: skip
    assert offered(built, "part/two") == ["pdf/book.pdf"]
    assert offered(built, "index") == ["pdf/book.pdf", "pdf/book.pdf"]  # menu and text
    assert not (built.root / "_build/html/handouts/stranger.pdf").exists()


def test_a_pdf_made_anew_or_gone_is_so_in_the_site_too(built):
    make(built, "pdf/book.pdf", "%PDF anew")
    (built.root / "_build/handouts/one.pdf").unlink()
    assert built.press("html").returncode == 0
    assert (built.root / "_build/html/pdf/book.pdf").read_text() == "%PDF anew"
    assert offered(built, "part/one") == ["handouts-student/one.pdf", "pdf/book.pdf"]


def test_pages_that_are_built_again_offer_what_is_there(built):
    built.page("part/one", "one = 2\none + 1")
    run = built.press("html")
    assert "site: building" in run.stdout
    assert offered(built, "part/one") == ["handouts-student/one.pdf", "pdf/book.pdf"]


def test_a_role_names_a_pdf_that_some_page_has(built):
    built.write("index.md", "# Book\n\n- {pdf}`On paper <pdf/other.pdf>`\n")
    run = built.press("html")
    assert run.returncode == 1
    assert "{pdf}`pdf/other.pdf`: no page has such a PDF" in run.stdout


def test_an_outdated_site_that_offers_pdfs_stays_outdated(monkeypatch, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.setattr(paths, "SITE", site)
    monkeypatch.setattr(fresh, "RECORDS", tmp_path / "fresh")
    monkeypatch.setattr(html, "inputs", lambda: "now")
    monkeypatch.setattr(downloads, "made", lambda: {"pdf/book.pdf": make_in(tmp_path)})
    fresh.note(html.NAME, fresh.digest("before", site))
    html.refresh()
    assert (site / "pdf/book.pdf").is_file()
    assert not fresh.is_fresh(html.NAME, fresh.digest("now", site))


def make_in(folder: Path) -> Path:
    file = folder / "book.pdf"
    file.write_text("%PDF")
    return file
