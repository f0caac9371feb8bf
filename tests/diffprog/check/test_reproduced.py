"""Published claims: a condition carries the verdict, and the table holds what was declared."""

import pytest
from diffprog.check import CheckFailed, reproduced, reproduces
from diffprog.check.reproduced import LEDGER, _noted

WORDS = {"source": "Known (2001)", "published": "1 %", "here": "2 %"}


@pytest.fixture(autouse=True)
def nothing_noted():
    _noted.clear()
    yield
    _noted.clear()


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("yes", "reproduces"),
        ("partly", "reproduces in part"),
        ("no", "does not reproduce"),
    ],
)
def test_a_verdict_that_stands_is_printed_and_noted(capsys, verdict, words):
    reproduces("errors are rare", **WORDS, verdict=verdict, shown=True)
    assert capsys.readouterr().out == f"✓ Known (2001), errors are rare: {words}\n"
    (finding,) = reproduced().findings
    assert finding._asdict() == {"claim": "errors are rare", **WORDS, "verdict": verdict}


@pytest.mark.parametrize("verdict", ["yes", "partly", "no"])
def test_a_verdict_that_does_not_stand_fails_and_is_not_noted(verdict):
    with pytest.raises(CheckFailed, match=r"errors are rare.* does not hold"):
        reproduces("errors are rare", **WORDS, verdict=verdict, shown=False)
    with pytest.raises(CheckFailed, match="no claim was declared"):
        reproduced()


def test_what_is_no_verdict_no_condition_or_no_text_is_refused():
    with pytest.raises(ValueError, match="one of yes, partly, no, not 'maybe'"):
        reproduces("x", **WORDS, verdict="maybe", shown=True)
    with pytest.raises(TypeError):
        reproduces("x", **WORDS, verdict="yes", shown="yes")
    for name in WORDS:
        with pytest.raises(CheckFailed, match=f"{name} must be a text"):
            reproduces("x", **{**WORDS, name: " "}, verdict="yes", shown=True)
    assert not _noted


def test_the_table_is_markdown_and_the_ledger_holds_the_same():
    reproduces("a | b", **WORDS, verdict="yes", shown=True)
    reproduces("c", **WORDS, verdict="partly", shown=True)
    reproduces("a | b", **{**WORDS, "here": "3 %"}, verdict="no", shown=True)
    shown, metadata = reproduced()._repr_mimebundle_()
    assert shown["text/markdown"].splitlines() == [
        "| claim | published | here | reproduces |",
        "| --- | --- | --- | --- |",
        r"| Known (2001): a \| b | 1 % | 3 % | no |",
        "| Known (2001): c | 1 % | 2 % | partly |",
    ]
    assert [row["verdict"] for row in metadata[LEDGER]] == ["no", "partly"]
    assert "Known (2001): a | b · 1 % · 3 % · no" in shown["text/plain"]


def test_the_table_has_one_spelling_of_per_cent_and_of_minus():
    here = "top-1 of 2-D at 5%, 6 % and -0.5; 1e-12 to 10-3"
    reproduces("8% in CIFAR-10", **{**WORDS, "here": here}, verdict="yes", shown=True)
    shown = reproduced()._repr_mimebundle_()[0]["text/markdown"].splitlines()[-1]
    assert "8 % in CIFAR-10" in shown
    assert "top-1 of 2-D at 5 %, 6 % and −0.5; 1e-12 to 10-3" in shown
