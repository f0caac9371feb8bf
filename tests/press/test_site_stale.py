"""The site follows what files contain, whatever their dates say, and in any folder."""

import os
from pathlib import Path

import pytest
from press import __main__ as command
from press import fresh
from press.site import html
from small_book import FRONT, SmallBook

LONG_AGO = 1_000_000_000  # seconds since 1970: older than anything a build has written
BIB = '@book{{one, author = "A. Author", title = {{{title}}}, publisher = "P", year = 2001}}\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 9"/>\n'
MAP = """- part: First
  when: Week 1
  text: What it is.
  pages:
    - {{file: part/one, title: One, text: O}}
    - {{file: part/two, title: Two, text: T}}
    - {{file: part/later, title: {title}, text: L}}
"""


def old(path: Path, text: str) -> None:
    """Put a file of another day in the place of this one."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    book = shared_book
    book.write("references.bib", BIB.format(title="Before"))
    book.write("_static/own.css", "p { margin: 1px }")
    book.write("part/included.txt", "Included before.")
    book.write("part/drawn.svg", SVG.format(width=1))
    book.write("map.yml", MAP.format(title="Later before"))
    book.write("index.md", f"{FRONT}# Book\n\n```{{course-map}} map.yml\n```\n")
    book.write(
        "part/two.md",
        "# Two\n\n```{include} included.txt\n```\n\n![Drawn.](drawn.svg)\n\n"
        "See {cite:t}`one`.\n\n```{bibliography}\n```\n",
    )
    (book.root / "_build/handouts").mkdir(parents=True)
    (book.root / "_build/handouts/one.pdf").write_text("%PDF before")
    run = book.press("html")
    assert run.returncode == 0, run.stdout
    return book


def test_files_with_older_dates_are_seen(built):
    pages = built.root / "book"
    old(pages / "references.bib", BIB.format(title="After"))
    old(pages / "_static/own.css", "p { margin: 2px }")
    old(pages / "part/included.txt", "Included after.")
    old(pages / "part/drawn.svg", SVG.format(width=2))
    old(pages / "map.yml", MAP.format(title="Later after"))
    old(pages / "part/one.md", (pages / "part/one.md").read_text().replace("Prose.", "After."))
    old(built.root / "_build/handouts/one.pdf", "%PDF after")
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    site = built.root / "_build/html"
    assert "After." in built.html("part/one")
    assert "Included after." in built.html("part/two")
    assert "<em>After</em>" in built.html("part/two")
    assert "Later after" in built.html("index")
    assert "2px" in (site / "_static/own.css").read_text()
    assert 'viewBox="0 0 2 9"' in (site / "_images/drawn.svg").read_text()
    assert (site / "handouts/one.pdf").read_text() == "%PDF after"


def test_labels_may_move_to_an_earlier_page(built):
    moved = (
        "\n## Moved\n\n(sec-moved)=\n### Section\n\n"
        ":::{exercise-start}\n:label: ex-moved\n:::\n\nAsked.\n\n:::{exercise-end}\n:::\n"
    )
    one, two = (built.root / "book/part" / f"{name}.md" for name in ("one", "two"))
    before, after = one.read_text(encoding="utf-8"), two.read_text(encoding="utf-8")
    two.write_text(after + moved, encoding="utf-8")
    assert built.press("html").returncode == 0
    one.write_text(before + moved, encoding="utf-8")
    two.write_text(after + "\nChanged.\n", encoding="utf-8")
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    assert 'id="ex-moved"' in built.html("part/one")
    assert "Asked." in built.html("part/one")
    assert "ex-moved" not in built.html("part/two")


def test_a_page_with_a_mark_before_its_first_line_runs(built):
    text = f"{FRONT}# One\n\n```{{code-cell}}\nprint(40 + 2)\n```\n"
    built.write("part/one.md", "\ufeff" + text.replace("---\n", "---  \n", 1))
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    assert "✓ part/one" in run.stdout
    assert "<span></span>42\n" in built.html("part/one")
    data = (built.root / "_build/html/search-data.js").read_text(encoding="utf-8")
    assert "Included after." in data, "a page that was not written again is still found"
    assert "After." not in data, "what has left a page is found no more"


@pytest.mark.parametrize("name", ["a[b]c", "100%", "what?", "#x", "zwölf pages", "a'b\"c", "$HOME"])
def test_a_built_book_can_be_built_in_a_folder_of_any_name(built, tmp_path, name):
    book = built.copy_to(tmp_path / name)
    book.write("part/zwei und drei.md", "# Another\n\nSee {doc}`one`.\n")
    book.write("map.yml", MAP.format(title="T").replace("part/later", "part/zwei und drei"))
    book.contents("part/one", "part/two", "part/zwei und drei")
    run = book.press("html")
    assert run.returncode == 0, run.stdout
    assert "✓" not in run.stdout
    assert 'href="part/zwei%20und%20drei.html"' in book.html("index")
    assert "cell_output" in book.html("part/one")


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("_config.yml", "title: [\n", "_config.yml:2: this is not YAML"),
        ("_config.yml", None, "_config.yml is missing"),
        ("_config.yml", "title: 3\n", "_config.yml: repository.url is ''"),
        ("_toc.yml", "root: [\n", "_toc.yml:2: this is not YAML"),
        ("_toc.yml", None, "_toc.yml is missing"),
        ("_toc.yml", "format: jb-book\nroot: nowhere\n", "_toc.yml lists 'nowhere'"),
        ("book/part/two.md", "# Zw\xf6lf\n", "part/two.md:1: this is not UTF-8"),
        ("book/map.yml", "- part: [\n", "map.yml:2: this is not YAML"),
        ("book/map.yml", "part: P\n", "map.yml: this is no map of a course"),
    ],
)
def test_a_faulty_file_is_named_in_one_line(built, file, text, why):
    path = built.root / file
    before = path.read_bytes()
    try:
        path.write_bytes(text.encode("latin-1")) if text else path.unlink()
        run = built.press("html")
    finally:
        path.write_bytes(before)
    assert run.returncode == 1
    assert "Traceback" not in run.stdout
    assert [line for line in run.stdout.splitlines() if why in line], run.stdout


def test_settings_that_jupyter_book_refuses_are_named(built):
    path = built.root / "_config.yml"
    before = path.read_text()
    try:
        path.write_text(before.replace('execute_notebooks: "off"', "execute_notebooks: never"))
        run = built.press("html")
    finally:
        path.write_text(before)
    assert run.returncode == 1
    assert "Traceback" not in run.stdout
    assert "_config.yml" in run.stdout
    assert "'never' is not one of" in run.stdout


def test_a_full_disk_is_one_line(monkeypatch, capsys):
    def full() -> int:
        raise OSError(28, "No space left on device", "/there")

    monkeypatch.setattr(html, "html", full)
    assert command.main(["html"]) == 1
    line = capsys.readouterr().err
    assert line.startswith("press: cannot write: No space left on device at /there: make room")
    assert line.count("\n") == 1


def test_other_errors_of_the_system_keep_their_traceback(monkeypatch):
    def gone() -> int:
        raise FileNotFoundError(2, "No such file", "/there")

    monkeypatch.setattr(html, "html", gone)
    with pytest.raises(FileNotFoundError):
        command.main(["html"])


def test_a_file_where_the_build_should_go_is_one_line(built, tmp_path):
    book = built.copy_to(tmp_path / "other")
    (book.root / "_build").rename(book.root / "away")
    (book.root / "_build").write_text("a file")
    run = book.press("html")
    assert run.returncode == 1
    assert "Traceback" not in run.stdout
    assert f"{book.root / '_build'}" in run.stdout


def test_a_record_may_be_named_within_another(tmp_path, monkeypatch):
    monkeypatch.setattr(fresh, "RECORDS", tmp_path)
    fresh.note("handouts/one", "1")
    fresh.note("handouts", "2")
    assert fresh.is_fresh("handouts/one", "1")
    assert fresh.is_fresh("handouts", "2")
    assert not fresh.is_fresh("handouts", "1")
