"""The PDFs that pages of the real site offer: each is there, opens, and is that page's."""

import os
import subprocess
from pathlib import Path

import pytest
from browsing import parsed, title_of
from press.pages import toc
from press.site import downloads

ENTRIES = toc.entries()
CHAPTERS = {entry.docname for entry in toc.chapters()}


def menu(site: Path, docname: str) -> dict[str, str]:
    """What the menu of a page offers, and where."""
    (found,) = parsed(site / f"{docname}.html").select(".dropdown-download-buttons")
    return {link.get_text(strip=True): link["href"] for link in found.select("a")}


def text(pdf: Path) -> str:
    """The words on the first page."""
    command = ["pdftotext", "-l", "1", str(pdf), "-"]
    return " ".join(
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.docname)
def test_each_page_offers_its_source_and_the_pdfs_that_are_made(entry: toc.Entry, site: Path):
    links = menu(site, entry.docname)
    made = downloads.made()
    wanted = [f"{what} (PDF)" for what, name in downloads.of_page(entry.docname) if name in made]
    if os.environ.get("CI"):  # which makes all PDFs before the site
        assert len(wanted) == (3 if entry.docname in CHAPTERS else 1)
    assert [label for label in links if "PDF" in label] == wanted
    assert "Source (.md)" in links
    for href in links.values():
        assert (site / f"{entry.docname}.html").parent.joinpath(href).is_file(), href


@pytest.mark.parametrize("docname", sorted(CHAPTERS))
def test_a_handout_is_that_of_its_page(docname: str, site: Path):
    for label, href in menu(site, docname).items():
        if label.startswith("Handout"):
            words = text((site / f"{docname}.html").parent / href)
            assert title_of(site, docname).replace("’", "'") in words.replace("’", "'"), label
            assert f"{docname}.html" in words


def test_the_front_page_offers_the_whole_book(site: Path):
    links = [link["href"] for link in parsed(site / "index.html").select(".hero a[href$='.pdf']")]
    assert links == [name for name in [downloads.BOOK] if name in downloads.made()]
    for href in links:
        assert "Differentiable Programming" in text(site / href)
