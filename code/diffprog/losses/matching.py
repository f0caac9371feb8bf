"""Distances between two sets of samples, which need no density of either."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

X = Float[Tensor, "*S N D"]
Y = Float[Tensor, "*S M D"]


def gaussian_kernel(x: X, y: Y, widths: Sequence[float] = (1.0,)) -> Float[Tensor, "*S N M"]:
    """k(x, y) = mean over the widths w of exp(-||x - y||^2 / (2 w^2)).

    Shapes: x (..., N, D) and y (..., M, D) give (..., N, M), numbers from 0 to 1. Widths have
    the unit of x.
    Raises ValueError for no widths, or a width that is not positive.
    """
    if not widths or not min(widths) > 0:
        raise ValueError(f"a kernel has one or more widths, all positive; got {widths}")
    square = _distance(x, y).square()
    return sum(torch.exp(-square / (2 * w * w)) for w in widths) / len(widths)


def mmd2(x: X, y: Y, widths: Sequence[float] = (1.0,)) -> Float[Tensor, "*S"]:
    """E k(x, x') + E k(y, y') - 2 E k(x, y), unbiased, with `gaussian_kernel`.

    Shapes: samples x (..., N, D) and y (..., M, D), N, M >= 2, give (...).
    A sample is not paired with itself: the mean is 0 where both have one
    distribution, and single values may be negative.
    Raises ValueError for fewer than two samples, or widths that are not
    positive.
    Source: Gretton et al. (2012), equation 3.
    """
    xx, yy = (_mean_of_pairs(gaussian_kernel(z, z, widths)) for z in (x, y))
    return xx + yy - 2 * gaussian_kernel(x, y, widths).mean((-2, -1))


def energy_distance(x: X, y: Y) -> Float[Tensor, "*S"]:
    """2 E ||x - y|| - E ||x - x'|| - E ||y - y'||, estimated without bias.

    Shapes: samples x (..., N, D) and y (..., M, D), with N, M >= 2, give (...), in the unit of
    x. It is the squared maximum mean discrepancy of the kernel -||x - y||, and has no width.
    Raises ValueError for fewer than two samples.
    Source: Szekely and Rizzo (2013), equation 2.
    """
    xx, yy = (_mean_of_pairs(_distance(z, z)) for z in (x, y))
    return 2 * _distance(x, y).mean((-2, -1)) - xx - yy


def _distance(x: X, y: Y) -> Float[Tensor, "*S N M"]:
    """||x_i - y_j||, by differences: products would lose the small distances by rounding."""
    return torch.cdist(x, y, compute_mode="donot_use_mm_for_euclid_dist")


def _mean_of_pairs(square: Float[Tensor, "*S N N"]) -> Float[Tensor, "*S"]:
    """The mean over all i and j that differ."""
    n = square.shape[-1]
    if n < 2:
        raise ValueError(f"pairs of different samples need two or more of them, got {n}")
    itself = square.diagonal(dim1=-2, dim2=-1).sum(-1)
    return (square.sum((-2, -1)) - itself) / (n * (n - 1))
