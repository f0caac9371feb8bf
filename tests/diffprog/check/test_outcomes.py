"""Outcomes: better than a baseline by a factor, and any other claim."""

import numpy as np
import pytest
from diffprog.check import CheckFailed, better, holds


def test_better_prints_both_numbers_and_the_factor(capsys):
    better("momentum is faster", 12, than=120.0, by=5)
    better("accuracy", 0.9, than=0.3, by=2, larger=True)
    assert capsys.readouterr().out == (
        "✓ momentum is faster: 12 against 120, 10 times smaller\n"
        "✓ accuracy: 0.9 against 0.3, 3 times larger\n"
    )


@pytest.mark.parametrize(
    ("value", "than", "larger"), [(1.0, 2.0, False), (2.0, 1.0, True), (0.0, 1.0, False)]
)
def test_the_margin_counts(value, than, larger):
    better("x", value, than=than, by=1.99, larger=larger)
    better("x", np.array(value), than=np.array([than]), by=1.99, larger=larger)
    if value:
        with pytest.raises(CheckFailed, match=r"is not 2.01 times (smaller|larger)"):
            better("x", value, than=than, by=2.01, larger=larger)
    with pytest.raises(CheckFailed):
        better("x", value, than=than, by=1.99, larger=not larger)


def test_an_equal_value_is_not_better():
    with pytest.raises(CheckFailed, match=r"1 is not 1.01 times smaller than 1"):
        better("x", 1.0, than=1.0, by=1.01)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, -1.0])
def test_better_compares_finite_positive_numbers(bad):
    for larger in (False, True):
        with pytest.raises(CheckFailed, match=r"the value is"):
            better("x", bad, than=1.0, by=2, larger=larger)
        with pytest.raises(CheckFailed, match=r"the baseline is"):
            better("x", 1.0, than=bad, by=2, larger=larger)


def test_better_needs_one_number_a_factor_and_a_baseline():
    with pytest.raises(CheckFailed, match="the baseline is 0"):
        better("x", 0.0, than=0.0, by=2)
    for by in (1, 0.5, -2, np.nan, np.inf):
        with pytest.raises(ValueError, match="by is a factor above 1"):
            better("x", 1.0, than=9.0, by=by)
    with pytest.raises(CheckFailed, match=r"one real number, got shape \(2,\)"):
        better("x", [1.0, 2.0], than=9.0, by=2)
    with pytest.raises(TypeError):
        better("x", "1", than=9.0, by=2)


def test_holds_prints_the_numbers(capsys):
    holds("converges", True)
    holds("converges", np.bool_(True), steps=120, error=1.23456e-9, flag=True)
    assert capsys.readouterr().out == (
        "✓ converges\n✓ converges: steps = 120, error = 1.23e-09, flag = True\n"
    )


@pytest.mark.parametrize("false", [False, np.bool_(False), np.array(False)])
def test_holds_fails_and_shows_the_numbers(false):
    with pytest.raises(CheckFailed, match=r"^small: it does not hold \(error = 0.5\)$"):
        holds("small", false, error=0.5)
    with pytest.raises(CheckFailed, match=r"^small: it does not hold$"):
        holds("small", false)


@pytest.mark.parametrize(
    "condition",
    [
        1,
        0,
        "yes",
        None,
        [True],
        np.array([True]),
        np.array(1),
    ],
)
def test_holds_takes_truth_values_only(condition):
    with pytest.raises(TypeError, match="the condition must be one truth value"):
        holds("x", condition)


def test_holds_refuses_numbers_that_say_nothing():
    with pytest.raises(CheckFailed, match="loss is NaN"):
        holds("x", True, loss=float("nan"))
    with pytest.raises(CheckFailed, match=r"loss must be one number, got shape \(2,\)"):
        holds("x", True, loss=[1.0, 2.0])
    holds("diverges", True, loss=float("inf"), claim=1, condition=2)
