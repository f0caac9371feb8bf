"""Momentum over the root of a leaky average of squared gradients, both freed of bias."""

from collections.abc import Iterable

import torch
from torch import Tensor

from diffprog.optim.optimizer import Optimizer, require_fraction, require_positive


class Adam(Optimizer):
    """p <- p - lr m_hat / (sqrt(s_hat) + eps), with the averages that `direction` keeps.

    Shapes: parameters (...), each with averages m and s (...), which start at zero, and with
    `amsgrad` the largest s so far. `weight_decay` is a penalty: it goes through the averages.
    Raises ValueError unless both betas are in [0, 1), for a negative eps, and as Optimizer.
    Source: Kingma and Ba (2015), algorithm 1; Reddi et al. (2018) for amsgrad.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        amsgrad: bool = False,
    ):
        super().__init__(params, lr, weight_decay)
        self.betas = require_betas(betas)
        self.eps = require_positive("eps", eps)
        self.amsgrad = amsgrad

    def update(self, p: Tensor, g: Tensor, state: dict) -> None:
        """p <- p - lr m_hat / (sqrt(s_hat) + eps); shapes (...) as of p."""
        p -= self.lr * direction(g, state, self.betas, self.eps, self.amsgrad)


def direction(g: Tensor, state: dict, betas: tuple, eps: float, amsgrad: bool) -> Tensor:
    """m_hat / (sqrt(s_hat) + eps), averages of g and g^2 divided by what they lack at step t.

    Shapes: g and the result (...), as t, m, s and, with `amsgrad`, s_max in `state`, where
    they are kept.
    Source: Kingma and Ba (2015), algorithm 1; the order of amsgrad is that of PyTorch, which
    takes the largest s before it corrects the bias.
    """
    beta1, beta2 = betas
    t = state["t"] = state.get("t", 0) + 1
    m = state["m"] = beta1 * state.get("m", 0.0) + (1 - beta1) * g
    s = state["s"] = beta2 * state.get("s", 0.0) + (1 - beta2) * g**2
    if amsgrad:
        s = state["s_max"] = torch.maximum(state.get("s_max", s), s)
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    return m_hat / (s_hat.sqrt() + eps)


def require_betas(betas: tuple[float, float]) -> tuple[float, float]:
    """`betas`, two numbers from 0 up to but not including 1.

    Raises ValueError where they are not.
    """
    if len(betas) != 2:
        raise ValueError(f"betas are two numbers, for g and for g^2; got {betas}")
    return tuple(require_fraction(f"betas[{i}]", beta) for i, beta in enumerate(betas))
