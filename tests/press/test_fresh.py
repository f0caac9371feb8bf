"""What counts as changed: whole files and folders, their names and what is in them."""

import pytest
from press import fresh


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "folder"
    made.mkdir()
    (made / "a.txt").write_text("one")
    return made


CHANGES = {
    "a file is edited": lambda folder: (folder / "a.txt").write_text("two"),
    "a file is renamed": lambda folder: (folder / "a.txt").rename(folder / "b.txt"),
    "a file is new": lambda folder: (folder / "b.txt").write_text(""),
    "a file below is new": lambda folder: (folder / "c").mkdir() or (folder / "c/d").touch(),
    "a file is gone": lambda folder: (folder / "a.txt").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_a_folder_changes_its_digest(folder, change):
    before = fresh.digest(folder)
    CHANGES[change](folder)
    assert fresh.digest(folder) != before


def test_what_programs_leave_beside_the_files_does_not(folder):
    before = fresh.digest(folder)
    for name in ("__pycache__", "x.egg-info", ".ipynb_checkpoints", ".ruff_cache", ".pytest_cache"):
        (folder / name).mkdir()
        (folder / name / "made").write_text("made")
    assert fresh.digest(folder) == before


def test_the_coming_of_a_file_is_a_change(tmp_path):
    before = fresh.digest(tmp_path / "later")
    (tmp_path / "later").write_text("")
    assert fresh.digest(tmp_path / "later") != before


def test_parts_are_told_apart():
    assert fresh.digest("ab", "c") != fresh.digest("a", "bc")
    assert fresh.digest(["a", "b"]) != fresh.digest("a", "b")


def test_a_thing_is_fresh_when_it_is_there_and_made_of_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(fresh, "RECORDS", tmp_path / "fresh")
    made = tmp_path / "made"
    assert not fresh.is_fresh("thing", "one")
    fresh.note("thing", "one")
    assert fresh.is_fresh("thing", "one")
    assert not fresh.is_fresh("thing", "two")
    assert not fresh.is_fresh("thing", "one", [made])
    made.touch()
    assert fresh.is_fresh("thing", "one", [made])
