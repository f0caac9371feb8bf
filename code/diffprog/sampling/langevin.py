"""Langevin dynamics: samples of a density of which only the score is known."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Generator, Tensor

X = Float[Tensor, "..."]


def langevin(
    score: Callable[[X], X],
    x: X,
    h: float,
    steps: int,
    generator: Generator | None = None,
) -> X:
    """x <- x + h score(x) + sqrt(2 h) noise, `steps` times, for many chains.

    Shapes: x (...), and score(x), the gradient of log p, of its shape, give
    (...). There is no Metropolis test: for N(0, s^2) the chains settle at the
    variance s^2 / (1 - h / (2 s^2)).
    Raises ValueError unless h > 0 and steps >= 0.
    Source: Roberts and Tweedie (1996), section 1.4.
    """
    if not h > 0 or steps < 0:
        raise ValueError(f"h is positive, steps >= 0; got {h} and {steps}")
    for _ in range(steps):
        noise = torch.randn(x.shape, generator=generator).to(x)
        x = x + h * score(x) + (2 * h) ** 0.5 * noise
    return x


def annealed_langevin(
    score: Callable[[X, float], X],
    x: X,
    sigmas: Sequence[float],
    h: float,
    steps: int,
    generator: Generator | None = None,
) -> X:
    """`langevin` for one noise level after the other, with steps of h sigma^2.

    Shapes: x (...); `score(x, sigma)`, of its shape, is that of the data with added noise of
    standard deviation sigma; `sigmas` fall, and each gets `steps` steps.
    Raises ValueError for sigmas that do not fall or are not positive, or an h that is not.
    Source: Song and Ermon (2019), algorithm 1.
    """
    rising = any(b >= a for a, b in pairwise(sigmas))
    if not sigmas or rising or not sigmas[-1] > 0:
        raise ValueError(f"sigmas fall and are positive, got {list(sigmas)}")
    for sigma in sigmas:
        x = langevin(lambda x, sigma=sigma: score(x, sigma), x, h * sigma**2, steps, generator)
    return x
