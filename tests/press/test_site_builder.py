"""What goes wrong in a build: a sentence for what can be mended, a traceback for our faults."""

import re
from pathlib import Path

import pytest
import sphinx.application
from press.errors import PressError
from press.site import builder
from pybtex.database import parse_file
from pybtex.exceptions import PybtexError
from sphinx.errors import ConfigError, ExtensionError, SphinxError


def _handler(cause: Exception) -> SphinxError:
    """What Sphinx raises when it calls something that raises."""
    error = ExtensionError("Handler <function adapt> threw an exception", cause, "press.site")
    error.__cause__ = cause
    return error


@pytest.fixture
def building(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def run(error: SphinxError) -> None:
        def fails(**_: object) -> None:
            raise error

        monkeypatch.setattr(sphinx.application, "Sphinx", fails)
        builder.build("html", tmp_path / "html", tmp_path / "doctrees")

    return run


@pytest.mark.parametrize("fault", [AttributeError("no split"), TypeError("two"), KeyError("x")])
def test_a_fault_of_the_press_keeps_its_traceback(building, fault):
    with pytest.raises(ExtensionError) as raised:
        building(_handler(fault))
    assert raised.value.__cause__ is fault


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (_handler(PressError("one.md: mend this")), "one.md: mend this"),
        (_handler(OSError(28, "No space left on device")), "No space left"),
        (ConfigError("no such theme"), "^no such theme$"),
    ],
)
def test_what_can_be_mended_is_a_sentence(building, error, words):
    with pytest.raises(PressError, match=words):
        building(error)


def test_a_list_of_works_that_is_not_closed_is_named(building, tmp_path):
    file = tmp_path / "works.bib"
    file.write_text("@misc{a, year = 2001\n\n@misc{b, year = 2002}\n")
    with pytest.raises(PybtexError) as read:
        parse_file(file)
    with pytest.raises(PressError, match=rf"^{re.escape(str(file))}: syntax error in line 3"):
        building(_handler(read.value))
