"""Regression in one dimension, generated with known truth."""

import math

import torch
from jaxtyping import Float
from torch import Generator, Tensor

Pairs = tuple[Float[Tensor, "N 1"], Float[Tensor, "N 1"]]


def line(
    n: int, generator: Generator, slope: float = 2.0, intercept: float = 1.0, noise: float = 0.1
) -> Pairs:
    """y = slope x + intercept + noise, with x uniform on [-1, 1].

    Shapes: x (N, 1) and y (N, 1), float32; `noise` is the standard deviation of a normal
    error in y.
    Raises ValueError unless n > 0 and noise >= 0.
    """
    x = _uniform(n, generator, -1.0, 1.0)
    return x, slope * x + intercept + _error(x, generator, noise)


def sine(n: int, generator: Generator, noise: float = 0.1) -> Pairs:
    """y = sin(2 pi x) + noise, with x uniform on [0, 1].

    Shapes: x (N, 1) and y (N, 1), float32; `noise` is the standard deviation of a normal
    error in y.
    Raises ValueError unless n > 0 and noise >= 0.
    Source: Bishop (2006), Pattern Recognition and Machine Learning, section 1.1.
    """
    x = _uniform(n, generator, 0.0, 1.0)
    return x, torch.sin(2 * math.pi * x) + _error(x, generator, noise)


def _uniform(n: int, generator: Generator, low: float, high: float) -> Float[Tensor, "N 1"]:
    if n < 1:
        raise ValueError(f"n is positive, got {n}")
    return low + (high - low) * torch.rand(n, 1, generator=generator)


def _error(x: Float[Tensor, "N 1"], generator: Generator, noise: float) -> Float[Tensor, "N 1"]:
    if noise < 0:
        raise ValueError(f"noise is a standard deviation and not negative, got {noise}")
    return noise * torch.randn(x.shape, generator=generator)
