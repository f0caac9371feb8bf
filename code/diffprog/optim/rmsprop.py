"""A learning rate for each weight, from a leaky average of its squared gradients."""

from collections.abc import Iterable

from torch import Tensor

from diffprog.optim.optimizer import Optimizer, require_fraction, require_positive


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

    def update(self, p: Tensor, g: Tensor, state: dict) -> None:
        """p <- p - lr g / (sqrt(s) + eps); shapes (...) as of p."""
        s = state["s"] = self.alpha * state.get("s", 0.0) + (1 - self.alpha) * g**2
        p -= self.lr * g / (s.sqrt() + self.eps)
