"""Contrastive losses against loops over pairs, and against values known beforehand."""

import math

import pytest
import torch
from diffprog.losses import effective_rank, info_nce, nt_xent
from torch.nn import functional


def two_views(generator, B=6, D=4):
    return (torch.randn(B, D, generator=generator, dtype=torch.float64) for _ in range(2))


def by_loops(z_a, z_b, temperature):
    z, n = [*z_a, *z_b], len(z_a)
    losses = []
    for i in range(2 * n):
        s = [functional.cosine_similarity(z[i], other, dim=0) / temperature for other in z]
        rivals = sum(torch.exp(s[k]) for k in range(2 * n) if k != i)
        losses.append(-torch.log(torch.exp(s[(i + n) % (2 * n)]) / rivals))
    return torch.stack(losses).mean()


def test_info_nce_is_a_loop_over_rows(generator):
    scores = torch.randn(5, 5, generator=generator, dtype=torch.float64, requires_grad=True)
    rows = [scores[i].logsumexp(0) - scores[i, i] for i in range(5)]
    loops = torch.stack(rows).mean()
    assert torch.allclose(info_nce(scores), loops, rtol=1e-12)
    slopes = [torch.autograd.grad(loss, scores)[0] for loss in (info_nce(scores), loops)]
    assert torch.allclose(*slopes, rtol=1e-9, atol=1e-12)


def test_info_nce_knows_the_two_ends():
    assert info_nce(torch.zeros(8, 8)).item() == pytest.approx(math.log(8))
    assert info_nce(100 * torch.eye(8)).item() == pytest.approx(0.0)


def test_info_nce_stays_below_the_information(generator):
    """Pairs of Gaussians with correlation r have -log(1 - r^2) / 2 nats; the best scores."""
    r, B = 0.8, 32
    truth = -math.log(1 - r**2) / 2
    bounds = []
    for _ in range(400):
        x, noise = torch.randn(2, B, generator=generator, dtype=torch.float64)
        y = r * x + (1 - r**2) ** 0.5 * noise
        joint = -((y[None, :] - r * x[:, None]) ** 2) / (2 * (1 - r**2))
        scores = joint + y[None, :] ** 2 / 2  # log p(y | x) - log p(y), and a constant
        bounds.append(math.log(B) - info_nce(scores).item())
    mean = sum(bounds) / len(bounds)
    assert 0.9 * truth < mean < truth


@pytest.mark.parametrize("temperature", [0.1, 0.5, 2.0])
def test_nt_xent_is_a_loop_over_pairs(generator, temperature):
    views = [z.requires_grad_() for z in two_views(generator)]
    losses = [loss(*views, temperature) for loss in (nt_xent, by_loops)]
    assert torch.allclose(*losses, rtol=1e-12)
    slopes = [torch.cat(torch.autograd.grad(loss, views)) for loss in losses]
    assert torch.allclose(*slopes, rtol=1e-9, atol=1e-12)


def test_nt_xent_does_not_see_lengths_nor_the_order_of_views(generator):
    z_a, z_b = two_views(generator)
    assert torch.allclose(nt_xent(3 * z_a, 0.1 * z_b), nt_xent(z_b, z_a), rtol=1e-12)


def test_nt_xent_of_constant_views_is_the_log_of_the_rivals():
    z = torch.ones(6, 4)
    assert nt_xent(z, z).item() == pytest.approx(math.log(11), rel=1e-5)


@pytest.mark.parametrize("temperature", [0.0, -1.0, float("nan")])
def test_a_temperature_is_positive(generator, temperature):
    with pytest.raises(ValueError, match="a temperature is positive"):
        nt_xent(*two_views(generator), temperature)


def test_effective_rank_counts_equal_directions():
    corners = torch.cat([torch.eye(5), -torch.eye(5)])
    corners[:, 3:] = 0
    assert effective_rank(corners + 7.0) == pytest.approx(3.0)
    assert effective_rank(100 * corners) == pytest.approx(3.0)


def test_effective_rank_is_the_exponential_of_the_entropy():
    z = torch.tensor([[3.0, 0.0], [-3.0, 0.0], [0.0, 1.0], [0.0, -1.0]])  # variances 9 : 1
    assert effective_rank(z) == pytest.approx(math.exp(-0.9 * math.log(0.9) - 0.1 * math.log(0.1)))


def test_effective_rank_of_a_line_and_of_a_point(generator):
    line = torch.randn(20, 1, generator=generator) * torch.ones(1, 4)
    assert effective_rank(line) == pytest.approx(1.0, abs=1e-4)
    assert effective_rank(torch.ones(20, 4)) == 0.0
