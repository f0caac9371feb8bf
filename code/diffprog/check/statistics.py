"""Claims about averages of random numbers."""

import numpy as np

from diffprog.check.values import (
    CheckFailed,
    at,
    number,
    require_claim,
    require_numbers,
    rounding,
    to_array,
)


@np.errstate(over="ignore")
def within_standard_errors(claim, samples, expected, k=4):
    """Check |mean - expected| <= k s / sqrt(n), s the sample standard deviation.

    Shapes: samples (n, ...) of independent draws, n >= 2; expected (...).
    Each of m numbers fails by chance with probability 6e-5 when k = 4: raise k for many.
    Where all samples are equal the mean must equal `expected` to rounding.
    Raises CheckFailed where it does not hold, on NaN or infinity, unequal shapes, and fewer
    than two samples; TypeError for what is no number; ValueError unless 0 < k < infinity.
    Source: this book's page "Preface" (statistics).
    """
    require_claim(claim)
    if not 0 < k < np.inf:
        raise ValueError(f"{claim}: k counts standard errors and is positive, got {k}")
    eps = rounding(samples)
    samples, expected = _prepare(claim, samples, expected)
    n = len(samples)
    largest = np.abs(samples).max(axis=0)
    unit = np.where(largest > 0, largest, 1.0)  # whose square neither over- nor underflows
    mean = (samples / unit).mean(axis=0) * unit
    error = (samples / unit).std(axis=0, ddof=1) * unit / np.sqrt(n)
    exact = 4 * eps * largest
    gap = np.abs(mean - expected)
    z = np.where(gap <= exact, 0.0, gap / np.maximum(error, 5e-324))
    if (z > k).any():
        i = np.unravel_index(np.argmax(z), z.shape)
        spread = f"{z[i]:.3g} standard errors of {error[i]:.3g}" if error[i] else "with no spread"
        raise CheckFailed(
            f"{claim}: the mean of n = {number(n)} is {mean[i]:.6g}{at(tuple(map(int, i)))}, "
            f"expected {expected[i]:.6g}: off by {gap[i]:.3g}, {spread} (k = {k:g})"
        )
    print(f"✓ {claim}: n = {number(n)}, off by at most {z.max():.1f} of {k:g} standard errors")


def _prepare(claim, samples, expected):
    samples = require_numbers(to_array(samples, f"{claim}: samples"), "samples", claim)
    expected = require_numbers(to_array(expected, f"{claim}: expected"), "expected", claim)
    if samples.ndim == 0 or len(samples) < 2:
        raise CheckFailed(f"{claim}: needs two or more samples along axis 0, got {samples.shape}")
    if samples.shape[1:] != expected.shape:
        raise CheckFailed(
            f"{claim}: each sample has shape {samples.shape[1:]}, expected has {expected.shape}"
        )
    for name, array in (("samples", samples), ("expected", expected)):
        if np.isinf(array).any():
            raise CheckFailed(f"{claim}: {name} hold an infinity, so there is no standard error")
    if "c" in samples.dtype.kind + expected.dtype.kind:
        return _parts(samples), _parts(expected)
    return samples, expected


def _parts(array):
    return np.stack([array.real, array.imag], axis=-1)  # (..., 2)
