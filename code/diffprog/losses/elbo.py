"""The bounds on the evidence that a variational autoencoder climbs, one number for each example."""

import math

import torch
from jaxtyping import Float
from torch import Tensor


def gaussian_kl(
    mu: Float[Tensor, "*B D"],
    log_sigma: Float[Tensor, "*B D"],
) -> Float[Tensor, "*B"]:
    """sum over j of (mu_j^2 + sigma_j^2 - log sigma_j^2 - 1) / 2.

    It is the Kullback-Leibler divergence of N(mu, sigma^2) from N(0, I).

    Shapes: `mu` and `log_sigma` (..., D) give (...), in nats.
    Source: Kingma and Welling (2014), appendix B.
    """
    return (mu.square() + (2 * log_sigma).exp() - 2 * log_sigma - 1).sum(-1) / 2


def elbo(
    log_lik: Float[Tensor, "*B"],
    mu: Float[Tensor, "*B D"],
    log_sigma: Float[Tensor, "*B D"],
    beta: float = 1.0,
) -> Float[Tensor, "*B"]:
    """log p(x | z) - beta KL(q(z | x) || N(0, I)), with one z drawn from q.

    Shapes: `log_lik` (...) is log p(x | z) at that z, `mu` and `log_sigma`
    (..., D) are those of q; the result is (...), in nats. Its mean is at most
    log p(x) if `beta` is 1 or more.
    Source: Kingma and Welling (2014), equation 7; Higgins et al. (2017).
    """
    return log_lik - beta * gaussian_kl(mu, log_sigma)


def log_weight(
    log_lik: Float[Tensor, "*B"],
    z: Float[Tensor, "*B D"],
    mu: Float[Tensor, "*#B D"],
    log_sigma: Float[Tensor, "*#B D"],
) -> Float[Tensor, "*B"]:
    """log of p(x | z) p(z) / q(z | x), p(z) = N(0, I) and q = N(mu, sigma^2).

    Shapes: `z` (..., D) and `log_lik` (...), which is log p(x | z), give (...),
    in nats; `mu` and `log_sigma` may lack axes, such as one over draws. The
    weight's mean over z from q is p(x).
    Source: Burda et al. (2016), section 3.
    """
    log_prior = -z.square().sum(-1) / 2  # log(2 pi) D / 2 cancels
    log_q = -(((z - mu) / log_sigma.exp()).square() / 2 + log_sigma).sum(-1)
    return log_lik + log_prior - log_q


def iwae_bound(log_weights: Float[Tensor, "K ..."]) -> Float[Tensor, "..."]:
    """log of the mean of K weights: its mean is below log p(x), rising with K.

    Shapes: `log_weights` (K, ...) of K independent draws give (...), in nats.
    Source: Burda et al. (2016), equation 8.
    """
    return torch.logsumexp(log_weights, 0) - math.log(len(log_weights))
