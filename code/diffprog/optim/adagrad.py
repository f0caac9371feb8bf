"""A learning rate for each weight, from the sum of its squared gradients."""

from collections.abc import Iterable

from torch import Tensor

from diffprog.optim.optimizer import Optimizer, require_positive


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

    def update(self, p: Tensor, g: Tensor, state: dict) -> None:
        """p <- p - lr g / (sqrt(s) + eps); shapes (...) as of p."""
        s = state["s"] = state.get("s", 0.0) + g**2
        p -= self.lr * g / (s.sqrt() + self.eps)
