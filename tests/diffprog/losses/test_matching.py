"""Distances of samples against loops, closed forms and SciPy."""

import math

import numpy as np
import pytest
import torch
from diffprog.losses import energy_distance, gaussian_kernel, mmd2
from scipy.stats import energy_distance as scipy_energy


def two_samples(generator, N=7, M=5, D=3):
    x = torch.randn(N, D, generator=generator, dtype=torch.float64)
    y = torch.randn(M, D, generator=generator, dtype=torch.float64)
    return x.requires_grad_(), 1.5 * y + 0.3


def by_loops(x, y, k):
    """E k(x, x') + E k(y, y') - 2 E k(x, y), term by term."""

    def within(z):
        n = range(len(z))
        return torch.stack([k(z[i], z[j]) for i in n for j in n if i != j]).mean()

    return within(x) + within(y) - 2 * torch.stack([k(a, b) for a in x for b in y]).mean()


def of_two_widths(a, b):
    square = (a - b).square().sum()
    return (torch.exp(-square / (2 * 0.5**2)) + torch.exp(-square / (2 * 2.0**2))) / 2


def same(found, expected, x):
    assert torch.allclose(found, expected, rtol=1e-12)
    slopes = [torch.autograd.grad(value, x)[0] for value in (found, expected)]
    assert torch.allclose(*slopes, rtol=1e-9, atol=1e-12)


def test_kernel_is_the_mean_over_its_widths(generator):
    x, y = two_samples(generator)
    k = gaussian_kernel(x, y, (0.5, 2.0))
    assert k.shape == (7, 5)
    assert torch.allclose(k[3, 1], of_two_widths(x[3], y[1]), rtol=1e-12)
    assert torch.allclose(gaussian_kernel(x, x).diagonal(), torch.ones(7, dtype=x.dtype))


def test_mmd2_is_a_loop_over_pairs(generator):
    x, y = two_samples(generator)
    same(mmd2(x, y, (0.5, 2.0)), by_loops(x, y, of_two_widths), x)


def test_energy_distance_is_a_loop_over_pairs(generator):
    x, y = two_samples(generator)
    same(energy_distance(x, y), by_loops(x, y, lambda a, b: -(a - b).norm()), x)


def test_mmd2_is_unbiased_for_two_gaussians(generator):
    """Smoothed by a kernel of width w, N(m, s^2) has the density of N(m, s^2 + w^2)."""
    w, m, s = 0.8, 0.7, 1.4

    def mean_kernel(gap, variance):
        return w / math.sqrt(variance) * math.exp(-(gap**2) / (2 * variance))

    exact = (
        mean_kernel(0, w**2 + 2)
        + mean_kernel(0, w**2 + 2 * s**2)
        - 2 * mean_kernel(m, w**2 + 1 + s**2)
    )
    x = torch.randn(4000, 10, 1, generator=generator)
    y = m + s * torch.randn(4000, 10, 1, generator=generator)
    found = mmd2(x, y, (w,))  # (4000,)
    assert found.shape == (4000,)
    assert abs(found.mean().item() - exact) < 4 * found.std().item() / math.sqrt(4000)
    assert found.std().item() / math.sqrt(4000) < 0.05 * exact


def test_samples_of_one_distribution_are_at_zero_on_average(generator):
    x, y = torch.randn(2, 4000, 10, 2, generator=generator)
    for found in (mmd2(x, y), energy_distance(x, y)):
        assert abs(found.mean()) < 4 * found.std() / math.sqrt(4000)
        assert (found < 0).any()


def test_energy_distance_is_scipys_with_all_pairs(generator):
    """SciPy takes the root, and counts a sample's distance to itself, which is 0."""
    x, y = torch.randn(2, 40, 1, generator=generator, dtype=torch.float64) + 0.2
    gaps = [(z - z.T).abs().sum() for z in (x, y)]
    biased = energy_distance(x, y) + sum(gap / (40 * 39) - gap / 40**2 for gap in gaps)
    assert biased.item() == pytest.approx(scipy_energy(x[:, 0], y[:, 0]) ** 2)


def test_far_from_the_origin_small_distances_survive():
    x = torch.tensor([[1000.0, 0.0], [1000.0, 1e-3]]).repeat(20, 1)
    near = gaussian_kernel(x, x, (1e-3,))[0, 1]
    assert near.item() == pytest.approx(math.exp(-0.5), rel=1e-3)


def test_gradient_of_equal_points_is_finite():
    x = torch.zeros(4, 2, requires_grad=True)
    for distance in (mmd2, energy_distance):
        slope = torch.autograd.grad(distance(x, torch.ones(3, 2)), x)[0]
        assert torch.isfinite(slope).all()
        assert (slope < 0).all()  # towards the others


@pytest.mark.parametrize("widths", [(), (1.0, 0.0), (-1.0,), (np.nan,)])
def test_widths_are_positive(widths):
    x = torch.zeros(3, 2)
    with pytest.raises(ValueError, match="widths"):
        gaussian_kernel(x, x, widths)


@pytest.mark.parametrize("distance", [mmd2, energy_distance])
def test_one_sample_has_no_pairs(distance):
    with pytest.raises(ValueError, match="two or more"):
        distance(torch.zeros(1, 2), torch.zeros(3, 2))
