"""Bounds on the evidence against PyTorch's distributions, and against evidence known exactly."""

import math
from itertools import pairwise

import pytest
import torch
from diffprog.losses import elbo, gaussian_kl, iwae_bound, log_weight
from torch.distributions import MultivariateNormal, Normal, kl_divergence


def some_q(generator, B=5, D=3):
    mu, log_sigma = torch.randn(2, B, D, generator=generator, dtype=torch.float64)
    return mu, log_sigma / 2


def linear_gaussian(generator, D=2, n=4):
    """x = W z + noise of variance 0.3: W, x, exact log p(x), and the exact posterior's factors."""
    W = torch.randn(n, D, generator=generator, dtype=torch.float64)
    x = torch.randn(n, generator=generator, dtype=torch.float64)
    eye = torch.eye(n, dtype=torch.float64)
    evidence = MultivariateNormal(torch.zeros_like(x), W @ W.T + 0.3 * eye).log_prob(x)
    return W, x, evidence


def log_lik_of(z, W, x):
    return Normal(z @ W.T, 0.3**0.5).log_prob(x).sum(-1)


def test_kl_is_that_of_pytorch_with_its_gradient(generator):
    mu, log_sigma = (part.requires_grad_() for part in some_q(generator))
    unit = Normal(torch.zeros_like(mu), torch.ones_like(mu))
    routes = gaussian_kl(mu, log_sigma), kl_divergence(Normal(mu, log_sigma.exp()), unit).sum(-1)
    assert torch.allclose(*routes, rtol=1e-12)
    slopes = [torch.cat(torch.autograd.grad(kl.sum(), (mu, log_sigma))) for kl in routes]
    assert torch.allclose(*slopes, rtol=1e-12)


def test_kl_is_zero_for_the_prior_alone():
    assert gaussian_kl(torch.zeros(3), torch.zeros(3)).item() == 0.0
    assert gaussian_kl(torch.tensor([2.0]), torch.zeros(1)).item() == pytest.approx(2.0)


def test_log_weight_is_three_densities(generator):
    mu, log_sigma = some_q(generator)
    z = torch.randn(7, 5, 3, generator=generator, dtype=torch.float64)
    log_lik = torch.randn(7, 5, generator=generator, dtype=torch.float64)
    prior, q = Normal(0.0, 1.0), Normal(mu, log_sigma.exp())
    by_torch = log_lik + (prior.log_prob(z) - q.log_prob(z)).sum(-1)
    assert torch.allclose(log_weight(log_lik, z, mu, log_sigma), by_torch, rtol=1e-12)


def test_with_the_posterior_every_weight_is_the_evidence(generator):
    W, x, _ = linear_gaussian(generator)
    W = torch.linalg.qr(W)[0] * torch.tensor([2.0, 0.5])  # columns at right angles: q is diagonal
    evidence = MultivariateNormal(
        torch.zeros_like(x), W @ W.T + 0.3 * torch.eye(4, dtype=W.dtype)
    ).log_prob(x)
    precision = 1 + W.square().sum(0) / 0.3
    mu, log_sigma = W.T @ x / 0.3 / precision, -precision.log() / 2
    z = torch.randn(6, 2, generator=generator, dtype=W.dtype)
    weights = log_weight(log_lik_of(z, W, x), z, mu, log_sigma)
    assert torch.allclose(weights, evidence.expand(6), rtol=1e-10)
    n = 20_000
    z = mu + log_sigma.exp() * torch.randn(n, 2, generator=generator, dtype=W.dtype)
    bounds = elbo(log_lik_of(z, W, x), mu.expand(n, 2), log_sigma.expand(n, 2))
    error = bounds.std() / n**0.5
    assert abs(bounds.mean() - evidence) < 5 * error < 0.1


def test_mean_weight_is_the_evidence_and_bounds_rise_with_k(generator):
    W, x, evidence = linear_gaussian(generator)
    mu, log_sigma = torch.zeros(2, dtype=W.dtype), torch.zeros(2, dtype=W.dtype) - 0.2
    z = log_sigma.exp() * torch.randn(64, 20_000, 2, generator=generator, dtype=W.dtype)
    log_w = log_weight(log_lik_of(z, W, x), z, mu, log_sigma)
    bounds = [iwae_bound(log_w[:k]).mean().item() for k in (1, 4, 16, 64)]
    assert all(a + 0.02 < b for a, b in pairwise(bounds))
    assert bounds[-1] < evidence < bounds[-1] + 0.1
    assert bounds[0] == pytest.approx(log_w[0].mean().item())


def test_iwae_of_equal_weights_is_that_weight_also_where_it_underflows():
    assert iwae_bound(torch.full((5, 3), -2000.0)).tolist() == pytest.approx([-2000.0] * 3)
    two = torch.tensor([[math.log(2.0)], [math.log(4.0)]])
    assert iwae_bound(two).item() == pytest.approx(math.log(3.0))


def test_elbo_in_a_discrete_sum_stays_below_the_evidence(generator):
    """A grid of z stands for q: the ELBO by quadrature, exactly, is below log p(x)."""
    W, x, evidence = linear_gaussian(generator, D=1)
    z = torch.linspace(-9, 9, 20_001, dtype=W.dtype)[:, None]
    mu, log_sigma = torch.tensor([0.4], dtype=W.dtype), torch.tensor([-0.7], dtype=W.dtype)
    mass = Normal(mu, log_sigma.exp()).log_prob(z)[:, 0].softmax(0)
    log_lik = log_lik_of(z, W, x)
    by_elbo = mass @ elbo(log_lik, mu.expand_as(z), log_sigma.expand_as(z))
    by_weight = mass @ log_weight(log_lik, z, mu, log_sigma)
    assert by_elbo.item() == pytest.approx(by_weight.item(), rel=1e-6)
    assert by_elbo < evidence


def test_beta_weighs_the_divergence_alone(generator):
    mu, log_sigma = some_q(generator)
    log_lik = torch.zeros(5, dtype=torch.float64)
    assert torch.allclose(elbo(log_lik, mu, log_sigma, beta=3.0), -3 * gaussian_kl(mu, log_sigma))
