"""Identity: what agrees, what does not, and what the message says."""

import numpy as np
import pytest
from diffprog.check import CheckFailed, agree


def test_one_line_with_the_claim_the_routes_and_the_gap(capsys):
    agree("f'(2)", 7.0, 7, 7 + 3e-11, np.float32(7))
    assert capsys.readouterr().out == "✓ f'(2): 4 routes agree to 3e-11\n".replace(
        "3e-11", f"{3e-11 / 7:.0e}"
    )


def test_equal_values_agree_exactly(capsys):
    agree("both", [1.0, 2.0], np.array([1, 2]))
    assert capsys.readouterr().out == "✓ both: 2 routes agree exactly\n"


@pytest.mark.parametrize("gap", [0.9e-9, 0.0, -0.9e-9])
def test_within_the_absolute_tolerance(gap):
    agree("near zero", 0.0, gap, atol=1e-9)
    agree("near zero beside 1", [0.0, 1.0], [gap, 1.0])


@pytest.mark.parametrize("size", [1e-3, 1e-9, 1e-12, 1e-200, 5e-324])
def test_small_numbers_are_not_zero(size):
    agree("small", size, size * (1 + 0.9e-6))
    agree("small", [size, 0.0], [size, 0.9e-9 * size])
    for other in (0.0, -size, 2 * size):
        for values in [(size, other), (other, size), ([size, 0.0], [other, 0.0])]:
            with pytest.raises(CheckFailed, match="p: routes 1 and 2 disagree"):
                agree("p", *values)
    with pytest.raises(CheckFailed, match="more than 1e-18"):
        agree("p", 1e-12, 5e-10, rtol=0, atol=1e-18)
    agree("p, with a stated zero", 1e-12, 5e-10, atol=1e-9)


def test_zero_against_rounding_noise_needs_a_stated_zero():
    for noise in (1e-17, -2e-300):
        with pytest.raises(CheckFailed, match="disagree"):
            agree("noise", 0.0, noise)
        with pytest.raises(CheckFailed, match="disagree"):
            agree("noise", [0.0, 0.0], [noise, 0.0])
        agree("noise", 0.0, noise, atol=1e-16)
    agree("zeros", [0.0, 0.0], [0.0, -0.0])


def test_large_numbers_do_not_widen_what_counts_as_zero():
    with pytest.raises(CheckFailed, match=r"disagree at \[1\]: 0 and 1.1e-09"):
        agree("beside a large one", [1e6, 0.0], [1e6, 1.1e-9])
    with pytest.raises(CheckFailed, match=r"disagree at \[1\]: 0 and 1.1e-09"):
        agree("beside infinity", [np.inf, 0.0, 5.0], [np.inf, 1.1e-9, 5.0])


def test_the_printed_gap_is_relative_for_small_numbers(capsys):
    agree("small", [2e-12, 0.0], [2.000001e-12, 0.0])
    agree("small, with a stated zero", 0.0, 3e-17, atol=1e-12)
    agree("large", 2e12, 2.000001e12)
    assert capsys.readouterr().out == (
        "✓ small: 2 routes agree to 5e-7\n"
        "✓ small, with a stated zero: 2 routes agree to 3e-17\n"
        "✓ large: 2 routes agree to 5e-7\n"
    )


@pytest.mark.parametrize(
    ("a", "b"), [(0.0, 1.1e-9), (1.0, 1.0 + 1.1e-6), (-1e8, -1e8 - 110), (1j, 1j + 1.1e-6)]
)
def test_beyond_the_tolerance(a, b):
    for values in [(a, b), (b, a), ([0.0, a], [0.0, b])]:
        with pytest.raises(CheckFailed, match="disagree"):
            agree("x", *values)


def test_the_tolerance_is_relative_to_the_larger_magnitude():
    agree("negative", -1e8, -1e8 - 90)
    agree("complex", 1e8j, 1e8j + 90)


def test_tolerances_can_be_chosen():
    agree("coarse", 1.0, 1.009, rtol=1e-2)
    agree("coarse", 0.0, 0.009, atol=1e-2)
    with pytest.raises(CheckFailed):
        agree("fine", 1.0, 1.0 + 1e-12, rtol=0, atol=0)
    for rtol in (-1.0, 1.0, np.inf, np.nan):
        with pytest.raises(ValueError, match="x: rtol is a fraction from 0"):
            agree("x", 1.0, 1.0, rtol=rtol)
    for atol in (-1.0, np.inf, np.nan):
        with pytest.raises(ValueError, match="x: atol is finite and not negative"):
            agree("x", 1.0, 1.0, atol=atol)


def test_every_pair_is_compared():
    with pytest.raises(CheckFailed, match="routes 2 and 3 disagree"):
        agree("drift", 0.0, 0.8e-9, -0.8e-9, atol=1e-9)
    for odd in range(3):
        values = [1.0, 1.0, 1.0]
        values[odd] = 2.0
        with pytest.raises(CheckFailed, match=f"route.*{odd + 1}"):
            agree("odd one out", *values)


def test_message_names_routes_place_gap_and_tolerance():
    a, b = np.zeros((2, 3)), np.zeros((2, 3))
    b[1, 2], b[0, 1] = 0.5, 0.25
    with pytest.raises(CheckFailed) as error:
        agree("gradient", a, a.copy(), b)
    text = str(error.value)
    assert text.startswith("gradient: routes 1 and 3 disagree at [1, 2]: 0 and 0.5 differ by 0.5")
    assert "more than 5e-07" in text
    assert "(2 of 6 entries)" in text


@pytest.mark.parametrize("other", [1.0, float("nan")])
def test_nan_never_agrees(other):
    for values in [(np.nan, other), (other, np.nan), ([1.0, np.nan], [1.0, other])]:
        with pytest.raises(CheckFailed, match=r"x: route [12] is NaN"):
            agree("x", *values)
    with pytest.raises(CheckFailed, match=r"route 2 is NaN at \[0, 1\]"):
        agree("x", [[1.0, 2.0]], np.array([[1.0, np.nan]]))
    with pytest.raises(CheckFailed, match="NaN"):
        agree("x", complex(1, np.nan), complex(1, np.nan))


def test_infinities_agree_only_with_the_same_sign():
    agree("diverges", np.inf, float("inf"), np.array(np.inf))
    agree("diverges", [-np.inf, 1.0], [-np.inf, 1.0])
    for other in (-np.inf, 1e308, 0.0):
        with pytest.raises(CheckFailed, match="disagree"):
            agree("diverges", np.inf, other)
        with pytest.raises(CheckFailed, match="disagree"):
            agree("diverges", other, np.inf)


@pytest.mark.filterwarnings("error")
def test_extreme_numbers_bring_no_warning():
    agree("x", [np.inf, 1e308, 5e-324, 0.0], [np.inf, 1e308, 5e-324, -0.0])
    with pytest.raises(CheckFailed):
        agree("x", [np.inf, 1e308], [-np.inf, -1e308])


@pytest.mark.parametrize(
    ("a", "b"),
    [([1.0], 1.0), ([1.0, 1.0], [1.0]), (np.ones((2, 1)), np.ones((1, 2))), ([[1.0]], [1.0])],
)
def test_shapes_are_never_broadcast(a, b):
    with pytest.raises(CheckFailed) as error:
        agree("x", a, b)
    assert f"route 1 has shape {np.shape(a)}, route 2 has {np.shape(b)}" in str(error.value)


def test_what_cannot_fail_is_refused():
    with pytest.raises(CheckFailed, match="two or more routes, got 1"):
        agree("x", 1.0)
    with pytest.raises(CheckFailed, match="route 1 is empty"):
        agree("x", [], [])
    with pytest.raises(CheckFailed, match="empty"):
        agree("x", np.ones((3, 0)), np.ones((3, 0)))
    for value in (np.ones(2), [1.0, 1.0]):
        with pytest.raises(CheckFailed, match="routes 1 and 3 are one object"):
            agree("in place", value, [1, 1], value)
    number = 3.5
    agree("numbers may be one object", number, number)


def test_the_claim_comes_first():
    for claim in (1.0, "", "  ", None):
        with pytest.raises(TypeError, match="the first argument is the claim"):
            agree(claim, 1.0, 1.0)
