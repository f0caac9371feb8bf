"""Pages printed by the browser: all of the text, whole, and nothing else."""

import re
import subprocess
from pathlib import Path

import pytest
from browsing import MATHEMATICS, Opened, parsed, title_of
from bs4 import Tag
from measuring import PAPER, WIDE
from press.pages import toc

CHAPTER = next(entry.docname for entry in toc.entries() if entry.numbered)
LABS = [entry.docname for entry in toc.entries() if toc.is_lab(entry.docname)]
PRINTED = [CHAPTER, *LABS[:1], "setup"]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module", params=PRINTED)
def printed(request, context, site: Path, tmp_path_factory) -> tuple[str, list[str]]:
    """A page, and the text of each of the pages of paper that it fills."""
    page = context.new_page()
    page.goto((site / f"{request.param}.html").as_uri())
    page.evaluate(MATHEMATICS)
    pdf = tmp_path_factory.mktemp("printed") / "page.pdf"
    page.pdf(path=pdf, format="A4", prefer_css_page_size=True)
    page.close()
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return request.param, text.split("\f")[:-1]


def article(site: Path, docname: str) -> Tag:
    return parsed(site / f"{docname}.html").select_one(".bd-article")


def test_it_opens_with_its_title(printed, site: Path):
    docname, pages = printed
    first = next(line for line in pages[0].splitlines() if line.strip())
    assert squeezed(title_of(site, docname)) in squeezed(first)


def test_listings_are_whole(printed, site: Path):
    docname, pages = printed
    text = squeezed("".join(re.sub(r"\n *\d+ *\n*$", "\n", page) for page in pages))
    blocks = [pre for pre in article(site, docname).select("pre") if not pre.find_parent("details")]
    assert blocks
    for block in blocks:
        for line in block.get_text().splitlines():
            assert squeezed(line) in text, line


def test_solutions_are_open_and_folded_code_is_left_out(printed, site: Path):
    docname, pages = printed
    text = squeezed("".join(pages))
    for solution in article(site, docname).select(".solution"):
        words = [p for p in solution.select("p:not(.admonition-title)") if not p.find("span")]
        for paragraph in words:
            for sentence in paragraph.get_text().split(". "):
                assert squeezed(sentence)[:40] in text
    assert "Showcode" not in text
    assert "Clicktoshow" not in text


def test_nothing_for_the_screen_is_printed(printed):
    _, pages = printed
    text = " ".join("".join(pages).split())
    for words in (
        "Edit this page",
        "Report a mistake",
        "Ctrl",
        "previous",
        "next page",
        "Contents",
    ):
        assert words not in text, words


def test_no_page_ends_with_a_heading(printed, site: Path):
    docname, pages = printed
    headings = article(site, docname).select("h2, h3, h4")
    titles = {squeezed(heading.get_text()).rstrip("#") for heading in headings}
    for page in pages[:-1]:
        lines = [line for line in page.splitlines() if line.strip()]
        assert squeezed(lines[-2]) not in titles  # the last one is the number of the page


def test_an_address_follows_a_link_that_leaves_the_book_and_no_other(printed, site: Path):
    docname, pages = printed
    text = squeezed("".join(pages))
    links = [
        link for link in article(site, docname).select("p > a.external") if not link.find("code")
    ]
    for link in links:
        shown = f"({link['href']})" in text
        assert shown == ("doi.org" not in link["href"]), link["href"]
    assert "(file:" not in text


def test_a_line_longer_than_the_paper_is_wrapped(blank: Opened, site: Path):
    blank.page.set_viewport_size(PAPER)
    blank.page.emulate_media(media="print")
    blank.page.goto((site / "setup.html").as_uri())
    blank.page.evaluate(
        """() => document.querySelector(".bd-article pre").textContent =
             "word ".repeat(60) + "x".repeat(300)"""
    )
    assert blank.page.evaluate(WIDE) == []
