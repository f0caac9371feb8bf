"""Gradient descent, with heavy-ball or Nesterov momentum."""

from collections.abc import Iterable

from torch import Tensor

from diffprog.optim.optimizer import Optimizer, require_fraction


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

    def update(self, p: Tensor, g: Tensor, state: dict) -> None:
        """p <- p - lr v, or p - lr (g + momentum v); shapes (...) as of p."""
        if self.momentum:
            v = state["v"] = self.momentum * state.get("v", 0.0) + g
            g = g + self.momentum * v if self.nesterov else v
        p -= self.lr * g
