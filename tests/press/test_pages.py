"""Pages, their table of contents, their keys and what is kept of them: without running any."""

import pytest
from nbformat import v4
from press import paths, texts
from press.errors import PressError
from press.pages import key, modules, page, results, store, toc

CONTENTS = """\
format: jb-book
root: index
parts:
  - caption: First
    numbered: true
    chapters:
      - file: a
        sections:
          - file: b
            sections:
              - file: c
          - file: d
      - file: e
  - caption: Second
    chapters:
      - file: f
"""


def test_sections_of_the_contents_are_pages_in_their_order(tmp_path):
    (tmp_path / "_toc.yml").write_text(CONTENTS)
    for name in ("index", *"abcdef"):
        (tmp_path / f"{name}.md").write_text("# T\n")
    found = toc.entries(tmp_path / "_toc.yml", tmp_path)
    assert [entry.docname for entry in found] == ["index", *"abcdef"]
    assert [entry.part for entry in found] == ["", *["First"] * 5, "Second"]
    assert [entry.numbered for entry in found] == [False, *[True] * 5, False]


def identity(key: str, *code: str) -> dict:
    """What a page is known by when its outputs are kept."""
    return {"key": key, "code": list(code), "text": ""}


def test_a_page_is_not_parsed_again_while_its_text_is_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "EXECUTED", tmp_path)
    source = tmp_path / "one.md"
    source.write_text("# T\n\n```{code-cell}\nx = 1\n```\n")
    store.save("one", v4.new_notebook(), store.identity(source), 1.0)
    assert not store.must_run("one", source)
    with monkeypatch.context() as patch:
        patch.setattr(page, "parse", None)
        assert store.code_of("one", source) == ["x = 1"]
    source.write_text("# T\n\nProse.\n\n```{code-cell}\nx = 1\n```\n")
    assert not store.must_run("one", source)
    with monkeypatch.context() as patch:  # nor is other prose, but for the first time
        patch.setattr(page, "parse", None)
        assert not store.must_run("one", source)
    source.write_text("# T\n\n```{code-cell}\nx = 2\n```\n")
    assert store.code_of("one", source) == ["x = 2"]
    assert store.must_run("one", source)
    source.write_text("# T\n\nx = 2\n")
    assert not store.must_run("one", source)


def test_code_that_stands_in_another_file_is_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "EXECUTED", tmp_path)
    source, other = tmp_path / "one.md", tmp_path / "other.py"
    other.write_text("x = 1\n")
    source.write_text("# T\n\n```{code-cell}\n:load: other.py\n```\n")
    store.save("one", v4.new_notebook(), store.identity(source), 1.0)
    assert not store.must_run("one", source)
    other.write_text("x = 2\n")
    page._parse.cache_clear()
    assert store.must_run("one", source)


def test_a_record_that_knows_less_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "EXECUTED", tmp_path)
    store.save("one", v4.new_notebook(), identity("key"), 1.0)
    assert store.record("one")
    store.path("one").with_suffix(".json").write_text('{"key": "key", "seconds": 1.0}')
    assert store.record("one") is None
    assert results.of("one") is None


def test_only_lines_that_open_with_a_tick_are_checks(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "EXECUTED", tmp_path)
    outputs = [v4.new_output("stream", text="✓ one\nno ✓ here\n✓ two\n")]
    ran = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=outputs), v4.new_code_cell("y")])
    assert results.of("part/one") is None
    store.save("part/one", ran, identity("key", "x", "y"), 1.5)
    assert results.of("part/one") == results.Result(cells=2, checks=2, seconds=1.5)


def test_the_key_depends_on_the_code_and_on_the_python_that_runs_it(monkeypatch):
    before = key.page_key(["x = 1"])
    assert key.page_key(["x = 1"]) == before
    assert key.page_key(["x = 2"]) != before
    monkeypatch.setattr(key.platform, "python_version", lambda: "3.99.0")
    assert key.page_key(["x = 1"]) != before


def test_a_page_that_an_editor_has_marked_and_windows_has_ended_is_read(tmp_path):
    file = tmp_path / "page.md"
    file.write_bytes("\ufeff# T\r\n\r\ntext\r\n".encode())
    assert texts.read(file) == "# T\n\ntext\n"


def test_a_page_that_is_not_utf_8_is_told_with_its_line(tmp_path):
    file = tmp_path / "page.md"
    file.write_bytes("# T\n\nschön\n".encode("latin-1"))
    with pytest.raises(PressError, match=r"page\.md:3: this is not UTF-8"):
        texts.read(file)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("---\na: 1\n", "has no end"),
        ("---\na: [1\n---\n", "is not YAML"),
        ("---\njust words\n---\n", "holds no settings"),
    ],
)
def test_faulty_front_matter_is_told(text, why):
    with pytest.raises(PressError, match=why):
        page.front_matter(text, "p.md")


def test_front_matter_is_read_and_a_page_may_do_without():
    assert page.front_matter("---\nreading: X\n---\n# T\n") == {"reading": "X"}
    assert page.front_matter("# T\n\n---\n") == {}


def test_what_was_not_kept_as_a_whole_is_not_there(tmp_path, monkeypatch):
    """An interrupted write leaves no record, so the page runs again."""
    monkeypatch.setattr(paths, "EXECUTED", tmp_path)
    store.save("one", v4.new_notebook(), identity("old key"), 1.0)
    assert store.record("one")["key"] == "old key"

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.save("one", v4.new_notebook(), identity("new key"), 1.0)
    assert store.record("one") is None


def test_outputs_of_another_form_of_the_page_do_not_count(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "EXECUTED", tmp_path)
    store.save("one", v4.new_notebook(), identity(key.page_key([])), 1.0)
    assert store.is_fresh("one", [])
    assert not store.is_fresh("one", ["x = 1"])


def test_what_a_record_says_of_files_holds_for_the_package_of_then(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "EXECUTED", tmp_path)
    source = tmp_path / "page.md"
    source.write_text("# T\n\n```{code-cell}\nimport diffprog.optim\n```\n")
    store.save("one", v4.new_notebook(), store.identity(source), 1.0)
    code = store.code_of("one", source)
    monkeypatch.setattr(modules, "files", lambda code: [])
    assert store.is_fresh("one", code)
    monkeypatch.setattr(modules, "listing", lambda: "a module more")
    assert not store.is_fresh("one", code)
