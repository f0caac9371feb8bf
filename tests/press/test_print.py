"""Handouts and the book as PDFs, of a small book with all that a chapter has."""

import os
import re
import shutil
from pathlib import Path

import pytest
from press import address
from press.print import xelatex
from print_tools import (
    DATA,
    DATE,
    facts,
    headings,
    links,
    looked_at,
    need_tex,
    pages,
    pictures,
    read,
)
from small_book import SmallBook

SITE = "https://diffprog.github.io/book/part/"


@pytest.fixture(scope="module")
def printed(shared_book: SmallBook) -> SmallBook:
    need_tex()
    for name in ("first.md", "second.md"):
        shutil.copy(DATA / name, shared_book.root / "book" / "part" / name)
    shutil.copy(DATA / "references.bib", shared_book.root / "book")
    shared_book.contents("part/first", "part/second")
    path = counting(shared_book.root)
    for command in ("handouts", "pdf"):
        run = shared_book.press(command, **DATE, PATH=path)
        assert run.returncode == 0, run.stdout
    return shared_book


def counting(root: Path) -> str:
    """A PATH on which each run of XeLaTeX is noted in the file `runs`."""
    program = root / "bin" / "xelatex"
    program.parent.mkdir()
    program.write_text(f"""#!/bin/sh
echo "$@" >> '{root}/runs'
exec {shutil.which("xelatex")} "$@"
""")
    program.chmod(0o755)
    return f"{program.parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def build(printed):
    return printed.root / "_build"


def test_one_handout_for_each_chapter_in_both_sets(build):
    for folder in ("handouts", "handouts-student"):
        assert {pdf.name for pdf in (build / folder).iterdir()} == {"first.pdf", "second.pdf"}


def test_paper_is_a4(build):
    for pdf in build.glob("*/*.pdf"):
        assert "(A4)" in facts(pdf)["Page size"], pdf


def test_the_first_page_opens_with_its_title_block_and_the_text(build):
    first = " ".join(pages(build / "handouts/first.pdf")[0].split())
    for text in (
        "1 First chapter",
        "Chapters",
        "Wengert (1964), A simple automatic derivative evaluation program",
        f"{SITE}first.html",
        "2 January 2024",
        "An opening sentence",
    ):
        assert text in first


def test_no_page_is_blank_and_nothing_is_left_open(build):
    for pdf in build.glob("*/*.pdf"):
        for number, text in enumerate(pages(pdf), start=1):
            assert len(text.split()) > 1, f"{pdf}, page {number}"
            assert "??" not in text, f"{pdf}, page {number}"


def test_a_handout_has_no_contents_page(build):
    assert "Contents" not in read(build / "handouts/first.pdf")
    assert "Contents" in read(build / "pdf/book.pdf")


def test_numbers_are_those_of_the_site(build):
    text = " ".join(read(build / "handouts/second.pdf").split())
    assert "there are (1.1), Fig. 1.1, Theorem 1.1, Exercise 1.1, A section and" in text
    assert "Table 2.1 A table of the second chapter" in text
    solved = " ".join(read(build / "handouts/first.pdf").split())
    assert "with Fig. 1.2" in solved
    assert "Fig. 1.2 A secret figure" in solved
    for text in (solved, " ".join(read(build / "handouts-student/first.pdf").split())):
        assert "1.1 A section" in text
        assert "Theorem 1.1 (Of the first)" in text
        assert "Fig. 1.1 A figure of the first chapter" in text
        assert "Exercise 1.1 (A task)" in text
        # The equation before it stands in a solution.
        assert "The last sentence: (1.3)" in text
        assert re.search(r"= ?4 \(1\.3\)", text)


def test_a_listing_says_what_it_shows_and_where_that_is_kept(build):
    for pdf in build.glob("*/*.pdf"):
        if pdf.name == "second.pdf":
            continue
        text = " ".join(read(pdf).split())
        assert "Listing 1.1 SGD.update in code/diffprog/optim/rules.py" in text
        (link,) = (link for link in links(pdf) if "rules.py" in link)
        assert link.startswith(address.source_url("code/diffprog/optim/rules.py") + "#L")


def test_references_to_other_pages_lead_to_the_site(build):
    found = links(build / "handouts/second.pdf")
    assert f"{SITE}first.html" in found
    for anchor in ("equation-eq-first", "fig-first", "thm-first", "ex-first", "sec-first"):
        assert f"{SITE}first.html#{anchor}" in found
    # In the book they lead to its own pages; only folded code is on the site.
    assert [k for k in links(build / "pdf/book.pdf") if "first.html" in k] == [f"{SITE}first.html"]


def test_students_get_the_exercises_and_nothing_of_the_solutions(build):
    teacher, student = (
        read(build / folder / "first.pdf") for folder in ("handouts", "handouts-student")
    )
    assert "The text of the task." in student
    for text in ("A secret sentence", "secret_code", "A secret figure", "secret", "Pearlmutter"):
        assert text in teacher
        assert text not in student


def test_what_is_cited_is_listed(build):
    for name in ("handouts/first.pdf", "handouts-student/second.pdf", "pdf/book.pdf"):
        text = read(build / name)
        assert text.count("A simple automatic derivative evaluation program. ") == 1, name
    assert "References" in read(build / "handouts/first.pdf")
    book = read(build / "pdf/book.pdf")
    assert "References" not in book
    assert book.count("Bibliography") >= 2  # in the contents, and above the works
    assert re.search(r"^ *index entry, \d", book, re.MULTILINE)


def test_mathematics_in_a_title_is_set(build):
    for source in (build / ".staging/print").glob("*/*.tex"):
        text = source.read_text(encoding="utf-8")
        assert r"\$" not in text
        formula = re.search(r"Hessian in (\\pressopen\{\d+\})?\\\(O\(n\^2\)\\\)", text)
        assert formula or "Pearlmutter" not in text
    assert "$" not in read(build / "handouts/first.pdf").partition("References")[2]


def test_the_contents_have_room_for_the_numbers_of_a_thousand_pages(build, tmp_path):
    """A line that is too wide is a complaint, with which no PDF is made."""
    folder = shutil.copytree(build / ".staging/print/book", tmp_path / "book")
    source, start = folder / "book.tex", r"\pagestyle{normal}"
    text = source.read_text(encoding="utf-8")
    assert text.count(start) == 1
    source.write_text(text.replace(start, start + r"\setcounter{page}{1200}"), encoding="utf-8")
    target = tmp_path / "thousand.pdf"
    assert xelatex.make([xelatex.Job(source, target, 0)])
    assert re.search(r" 120\d$", read(target), re.MULTILINE)


def test_figures_are_drawn_with_lines_in_their_colours(build):
    for pdf in build.glob("*/*.pdf"):
        assert not pictures(pdf), pdf
    for page in (1, 2):
        colours = {c for _, c in looked_at(build / "handouts/first.pdf", page).getcolors(1 << 20)}
        if (0x00, 0x72, 0xB2) in colours:  # the first line of every figure
            return
    raise AssertionError("no page shows a line of a figure")


def test_every_link_within_a_document_leads_somewhere(build):
    name = r"\{(\\detokenize\{[^}]*\}|[^{}]*)\}"
    for source in (build / ".staging/print").glob("*/*.tex"):
        text = source.read_text(encoding="utf-8")
        works = {f"cite.{work}" for work in re.findall(r"\\bibitem\[[^]]*\]\{([^}]*)\}", text)}
        places = set(re.findall(rf"\\(?:pressanchor|hypertarget){name}", text)) | works
        aims = set(re.findall(rf"\\hyperlink{name}", text))
        assert aims, source
        assert aims <= places, source


def test_headings_are_listed_beside_the_pages(build):
    assert headings(build / "handouts/first.pdf") == ["A section", "Exercises", "References"]
    assert "First chapter" in " ".join(headings(build / "pdf/book.pdf"))


def test_a_handout_takes_one_run_of_xelatex(printed):
    runs = (printed.root / "runs").read_text().splitlines()
    names = [Path(run.split()[-1].strip('"')).name for run in runs]
    for name in ("first.tex", "first_student.tex", "second.tex", "second_student.tex"):
        assert names.count(name) == 1, runs
    assert names.count("book.tex") > 1  # its contents are read from a file


def test_folded_code_is_left_out_and_its_figure_is_not(build):
    text = read(build / "handouts/first.pdf")
    assert "plot.use_style()" in text
    assert "import matplotlib" not in text


def test_a_fold_without_a_figure_leaves_a_line_that_says_where_its_code_is(build):
    """A sentence that speaks of a folded cell pointed at nothing."""
    for name in ("handouts/first.pdf", "handouts-student/first.pdf", "pdf/book.pdf"):
        text = " ".join(read(build / name).split())
        assert "has a function. Folded code, on the site: folded_away" in text
        assert text.count("Folded code") == 1  # that of the figure is not spoken of
        assert "in the fold" not in text
        assert f"{SITE}first.html" in links(build / name)


def test_lines_of_checks_are_folded_as_on_the_site(build):
    for name in ("handouts/first.pdf", "pdf/book.pdf"):
        text = read(build / name)
        assert "✓ 2 checks hold, worst 1e-9" in text
        assert "✓ left" not in text


def test_letters_beyond_the_alphabet_are_printed(build):
    assert "✓ ε → 0, σ², ∂f/∂x, ∇f, 3 × 10⁻⁵, ẋ" in read(build / "handouts/first.pdf")
    assert "ℝ, ẋ and ✓" in read(build / "handouts/second.pdf")


def test_a_second_run_makes_nothing(printed):
    for command, text in (("handouts", "handouts: up to date"), ("pdf", "book: up to date")):
        run = printed.press(command, **DATE)
        assert run.returncode == 0
        assert text in run.stdout
        assert "…" not in run.stdout


@pytest.fixture
def edited(printed):
    """Change a page of the book for one test; returns the page's path and its text."""
    kept = {}

    def edit(name: str, old: str, new: str) -> None:
        page = printed.root / "book/part" / name
        text = kept.setdefault(page, page.read_text())
        assert old in text
        page.write_text(page.read_text().replace(old, new))

    yield edit
    for page, text in kept.items():
        page.write_text(text)


def latex(build) -> dict:
    """When each LaTeX file of a handout was written."""
    files = (build / ".staging/print/handouts").glob("*.tex")
    return {file.stem: file.stat().st_mtime_ns for file in files}


def test_a_sentence_makes_the_two_handouts_of_its_page_alone(printed, build, edited):
    before = latex(build)
    assert set(before) == {"first", "first_student", "second", "second_student"}
    edited("first.md", "The last sentence", "The very last sentence")
    run = printed.press("handouts", **DATE)
    assert run.returncode == 0, run.stdout
    assert "print: 2 of 4 PDFs to make" in run.stdout
    after = latex(build)
    assert {name for name in after if after[name] != before[name]} == {"first", "first_student"}
    for folder in ("handouts", "handouts-student"):
        assert "The very last sentence" in read(build / folder / "first.pdf")


def test_a_number_that_moves_is_printed_on_every_page_that_names_it(printed, build, edited):
    edited("first.md", "(sec-first)=", "$$ 1 = 1 $$ (eq-new)\n\n(sec-first)=")
    edited("first.md", "$$ a^2 + b^2 = c^2 $$ (eq-first)\n", "")
    edited("first.md", "## Exercises", "$$ a^2 + b^2 = c^2 $$ (eq-first)\n\n## Exercises")
    run = printed.press("handouts", **DATE)
    assert run.returncode == 0, run.stdout
    assert "print: 4 of 4 PDFs to make" in run.stdout
    assert "there are (1.2), Fig. 1.1" in " ".join(read(build / "handouts/second.pdf").split())


def test_a_package_edited_without_effect_makes_no_pdf(printed):
    printed.press("handouts", **DATE)  # of the pages as they stand again
    module = printed.root / "code/diffprog/plot/style.py"
    module.write_text(module.read_text() + "# a comment\n")
    run = printed.press("handouts", **DATE)
    assert run.returncode == 0, run.stdout
    assert "✓ part/first" in run.stdout  # the page has run again
    assert "print: 0 of 4 PDFs to make" in run.stdout


def test_a_figure_that_paper_cannot_show_is_an_error(printed, edited):
    cell = "ax.plot([0, 1]);"
    edited("first.md", cell, 'ax.pcolormesh([[0, 1], [1, 0]], shading="gouraud");')
    run = printed.press("handouts", **DATE)
    assert run.returncode == 1
    assert "cannot be printed: it has filters" in run.stdout
    assert "PDFs to make" not in run.stdout
    # The next run says so again, for the page is not taken for written.
    assert "cannot be printed" in printed.press("handouts", **DATE).stdout


def test_what_latex_complains_about_is_an_error(printed, build):
    """Last, for it spoils a page; the good PDFs stay, and other pages are not made again."""
    page = printed.root / "book/part/second.md"
    planted = "$\\rule{600pt}{1pt}$ \\ref{nowhere} 𓀀"
    page.write_text(
        page.read_text().replace(
            "## References", f"```{{raw}} latex\n{planted}\n```\n\n## References"
        )
    )
    before = (build / "handouts/second.pdf").read_bytes()
    run = printed.press("handouts", **DATE)
    assert run.returncode == 1
    assert "print: 2 of 4 PDFs to make" in run.stdout
    assert "second.tex: reference to 'nowhere' leads nowhere" in run.stdout
    assert "second.tex: no letter for 𓀀" in run.stdout
    assert re.search(r"second\.tex: a line is \d+\.\d+ pt too wide", run.stdout)
    assert (build / "handouts/second.pdf").read_bytes() == before
