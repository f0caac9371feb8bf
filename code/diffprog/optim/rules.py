"""The five update rules that the page Optimisation derives, one `update` each."""

from collections.abc import Iterable

import torch
from jaxtyping import Float
from torch import Tensor

from diffprog.optim.optimizer import Optimizer, require_fraction, require_positive

Values = Float[Tensor, "*S"]


class SGD(Optimizer):
    """v <- momentum v + g, then p <- p - lr v; with `nesterov`, p <- p - lr (g + momentum v).

    Shapes: parameters (...), each with one velocity v (...) that starts at zero, and none where
    momentum is 0. A constant g ends in steps of lr g / (1 - momentum).
    Raises ValueError unless 0 <= momentum < 1, for nesterov without momentum, and as Optimizer.
    Source: Polyak (1964); Sutskever et al. (2013), equations 1 to 4, with the velocity in units
    of the gradient, as PyTorch has it.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float = 0.0,
    ):
        super().__init__(params, lr, weight_decay)
        self.momentum = require_fraction("momentum", momentum)
        self.nesterov = nesterov
        if nesterov and not momentum:
            raise ValueError("nesterov looks ahead along the velocity; set momentum above 0")

    def update(self, p: Values, g: Values, state: dict) -> None:
        """p <- p - lr v, or p - lr (g + momentum v); shapes (...) as of p."""
        if self.momentum:
            v = state["v"] = self.momentum * state.get("v", 0.0) + g
            g = g + self.momentum * v if self.nesterov else v
        p -= self.lr * g


class Adagrad(Optimizer):
    """s <- s + g^2, then p <- p - lr g / (sqrt(s) + eps).

    Shapes: parameters (...), each with one sum s (...) that starts at zero.
    Raises ValueError for a negative eps, and as Optimizer.
    Source: Duchi et al. (2011), Adaptive subgradient methods, the diagonal form.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float = 1e-2,
        eps: float = 1e-10,
        weight_decay: float = 0.0,
    ):
        super().__init__(params, lr, weight_decay)
        self.eps = require_positive("eps", eps)

    def update(self, p: Values, g: Values, state: dict) -> None:
        """p <- p - lr g / (sqrt(s) + eps); shapes (...) as of p."""
        s = state["s"] = state.get("s", 0.0) + g**2
        p -= self.lr * g / (s.sqrt() + self.eps)


class RMSprop(Optimizer):
    """s <- alpha s + (1 - alpha) g^2, then p <- p - lr g / (sqrt(s) + eps).

    Shapes: parameters (...), each with one average s (...) that starts at zero.
    Raises ValueError unless 0 <= alpha < 1, for a negative eps, and as Optimizer.
    Source: Tieleman and Hinton (2012), lecture 6.5, with PyTorch's eps outside of the root.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ):
        super().__init__(params, lr, weight_decay)
        self.alpha = require_fraction("alpha", alpha)
        self.eps = require_positive("eps", eps)

    def update(self, p: Values, g: Values, state: dict) -> None:
        """p <- p - lr g / (sqrt(s) + eps); shapes (...) as of p."""
        s = state["s"] = self.alpha * state.get("s", 0.0) + (1 - self.alpha) * g**2
        p -= self.lr * g / (s.sqrt() + self.eps)


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

    def update(self, p: Values, g: Values, state: dict) -> None:
        """p <- p - lr m_hat / (sqrt(s_hat) + eps); shapes (...) as of p."""
        p -= self.lr * direction(g, state, self.betas, self.eps, self.amsgrad)


def direction(
    g: Values,
    state: dict,
    betas: tuple,
    eps: float,
    amsgrad: bool,
) -> Values:
    """m_hat / (sqrt(s_hat) + eps), both averages freed of their bias at step t.

    Shapes: g and the result (...), as t, m, s and, with `amsgrad`, s_max in
    `state`, where they are kept.
    Source: Kingma and Ba (2015), algorithm 1; the order of amsgrad is that of
    PyTorch, which takes the largest s before it corrects the bias.
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


class AdamW(Optimizer):
    """p <- (1 - lr weight_decay) p, then Adam's step with the gradient of the loss alone.

    Shapes: parameters (...), each with averages m and s (...), which start at zero, and with
    `amsgrad` the largest s so far.
    Raises ValueError unless both betas are in [0, 1), for a negative weight_decay or eps, and
    as Optimizer.
    Source: Loshchilov and Hutter (2019), algorithm 2; the decay is multiplied by lr, as
    PyTorch has it.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
    ):
        super().__init__(params, lr)
        self.decay = require_positive("weight_decay", weight_decay)
        self.betas = require_betas(betas)
        self.eps = require_positive("eps", eps)
        self.amsgrad = amsgrad

    def update(self, p: Values, g: Values, state: dict) -> None:
        """p <- (1 - lr decay) p - lr m_hat / (sqrt(s_hat) + eps); shapes (...)."""
        p *= 1 - self.lr * self.decay
        p -= self.lr * direction(g, state, self.betas, self.eps, self.amsgrad)
