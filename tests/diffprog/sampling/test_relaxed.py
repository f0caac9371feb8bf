"""Relaxed samples against PyTorch's own, and against the distribution that they come from."""

import pytest
import torch
from diffprog.sampling import gumbel, soft_sample, straight_through
from torch.nn import functional


def logits_of(generator):
    return torch.randn(5, 4, generator=generator, dtype=torch.float64)


@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("temperature", [0.3, 1.0, 5.0])
def test_it_is_torch_s_own_with_the_same_noise(generator, hard, temperature):
    logits = logits_of(generator).requires_grad_()
    weights = torch.randn(5, 4, generator=generator, dtype=torch.float64)
    with torch.random.fork_rng():
        torch.manual_seed(3)
        theirs = functional.gumbel_softmax(logits, tau=temperature, hard=hard)
        torch.manual_seed(3)
        uniform = torch.exp(-torch.empty_like(logits).exponential_())
    soft = soft_sample(logits, gumbel(uniform.detach()), temperature)
    ours = straight_through(soft) if hard else soft
    assert torch.allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    slopes = [torch.autograd.grad((y * weights).sum(), logits)[0] for y in (ours, theirs)]
    assert torch.allclose(*slopes, rtol=1e-9, atol=1e-12)


def test_the_noise_is_gumbel_s(generator):
    noise = gumbel(torch.rand(40_000, generator=generator, dtype=torch.float64))
    for z in (-1.0, 0.0, 2.0):
        p = torch.exp(-torch.exp(torch.tensor(-z))).item()
        share = (noise <= z).double().mean().item()
        assert abs(share - p) < 4 * (p * (1 - p) / len(noise)) ** 0.5


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_noise_is_finite_at_both_ends(dtype):
    ends = gumbel(torch.tensor([0.0, 1.0], dtype=dtype))
    assert ends.isfinite().all()
    assert ends[0] < -4 < 15 < ends[1]


def test_a_straight_through_sample_is_exactly_one_hot(generator):
    soft = torch.softmax(10 * torch.randn(500, 7, generator=generator), -1)
    hard = straight_through(soft)
    assert ((hard == 0) | (hard == 1)).all()
    assert torch.equal(hard.sum(-1), torch.ones(500))
    assert torch.equal(hard.argmax(-1), soft.argmax(-1))


@pytest.mark.parametrize("temperature", [0.0, -1.0, float("nan")])
def test_a_temperature_is_positive(generator, temperature):
    logits = logits_of(generator)
    with pytest.raises(ValueError, match="a temperature is positive"):
        soft_sample(logits, logits, temperature)
