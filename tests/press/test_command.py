"""`python -m press`: what can be mended is said in a line, and the exit status tells."""

import pytest
from press import __main__ as command
from press import guards
from press.errors import PressError


def _raise(error):
    raise error


@pytest.mark.parametrize(
    ("outcome", "status", "said"),
    [
        (lambda: 0, 0, ""),
        (lambda: 3, 3, ""),
        (lambda: _raise(PressError("mend this")), 1, "press: mend this\n"),
        (lambda: _raise(KeyboardInterrupt()), 130, "press: interrupted"),
    ],
    ids=["good", "bad", "error", "interrupted"],
)
def test_the_status_is_the_commands(monkeypatch, capsys, outcome, status, said):
    monkeypatch.setattr(guards, "check", outcome)
    assert command.main(["check"]) == status
    assert capsys.readouterr().err.startswith(said)


def test_a_fault_of_the_press_itself_is_not_hidden(monkeypatch):
    monkeypatch.setattr(guards, "check", lambda: _raise(ValueError("a fault")))
    with pytest.raises(ValueError, match="a fault"):
        command.main(["check"])
