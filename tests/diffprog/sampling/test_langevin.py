"""Langevin chains against the moments that their recursion has exactly."""

import math

import pytest
import torch
from diffprog.sampling import annealed_langevin, langevin

CHAINS = 20_000


def start(value=0.0):
    return torch.full((CHAINS,), value, dtype=torch.float64)


def test_one_step_is_the_formula(generator):
    x = torch.randn(5, 2, generator=generator)
    found = langevin(torch.sin, x, 0.3, 1, torch.Generator().manual_seed(1))
    noise = torch.randn(5, 2, generator=torch.Generator().manual_seed(1))
    assert torch.allclose(found, x + 0.3 * torch.sin(x) + math.sqrt(0.6) * noise)


@pytest.mark.parametrize("steps", [1, 4, 60])
def test_mean_and_variance_follow_the_recursion(generator, steps):
    """For N(1, s^2): mean 1 + r^n (x - 1), variance 2h (1 - r^2n)/(1 - r^2), r = 1 - h/s^2."""
    s, h = 1.3, 0.4
    r = 1 - h / s**2
    x = langevin(lambda x: (1 - x) / s**2, start(3.0), h, steps, generator)
    variance = 2 * h * (1 - r ** (2 * steps)) / (1 - r**2)
    assert abs(x.mean() - 1 - 2 * r**steps) < 4 * math.sqrt(variance / CHAINS)
    assert abs(x.var() / variance - 1) < 4 * math.sqrt(2 / CHAINS)
    if steps == 60:
        assert variance == pytest.approx(s**2 / (1 - h / (2 * s**2)), rel=1e-3)


def test_annealing_is_one_run_after_the_other():
    sigmas, levels, x = (2.0, 0.5), [], torch.ones(4)

    def score(x, sigma):
        levels.append(sigma)
        return -x / sigma**2

    found = annealed_langevin(score, x, sigmas, 0.1, 3, torch.Generator().manual_seed(2))
    random = torch.Generator().manual_seed(2)
    for sigma in sigmas:
        for _ in range(3):
            h = 0.1 * sigma**2
            x = x - h * x / sigma**2 + math.sqrt(2 * h) * torch.randn(4, generator=random)
    assert torch.allclose(found, x)
    assert levels == [2.0] * 3 + [0.5] * 3


def test_no_steps_change_nothing():
    x = torch.ones(3)
    assert torch.equal(langevin(torch.sin, x, 0.1, 0), x)


@pytest.mark.parametrize(("h", "steps"), [(0.0, 1), (-1.0, 1), (float("nan"), 1), (0.1, -1)])
def test_steps_are_positive(h, steps):
    with pytest.raises(ValueError, match="h is positive"):
        langevin(torch.sin, torch.ones(2), h, steps)


@pytest.mark.parametrize("sigmas", [(), (1.0, 1.0), (0.5, 1.0), (1.0, 0.0)])
def test_sigmas_fall_and_are_positive(sigmas):
    with pytest.raises(ValueError, match="sigmas fall"):
        annealed_langevin(lambda x, sigma: x, torch.ones(2), sigmas, 0.1, 1)
