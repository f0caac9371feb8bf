"""The settings of marking are the book's, in every course, with the lecturer's own on top."""

import sys
from pathlib import Path

import pytest
from press import paths
from press.errors import PressError
from press.marking import config, config_file, course, mark
from press.marking.run import Mark
from traitlets.config.loader import PyFileConfigLoader

BEFORE = Path(__file__).with_name("data") / "nbgrader_config_before.txt"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A course folder in which nbgrader would read its settings."""
    (tmp_path / "seed.txt").write_text("0123456789abcdef\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv("PATH", "/usr/bin")
    return tmp_path


def settings(folder):
    return PyFileConfigLoader(config_file.NAME, str(folder)).load_config()


def before(code="/some where/code"):
    """What an earlier version wrote into a course folder, all settings in it."""
    return BEFORE.read_text().format(code=code)


def test_a_new_course_has_the_books_settings(folder):
    config_file.write(folder)
    read = settings(folder)
    assert (read.Mark.timeout, read.Mark.budget) == (30, 300)
    assert Mark in read.Autograde.autograde_preprocessors
    assert read.Mark.secret == "0123456789abcdef"


@pytest.mark.parametrize("start", ["", before()], ids=["new", "of an earlier version"])
def test_a_change_of_a_limit_reaches_a_course_that_has_begun(folder, start, monkeypatch):
    if start:
        (folder / config_file.NAME).write_text(start)
    config_file.write(folder)
    monkeypatch.setattr(config, "CELL_SECONDS", 7)
    monkeypatch.setattr(config, "NOTEBOOK_SECONDS", 70)
    read = settings(folder)
    assert (read.Mark.timeout, read.Mark.budget) == (7, 70)


def test_a_lecturers_own_settings_stay_and_win(folder, capsys):
    config_file.write(folder)
    file = folder / config_file.NAME
    file.write_text(own := file.read_text() + "c.Mark.timeout = 60\n")
    config_file.write(folder)
    assert file.read_text() == own
    assert settings(folder).Mark.timeout == 60
    assert capsys.readouterr().out == ""


def test_a_file_of_an_earlier_version_that_was_changed_stays_and_still_marks(folder, capsys):
    file = folder / config_file.NAME
    file.write_text(own := before(str(paths.CODE)).replace("timeout = 30", "timeout = 45"))
    config_file.write(folder)
    assert file.read_text() == own
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert f"{file} was written by an earlier version and changed by you" in said
    read = settings(folder)
    assert read.Mark.timeout == 45
    assert Mark in read.Autograde.autograde_preprocessors


def test_a_course_finds_a_book_that_has_moved(folder):
    moved = config_file.TEXT.format(code="/where/it/was")
    (folder / config_file.NAME).write_text(moved)
    config_file.write(folder)
    assert str(paths.CODE) in (folder / config_file.NAME).read_text()


def test_making_a_course_looks_after_the_file(folder):
    (folder / config_file.NAME).write_text(before())
    course.make(folder, {}, folder)
    assert config_file.MODULE in (folder / config_file.NAME).read_text()


def test_marking_looks_after_the_file(folder, monkeypatch):
    (folder / config_file.NAME).write_text(before())
    for place in ("release/lab1", "submitted/Ada/lab1"):
        (folder / place).mkdir(parents=True)
    monkeypatch.setenv("COURSE", str(folder))
    monkeypatch.setenv("LAB", "lab1")
    monkeypatch.setattr(mark.sandbox, "describe", lambda: "none")
    monkeypatch.setattr(mark, "forget_what_changed", _seen_enough)
    with pytest.raises(PressError, match="seen enough"):
        mark.mark()
    assert config_file.MODULE in (folder / config_file.NAME).read_text()


def _seen_enough(*_):
    raise PressError("seen enough")


def test_with_settings_that_cannot_be_read_nothing_runs(folder):
    """nbgrader alone would go on without them, and run students' code in no sandbox."""
    config_file.write(folder)
    file = folder / config_file.NAME
    file.write_text(file.read_text() + "c.Mark.timeout = sixty\n")
    with pytest.raises(PressError, match="'sixty' is not defined"):
        course.nbgrader(folder, "export")
