"""Diffusion against chains written out, Bayes' rule with PyTorch's densities, and Gaussian data."""

import math

import pytest
import torch
from diffprog.sampling.diffusion import (
    cosine_schedule,
    linear_schedule,
    noised,
    posterior,
    sample,
    step_back,
)
from torch.distributions import Normal

D64 = torch.float64


def normal(generator, *shape):
    return torch.randn(*shape, generator=generator, dtype=D64)


def test_linear_schedule_is_a_product():
    a_bar, product = linear_schedule(50, 0.001, 0.2), 1.0
    assert a_bar[0] == 1
    for t in range(1, 51):
        product *= 1 - (0.001 + (0.2 - 0.001) * (t - 1) / 49)
        assert a_bar[t].item() == pytest.approx(product, rel=1e-12)
    assert linear_schedule(1000)[-1].item() == pytest.approx(4.04e-5, rel=1e-2)  # as in DDPM


def test_cosine_schedule_is_the_papers():
    a_bar = cosine_schedule(40)
    f = [math.cos((t / 40 + 0.008) / 1.008 * math.pi / 2) ** 2 for t in range(41)]
    for t in range(40):
        assert a_bar[t].item() == pytest.approx(f[t] / f[0], rel=1e-9)
    assert (a_bar[40] / a_bar[39]).item() == pytest.approx(0.001)  # the last beta is cut


def test_noising_in_one_step_is_the_chain(generator):
    """The chain's mean and variance, carried along exactly."""
    a_bar = linear_schedule(30, 0.01, 0.3)
    mean, variance = 2.0, 0.0
    for t in range(1, 31):
        alpha = (a_bar[t] / a_bar[t - 1]).item()
        mean, variance = math.sqrt(alpha) * mean, alpha * variance + 1 - alpha
        zero, one = torch.zeros((), dtype=D64), torch.ones((), dtype=D64)
        assert noised(2 * one, zero, a_bar[t]).item() == pytest.approx(mean)
        assert noised(zero, one, a_bar[t]).item() ** 2 == pytest.approx(variance)


@pytest.mark.parametrize(("s", "t"), [(4, 5), (1, 9), (9, 10)])
def test_posterior_is_bayes_rule(generator, s, t):
    a_bar = linear_schedule(10, 0.05, 0.4)
    x0, x_t, *x_s = normal(generator, 4)
    alpha = a_bar[t] / a_bar[s]
    mean, variance = posterior(x0, x_t, a_bar[s], a_bar[t])

    def log_joint(x):
        prior = Normal(a_bar[s].sqrt() * x0, (1 - a_bar[s]).sqrt()).log_prob(x)
        return prior + Normal(alpha.sqrt() * x, (1 - alpha).sqrt()).log_prob(x_t)

    evidence = Normal(a_bar[t].sqrt() * x0, (1 - a_bar[t]).sqrt()).log_prob(x_t)
    for x in x_s:
        found = Normal(mean, variance.sqrt()).log_prob(x)
        assert torch.allclose(found, log_joint(x) - evidence, rtol=1e-9)


def test_posterior_ends_at_the_data(generator):
    a_bar, (x0, x_1) = linear_schedule(5), normal(generator, 2, 3)
    mean, variance = posterior(x0, x_1, a_bar[0], a_bar[1])
    assert torch.allclose(mean, x0)
    assert variance == 0


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_a_step_back_with_the_true_noise_has_the_right_law(generator, share):
    """With the noise known, x_s is again N(sqrt(a_bar_s) x_0, 1 - a_bar_s), for any sigma."""
    a_bar, n = linear_schedule(10, 0.05, 0.4), 40_000
    noise, fresh = normal(generator, 2, n)
    sigma = share * posterior(noise, noise, a_bar[4], a_bar[7])[1].sqrt()
    x0 = torch.full((n,), 1.5, dtype=D64)
    x_t = noised(x0, noise, a_bar[7])
    x_s = step_back(x_t, noise, a_bar[4], a_bar[7], sigma, fresh)
    variance = (1 - a_bar[4]).item()
    assert abs(x_s.mean() - a_bar[4].sqrt() * 1.5) < 4 * math.sqrt(variance / n)
    assert abs(x_s.var() / variance - 1) < 4 * math.sqrt(2 / n)


def test_ddpm_s_step_is_the_posterior_of_the_predicted_data(generator):
    a_bar = linear_schedule(10, 0.05, 0.4)
    x_t, noise_hat, fresh = normal(generator, 3, 6)
    x0_hat = (x_t - (1 - a_bar[7]).sqrt() * noise_hat) / a_bar[7].sqrt()
    mean, variance = posterior(x0_hat, x_t, a_bar[6], a_bar[7])
    found = step_back(x_t, noise_hat, a_bar[6], a_bar[7], variance.sqrt(), fresh)
    assert torch.allclose(found, mean + variance.sqrt() * fresh)
    beta = 1 - a_bar[7] / a_bar[6]  # algorithm 2 of Ho et al.
    paper = (x_t - beta / (1 - a_bar[7]).sqrt() * noise_hat) / (1 - beta).sqrt()
    assert torch.allclose(mean, paper)


def of_gaussian(a_bar, s):
    """The best prediction of the noise for data N(0, s^2)."""

    def predict(x, t):
        return x * (1 - a_bar[t]).sqrt() / (a_bar[t] * s**2 + 1 - a_bar[t])

    return predict


@pytest.mark.parametrize("eta", [0.0, 1.0])
def test_samples_of_gaussian_data_have_its_deviation(generator, eta):
    a_bar, s = linear_schedule(1000), 0.4
    noise = normal(generator, 20_000)
    x = sample(of_gaussian(a_bar, s), noise, a_bar, range(1000, -1, -1), eta, generator)
    assert abs(x.std() / s - 1) < 4 / math.sqrt(2 * 20_000) + 0.01
    if eta == 0:  # the flow is a scaling
        assert torch.allclose(x / noise, x[0] / noise[0])
        assert (x / noise)[0].item() == pytest.approx(s, rel=0.02)


@pytest.mark.parametrize("eta", [0.0, 0.7, 1.0])
def test_few_steps_follow_the_recursion_of_the_variance(generator, eta):
    a_bar, s, variance = linear_schedule(20, 0.02, 0.3), 0.5, 1.0
    for t, u in ((20, 12), (12, 4), (4, 1)):  # 1 and not 0: there the last step has noise
        a, b = a_bar[u].item(), a_bar[t].item()
        slope = math.sqrt(1 - b) / (b * s**2 + 1 - b)  # of the predicted noise
        sigma2 = eta**2 * (1 - a) / (1 - b) * (1 - b / a)
        scale = math.sqrt(a / b) * (1 - math.sqrt(1 - b) * slope)
        scale += math.sqrt(1 - a - sigma2) * slope
        variance = scale**2 * variance + sigma2
    noise = normal(generator, 40_000)
    x = sample(of_gaussian(a_bar, s), noise, a_bar, (20, 12, 4, 1), eta, generator)
    assert abs(x.var() / noise.var() / variance - 1) < (1e-9 if eta == 0 else 0.03)


def test_sampling_uses_the_noise_that_is_passed(generator):
    a_bar, x = linear_schedule(20, 0.01, 0.3), normal(generator, 7)
    predict = of_gaussian(a_bar, 0.5)
    one, two, other = (
        sample(predict, x, a_bar, (20, 10, 0), 1.0, torch.Generator().manual_seed(i))
        for i in (1, 1, 2)
    )
    assert torch.equal(one, two)
    assert not torch.equal(one, other)


def test_times_fall():
    a_bar, x = linear_schedule(20), torch.zeros(3)
    for times in ([], [20], [5, 5, 0], [0, 20], [21, 0], [3, -1]):
        with pytest.raises(ValueError, match="times fall"):
            sample(lambda x, t: x, x, a_bar, times)


def test_more_noise_than_there_is_room_for():
    a_bar, x = linear_schedule(20), torch.zeros(3)
    with pytest.raises(ValueError, match="at most"):
        step_back(x, x, a_bar[3], a_bar[9], torch.tensor(0.9), x)


@pytest.mark.parametrize("arguments", [(0,), (5, 0.0), (5, 0.3, 0.2), (5, 0.1, 1.0)])
def test_schedules_are_possible(arguments):
    with pytest.raises(ValueError, match="T >= 1"):
        linear_schedule(*arguments)
    with pytest.raises(ValueError, match="one step or more"):
        cosine_schedule(0)
