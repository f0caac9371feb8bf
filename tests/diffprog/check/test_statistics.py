"""Statistics: means that lie within their standard errors."""

import numpy as np
import pytest
from diffprog.check import CheckFailed, within_standard_errors
from scipy import stats

LINE = r"✓ mean: n = 1,000, off by at most (\d\.\d) of 4 standard errors\n"


def test_prints_n_and_the_largest_deviation(capsys):
    samples = np.random.default_rng(0).normal(3.0, 2.0, size=(1000, 5))
    within_standard_errors("mean", samples, [3.0] * 5)
    statistic = stats.ttest_1samp(samples, 3.0).statistic
    printed = capsys.readouterr().out
    assert printed == f"✓ mean: n = 1,000, off by at most {abs(statistic).max():.1f} of 4 " + (
        "standard errors\n"
    )


@pytest.mark.parametrize("k", [1.0, 2.5, 4.0])
def test_the_bound_is_k_standard_errors(k):
    samples = np.array([-1.0, 1.0] * 50)
    error = stats.sem(samples)
    for sign in (-1, 1):
        within_standard_errors("mean", samples, sign * 0.999 * k * error, k=k)
        with pytest.raises(CheckFailed, match=r"standard errors of 0\.1"):
            within_standard_errors("mean", samples, sign * 1.001 * k * error, k=k)


def test_message_says_where_and_how_much():
    samples = np.array([[0.0, 0.0], [2.0, 2.0]])
    with pytest.raises(CheckFailed) as error:
        within_standard_errors("pair", samples, [1.0, 9.0])
    assert str(error.value) == (
        "pair: the mean of n = 2 is 1 at [1], expected 9: off by 8, 8 standard errors of 1 (k = 4)"
    )


@pytest.mark.parametrize("kind", [np.array, list, tuple])
@pytest.mark.parametrize("value", [0.1, 0.0, -3.0, 1e10])
def test_equal_samples_must_meet_the_expectation_to_rounding(kind, value):
    samples = kind([value] * 7)
    within_standard_errors("constant", samples, value)
    for wrong in (value + 1e-4 * max(1, abs(value)), -value - 1):
        with pytest.raises(CheckFailed, match="off by"):
            within_standard_errors("constant", samples, wrong)


def test_rounding_is_that_of_the_samples():
    samples = np.full(1000, 0.1, dtype=np.float32)
    within_standard_errors("float32", samples, 0.1)
    with pytest.raises(CheckFailed, match="with no spread"):
        within_standard_errors("float64", samples.astype(float), 0.1)


def test_one_constant_column_does_not_hide_another():
    samples = np.stack([np.ones(50), np.arange(50.0)], axis=1)
    within_standard_errors("columns", samples, [1.0, 24.5])
    for wrong in ([1.0, 60.0], [1.01, 24.5]):
        with pytest.raises(CheckFailed):
            within_standard_errors("columns", samples, wrong)


def test_complex_samples_are_checked_in_both_parts():
    z = np.array([1 + 1j, 1 - 1j, 3 + 1j, 3 - 1j])
    within_standard_errors("z", z, 2 + 0j)
    for wrong in (9 + 0j, 2 + 9j):
        with pytest.raises(CheckFailed):
            within_standard_errors("z", z, wrong)


@pytest.mark.parametrize(
    ("samples", "expected", "message"),
    [
        ([1.0], 1.0, "two or more samples"),
        (1.0, 1.0, "two or more samples"),
        ([], 1.0, "samples is empty"),
        ([1.0, np.nan, 1.0], 1.0, r"samples is NaN at \[1\]"),
        ([1.0, 2.0], np.nan, "expected is NaN"),
        ([1.0, np.inf], 1.0, "samples hold an infinity"),
        ([1.0, 2.0], np.inf, "expected hold an infinity"),
        ([[1.0, 2.0], [1.0, 2.0]], 1.5, r"each sample has shape \(2,\), expected has \(\)"),
        ([1.0, 2.0], [1.0, 2.0], r"each sample has shape \(\), expected has \(2,\)"),
    ],
)
def test_what_cannot_be_judged_is_refused(samples, expected, message):
    with pytest.raises(CheckFailed, match=message):
        within_standard_errors("mean", samples, expected)


@pytest.mark.parametrize("size", [1e-200, 1e-320, 1e200, 1e307])
def test_very_small_and_very_large_samples(size):
    """Whose squares are 0 or infinite."""
    samples = np.random.default_rng(2).uniform(0.0, 1.0, size=(400, 2)) * [size, 1.0]
    within_standard_errors("mean", samples, [0.5 * size, 0.5])
    for wrong in ([0.7 * size, 0.5], [0.3 * size, 0.5], [0.5 * size, 0.7]):
        with pytest.raises(CheckFailed, match="standard errors of"):
            within_standard_errors("mean", samples, wrong)


@pytest.mark.parametrize("k", [0, -1, float("nan"), float("inf")])
def test_k_is_positive(k):
    with pytest.raises(ValueError, match="k counts standard errors"):
        within_standard_errors("mean", [1.0, 2.0], 1.5, k=k)


def test_a_true_expectation_fails_as_rarely_as_promised():
    rng = np.random.default_rng(1)
    failures = 0
    for _ in range(400):
        try:
            within_standard_errors("normal", rng.normal(size=100), 0.0, k=2)
        except CheckFailed:
            failures += 1
    expected = 400 * 2 * stats.t(99).sf(2)  # about 19
    assert abs(failures - expected) < 4 * np.sqrt(expected)
