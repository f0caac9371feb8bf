"""Labelled points in the plane, generated with known truth."""

import math

import torch
from jaxtyping import Float, Int
from torch import Generator, Tensor

Labelled = tuple[Float[Tensor, "N 2"], Int[Tensor, " N"]]


def moons(n: int, generator: Generator, noise: float = 0.1) -> Labelled:
    """Two half circles of radius 1 that reach into each other, one a class.

    Shapes: X (N, 2) float32, y (N,) int64, 0 and 1 in turn; `noise` is the standard
    deviation in both directions. Class 0 is the upper half circle around (0, 0), class 1
    the lower one around (1, 1/2).
    Raises ValueError unless n > 0 and noise >= 0.
    Source: after scikit-learn's `make_moons`.
    """
    y = _labels(n, 2)
    angle = math.pi * torch.rand(n, generator=generator)
    sign = 1.0 - 2.0 * y  # +1 upper, -1 lower
    X = torch.stack([y + sign * angle.cos(), 0.5 * y + sign * angle.sin()], dim=1)
    return X + _noise(X, noise, generator), y


def spirals(
    n: int, generator: Generator, classes: int = 2, turns: float = 1.0, noise: float = 0.05
) -> Labelled:
    """`classes` arms of one spiral, each turning `turns` times, radius from 0.1 to 1.1.

    Shapes: X (N, 2) float32, y (N,) int64, 0 ... K - 1 in turn. Arm k starts at the angle
    2 pi k / K; `noise` is the standard deviation in both directions.
    Raises ValueError unless n > 0, classes > 0 and noise >= 0.
    """
    y = _labels(n, classes)
    t = torch.rand(n, generator=generator)  # (N,) along the arm
    X = _polar(0.1 + t, 2 * math.pi * (turns * t + y / classes))
    return X + _noise(X, noise, generator), y


def blobs(
    n: int, centres: Float[Tensor, "K 2"], generator: Generator, noise: float = 1.0
) -> Labelled:
    """Normal clouds around `centres`, one a class, all with covariance noise**2 I.

    Shapes: centres (K, 2); X (N, 2) float32, y (N,) int64, 0 ... K - 1 in turn.
    Raises ValueError unless n > 0 and noise >= 0.
    """
    y = _labels(n, len(centres))
    X = centres.to(torch.float32)[y]
    return X + _noise(X, noise, generator), y


def _labels(n: int, classes: int) -> Int[Tensor, " N"]:
    if n < 1 or classes < 1:
        raise ValueError(f"n and the number of classes are positive, got {n} and {classes}")
    return torch.arange(n) % classes


def _polar(radius: Float[Tensor, " N"], angle: Float[Tensor, " N"]) -> Float[Tensor, "N 2"]:
    return torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)


def _noise(X: Float[Tensor, "N 2"], noise: float, generator: Generator) -> Float[Tensor, "N 2"]:
    if noise < 0:
        raise ValueError(f"noise is a standard deviation and not negative, got {noise}")
    return noise * torch.randn(X.shape, generator=generator)
