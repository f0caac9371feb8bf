"""The Fréchet distance against closed forms, SciPy's root of a matrix, and best pairings."""

import pytest
import torch
from diffprog.losses import frechet_distance, moments
from scipy.linalg import sqrtm


def two_gaussians(generator, D=5):
    L = torch.randn(2, D, D, generator=generator, dtype=torch.float64)
    mu = torch.randn(2, D, generator=generator, dtype=torch.float64)
    return mu[0], L[0] @ L[0].T, mu[1], L[1] @ L[1].T


def test_moments_are_torchs(generator):
    x = torch.randn(7, 3, generator=generator, dtype=torch.float64)
    mu, cov = moments(x)
    assert torch.allclose(mu, x.mean(0))
    assert torch.allclose(cov, torch.cov(x.T))


def test_it_is_the_formula_with_scipys_root(generator):
    mu_x, cov_x, mu_y, cov_y = two_gaussians(generator)
    root = torch.tensor(sqrtm((cov_x @ cov_y).numpy()).real)
    expected = (mu_x - mu_y).square().sum() + torch.trace(cov_x + cov_y - 2 * root)
    assert torch.allclose(frechet_distance(mu_x, cov_x, mu_y, cov_y), expected, rtol=1e-8)


def test_covariances_that_commute_compare_their_deviations(generator):
    Q = torch.linalg.qr(torch.randn(4, 4, generator=generator, dtype=torch.float64))[0]
    a, b = torch.rand(2, 4, generator=generator, dtype=torch.float64) + 0.1
    mu = torch.zeros(4, dtype=torch.float64)
    found = frechet_distance(mu, Q * a**2 @ Q.T, mu + 0.3, Q * b**2 @ Q.T)
    assert torch.allclose(found, (a - b).square().sum() + 0.36, rtol=1e-10)


def test_it_is_symmetric_and_zero_for_equals(generator):
    mu_x, cov_x, mu_y, cov_y = two_gaussians(generator)
    there = frechet_distance(mu_x, cov_x, mu_y, cov_y)
    assert torch.allclose(there, frechet_distance(mu_y, cov_y, mu_x, cov_x), rtol=1e-9)
    assert abs(frechet_distance(mu_x, cov_x, mu_x, cov_x)) < 1e-9


def test_a_covariance_may_be_singular(generator):
    x = torch.randn(3, 6, generator=generator, dtype=torch.float64)
    mu, cov = moments(x)
    zero = torch.zeros_like(cov)
    found = frechet_distance(mu, cov, mu, zero)
    assert torch.allclose(found, torch.trace(cov), rtol=1e-9)
    assert abs(frechet_distance(mu, cov, mu, cov)) < 1e-6


def test_many_at_once(generator):
    pairs = [two_gaussians(generator) for _ in range(3)]
    together = frechet_distance(*(torch.stack(part) for part in zip(*pairs, strict=True)))
    alone = torch.stack([frechet_distance(*pair) for pair in pairs])
    assert torch.allclose(together, alone)


def test_one_sample_has_no_covariance():
    with pytest.raises(ValueError, match="two or more"):
        moments(torch.zeros(1, 3))
