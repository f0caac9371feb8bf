"""Diffusion: schedules of noise, noised data, and steps from noise back to data.

`a_bar` is the share of the data's variance that is left: 1 at t = 0, near 0 at t = T.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Generator, Tensor

Array = Float[Tensor, "..."]  # the arguments of one call broadcast against each other


def linear_schedule(T: int, first: float = 1e-4, last: float = 0.02) -> Float[Tensor, " _"]:
    """a_bar_t = product of 1 - beta_s over s <= t, beta from `first` to `last` in equal steps.

    Shapes: (T + 1,), float64, for t = 0, ..., T; a_bar_0 = 1.
    Raises ValueError unless T >= 1 and 0 < first <= last < 1.
    Source: Ho et al. (2020), section 4, whose numbers are meant for T = 1000.
    """
    if T < 1 or not 0 < first <= last < 1:
        raise ValueError(f"T >= 1 and 0 < first <= last < 1, got {T}, {first} and {last}")
    beta = torch.linspace(first, last, T, dtype=torch.float64)
    return torch.cat([beta.new_ones(1), (1 - beta).cumprod(0)])


def cosine_schedule(T: int, offset: float = 0.008, most: float = 0.999) -> Float[Tensor, " _"]:
    """a_bar_t = f(t) / f(0), f(t) = cos^2(pi/2 (t/T + offset)/(1 + offset)), beta_t <= most.

    Shapes: (T + 1,), float64, for t = 0, ..., T; a_bar_0 = 1.
    Raises ValueError unless T >= 1.
    Source: Nichol and Dhariwal (2021), equation 17.
    """
    if T < 1:
        raise ValueError(f"a schedule has one step or more, got T = {T}")
    t = torch.arange(T + 1, dtype=torch.float64) / T
    f = torch.cos((t + offset) / (1 + offset) * math.pi / 2).square()
    beta = (1 - f[1:] / f[:-1]).clamp(max=most)
    return torch.cat([beta.new_ones(1), (1 - beta).cumprod(0)])


def noised(x0: Array, noise: Array, a_bar: Array) -> Array:
    """x_t = sqrt(a_bar) x_0 + sqrt(1 - a_bar) noise.

    Shapes: x0 and noise (...) alike, a_bar () or what broadcasts with them, such as (B, 1).
    Source: Ho et al. (2020), equation 4.
    """
    a_bar = a_bar.to(x0)
    return a_bar.sqrt() * x0 + (1 - a_bar).sqrt() * noise


def posterior(x0: Array, x_t: Array, a_bar_s: Array, a_bar_t: Array) -> tuple[Array, Array]:
    """Mean and variance of the Gaussian q(x_s | x_t, x_0), for s < t.

    Shapes: x0 and x_t (...) alike give a mean (...); the variance, one for all entries, has
    the shape of a_bar_s and a_bar_t, which broadcast with x0. For s = t - 1 these are mu-tilde
    and beta-tilde.
    Source: Ho et al. (2020), equations 6 and 7.
    """
    a_bar_s, a_bar_t = a_bar_s.to(x0), a_bar_t.to(x0)
    alpha = a_bar_t / a_bar_s  # of all steps from s to t
    of_data = a_bar_s.sqrt() * (1 - alpha) / (1 - a_bar_t)
    of_noisy = alpha.sqrt() * (1 - a_bar_s) / (1 - a_bar_t)
    return of_data * x0 + of_noisy * x_t, (1 - a_bar_s) / (1 - a_bar_t) * (1 - alpha)


def step_back(
    x_t: Array,
    noise_hat: Array,
    a_bar_s: Array,
    a_bar_t: Array,
    sigma: Array,
    noise: Array,
) -> Array:
    """From x_t to an earlier x_s: new mix of x0_hat, noise_hat and noise.

    x_s = sqrt(a_bar_s) x0_hat + sqrt(1 - a_bar_s - sigma^2) noise_hat
    + sigma noise, where x0_hat is the data that noise_hat leaves in x_t. With
    sigma = 0 it is a step of DDIM; with sigma^2 the variance of `posterior`,
    one of DDPM.
    Shapes: x_t, noise_hat and noise (...) alike; the others broadcast.
    Raises ValueError where sigma^2 > 1 - a_bar_s, all noise that x_s may have.
    Source: Song et al. (2021), Denoising diffusion implicit models, eq. 12.
    """
    a_bar_s, a_bar_t, sigma = (a.to(x_t) for a in (a_bar_s, a_bar_t, sigma))
    left = 1 - a_bar_s - sigma.square()
    if (left < -1e-6).any():
        raise ValueError("sigma^2 is at most 1 - a_bar_s, all the noise in x_s")
    x0_hat = (x_t - (1 - a_bar_t).sqrt() * noise_hat) / a_bar_t.sqrt()
    old = left.clamp(min=0).sqrt() * noise_hat
    return a_bar_s.sqrt() * x0_hat + old + sigma * noise


def sample(
    predict: Callable[[Array, int], Array],
    x: Array,
    a_bar: Float[Tensor, " _"],
    times: Sequence[int],
    eta: float = 0.0,
    generator: Generator | None = None,
) -> Array:
    """From noise to data: `step_back` from times[0] to times[1], and so on.

    Shapes: x (...) is noise at times[0]; `predict(x, t)` gives the noise in x,
    of its shape; the result (...) is at times[-1], usually 0. sigma is `eta`
    times that of DDPM: 0 is DDIM. a_bar (T + 1,) is a schedule.
    Raises ValueError unless times fall and are indices of a_bar.
    """
    pairs = list(pairwise(times))
    if not pairs or not all(len(a_bar) > t > s >= 0 for t, s in pairs):
        raise ValueError(f"times fall from T = {len(a_bar) - 1} at most to 0")
    for t, s in pairs:
        sigma = eta * posterior(x, x, a_bar[s], a_bar[t])[1].sqrt()
        noise = torch.zeros_like(x)
        if eta:
            noise = torch.randn(x.shape, generator=generator).to(x)
        noise_hat = predict(x, t)
        x = step_back(x, noise_hat, a_bar[s], a_bar[t], sigma, noise)
    return x
