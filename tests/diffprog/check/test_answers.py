"""A student's answer: right ones pass, wrong ones are told why."""

import numpy as np
import pytest
from diffprog.check import CheckFailed, answer

RIGHT = np.array([[1.0, 2.0], [3.0, 4.0]])
HINTS = {"this is the mean": RIGHT / 2, "this is the transpose": RIGHT.T}


def reason(got, want=RIGHT, **options):
    with pytest.raises(CheckFailed) as failure:
        answer("the gradient", got, want, **options)
    return str(failure.value)


def test_a_right_answer_prints_its_claim(capsys):
    answer("the gradient", RIGHT + 1e-9, RIGHT, hints=HINTS)
    assert capsys.readouterr().out == "✓ the gradient\n"


@pytest.mark.parametrize("kind", [np.array, lambda x: x.tolist()])
def test_a_known_mistake_is_named(kind):
    assert reason(kind(RIGHT / 2), hints=HINTS) == "the gradient: this is the mean"
    assert reason(kind(RIGHT.T), hints=HINTS) == "the gradient: this is the transpose"


def test_a_mistake_of_another_shape_is_named_before_the_shape():
    row = np.array([[1.0, 2.0, 3.0]])
    assert "a row" in reason(row, row.T, hints={"this is a row; a column is asked": row})
    assert reason(row, row.T) == "the gradient: its shape is (1, 3), but should be (3, 1)"


def test_shapes_are_not_broadcast():
    assert "its shape is (), but should be (2,)" in reason(1.0, [1.0, 1.0])


def test_a_mistake_that_makes_no_difference_here_is_not_blamed():
    same = {"this is the transpose": np.eye(2).T}
    answer("the identity", np.eye(2), np.eye(2), hints=same)
    assert "transpose" not in reason(np.eye(2) + 1, np.eye(2), hints=same)


def test_nothing_is_asked_after():
    assert "does your function `return` it?" in reason(None)
    assert "no answer yet" in reason(...)
    assert "function" in reason(lambda: 1)


def test_nan_and_infinity_are_wrong():
    assert reason([1.0, np.nan], [1.0, 2.0]) == "the gradient: it is NaN at [1]"
    assert reason([1.0, np.inf], [1.0, 2.0]).startswith("the gradient: it is inf at [1]")
    answer("overflow", [np.inf], [np.inf])


def test_a_mistake_that_gives_nan_is_named():
    hints = {"0/0: take the limit": [1.0, np.nan]}
    assert reason([1.0, np.nan], [1.0, 2.0], hints=hints) == "the gradient: 0/0: take the limit"
    assert "it is NaN at [0]" in reason([np.nan, 2.0], [1.0, 2.0], hints=hints)


def test_numbers_that_look_alike_get_more_digits():
    expected = "the gradient: it is 0.20001, but should be 0.2"
    assert reason(0.20001, 0.2) == expected
    assert "it is 1.00000001, but should be 1" in reason(1 + 1e-8, 1.0, rtol=0, atol=0)


def test_the_worst_entry_is_shown():
    wrong = RIGHT + np.array([[0, 0.1], [0, -3]])
    expected = "it is 1 at [1, 1], but should be 4 (2 of 4 entries are wrong)"
    assert reason(wrong) == f"the gradient: {expected}"
    assert reason(2.0, 3.0) == "the gradient: it is 2, but should be 3"


def test_tolerances_count():
    answer("pi", 3.1416, np.pi, rtol=1e-5)
    assert "should be 3.14" in reason(3.1416, np.pi, rtol=1e-7)
    answer("zero", 1e-3, 0.0, atol=1e-2)
    reason(1e-3, 0.0)


def test_small_numbers_are_not_zero():
    answer("small", 1.0000001e-12, 1e-12)
    assert "it is 0, but should be 1e-12" in reason(0.0, 1e-12)
    assert "at [0], but should be 5e-10" in reason([0.0, 0.0], [5e-10, 0.0])
    answer("noise beside 1", [1e-10, 1.0], [0.0, 1.0])
    answer("noise alone", 1e-10, 0.0)
    reason(1.1e-9, 0.0)


@pytest.mark.parametrize("want", [np.nan, [1.0, np.nan]])
def test_a_right_answer_that_cannot_be_given_is_refused(want):
    with pytest.raises(ValueError, match="the gradient: the right answer is NaN"):
        answer("the gradient", want, want)


def test_an_empty_answer_still_has_a_shape():
    answer("no rows", np.ones((0, 3)), np.ones((0, 3)))
    assert "its shape is (0, 2), but should be (0, 3)" in reason(np.ones((0, 2)), np.ones((0, 3)))


@pytest.mark.parametrize("options", [{"rtol": -1}, {"rtol": 1}, {"atol": np.inf}, {"atol": -1}])
def test_tolerances_that_pass_everything_or_nothing_are_refused(options):
    with pytest.raises(ValueError, match=r"the gradient: [ra]tol is"):
        answer("the gradient", 1.0, 1.0, **options)
