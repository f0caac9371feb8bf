"""Relaxed samples of a categorical variable, from noise that is passed in."""

import torch
from jaxtyping import Float
from torch import Tensor


def gumbel(uniform: Float[Tensor, "..."]) -> Float[Tensor, "..."]:
    """-log(-log u): standard Gumbel noise from uniform noise on [0, 1).

    Shapes: (...) gives (...). A uniform number that is 0 or, by rounding, 1 is
    first moved inside by as little as its type can tell from 0 and from 1, so
    that the result is finite.
    Source: Gumbel (1954), Statistical Theory of Extreme Values.
    """
    info = torch.finfo(uniform.dtype)
    inside = uniform.clamp(info.tiny, 1 - info.eps / 2)
    return -torch.log(-torch.log(inside))


def soft_sample(
    logits: Float[Tensor, "*B K"],
    noise: Float[Tensor, "*B K"],
    temperature: float = 1.0,
) -> Float[Tensor, "*B K"]:
    """softmax((logits + noise) / temperature), a relaxed one-hot sample.

    Shapes: logits (..., K), and noise (..., K) from `gumbel`, give (..., K),
    rows that sum to 1. The largest entry is where `logits + noise` is largest,
    which is an exact sample from softmax(logits).
    Raises ValueError unless the temperature is positive.
    Source: Maddison et al. (2017); Jang et al. (2017).
    """
    if not temperature > 0:
        raise ValueError(f"a temperature is positive, got {temperature}")
    return torch.softmax((logits + noise) / temperature, dim=-1)


def straight_through(soft: Float[Tensor, "*B K"]) -> Float[Tensor, "*B K"]:
    """One-hot at the largest entry of each row, with the gradient of `soft`.

    Shapes: (..., K) gives (..., K). The values are 0 and 1 exactly.
    Source: Bengio et al. (2013); Jang et al. (2017).
    """
    winner = soft.argmax(-1, keepdim=True)
    hard = torch.zeros_like(soft).scatter(-1, winner, 1.0)
    return hard.detach() + (soft - soft.detach())
