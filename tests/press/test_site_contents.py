"""The contents and the settings: every form that is allowed, and a clear line for what is not."""

from pathlib import Path

import pytest
from press import address, paths, settings
from press.errors import PressError
from press.pages import toc

JB = "format: jb-book\nroot: index\n"


@pytest.fixture
def names(tmp_path: Path):
    """The pages that a table of contents lists: name, part, whether numbered."""
    for name in ("index", "a", "b", "part/c", "part/d", "part/deep/e"):
        file = tmp_path / f"book/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# T\n")

    def read(text: str) -> list[tuple[str, str, bool]]:
        file = tmp_path / "_toc.yml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        found = toc.entries(file, tmp_path / "book")
        return [(entry.docname, entry.part, entry.numbered) for entry in found]

    return read


ROOT = ("index", "", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{JB}chapters:\n- file: a\n- file: b\n", [("a", "", False), ("b", "", False)]),
        (f"{JB}options: {{numbered: true}}\nchapters:\n- file: a\n", [("a", "", True)]),
        (
            f"{JB}parts:\n- caption: P\n  numbered: true\n  chapters:\n"
            "  - file: a\n    sections:\n    - file: part/c\n      sections:\n"
            "      - file: part/deep/e\n  - file: b\n- caption: Q\n  chapters:\n  - file: part/d\n",
            [
                ("a", "P", True),
                ("part/c", "P", True),
                ("part/deep/e", "P", True),
                ("b", "P", True),
                ("part/d", "Q", False),
            ],
        ),
        (
            "format: jb-article\nroot: index\nsections:\n- file: a\n  sections:\n  - file: b\n",
            [("a", "", False), ("b", "", False)],
        ),
        (
            "root: index\nsubtrees:\n- caption: P\n  entries:\n  - file: a\n    subtrees:\n"
            "    - numbered: 2\n      entries:\n      - file: b\n  - file: part/c\n",
            [("a", "P", False), ("b", "P", True), ("part/c", "P", False)],
        ),
        ("defaults: {numbered: true}\nroot: index\nentries:\n- file: a\n", [("a", "", True)]),
        (f"{JB}chapters:\n- file: a.md\n", [("a", "", False)]),
        (f"{JB}chapters:\n- url: https://a.org\n  title: T\n- file: a\n", [("a", "", False)]),
        (
            f"{JB}parts:\n- caption: P\n  chapters:\n  - file: part/d\n"
            "- caption: Q\n  chapters:\n  - glob: part/*\n",
            [("part/d", "P", False), ("part/c", "Q", False)],
        ),
        (JB, []),
    ],
    ids=[
        *("chapters", "options", "sections", "article", "subtrees", "defaults"),
        *("suffix", "url", "glob", "root alone"),
    ],
)
def test_each_form_of_the_contents_is_read(names, text, expected):
    assert names(text) == [ROOT, *expected]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("format: jb-book\nchapters:\n- file: a\n", "'root' key not found"),
        ("- file: a\n", "toc is not a mapping"),
        ("", "toc is not a mapping"),
        (f"{JB}chapters:\n- file: a\n- file: a\n", "document file used multiple times: 'a'"),
        (f"{JB}chapters:\n- a\n", "entry not a mapping"),
        (f"{JB}parts:\n- file: a\n", "entry not a mapping containing 'chapters'"),
        (f"{JB}chapters:\n- file: nowhere\n", r"lists 'nowhere', but .*nowhere\.md does not exist"),
        (f"{JB}chapters: [\n", r"_toc\.yml:4: this is not YAML"),
        (b"root: index\ncaption: \xfc\n", r"_toc\.yml:2: this is not UTF-8"),
    ],
)
def test_contents_that_cannot_be_read_are_named(names, text, why):
    with pytest.raises(PressError, match=why) as raised:
        names(text)
    assert "\n" not in str(raised.value)


def test_a_missing_file_of_settings_is_named(tmp_path):
    with pytest.raises(PressError, match=r"_config\.yml is missing"):
        settings.read(tmp_path / "_config.yml")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no settings stand in it"),
        ("- title\n", "no settings stand in it"),
        ("title: [\n", "_config.yml:2: this is not YAML"),
        ("title: T\nrepository: here\n", "`repository:` stands for settings, but is 'here'"),
        ("author: A\n", "the line `title: ...` is missing"),
        ("title: T\nrepository: {url: git@github.com:me/book}\n", "'git@github.com:me/book'"),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path, monkeypatch, text, why):
    file = tmp_path / "_config.yml"
    file.write_text(text)
    monkeypatch.setattr(paths, "CONFIG", file)
    address._config.cache_clear()
    address.repository.cache_clear()
    try:
        with pytest.raises(PressError) as raised:
            address.title(), address.repository()
    finally:
        address._config.cache_clear()
        address.repository.cache_clear()
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)
