"""Adam with a weight decay that does not go through its averages."""

from collections.abc import Iterable

from torch import Tensor

from diffprog.optim.adam import direction, require_betas
from diffprog.optim.optimizer import Optimizer, require_positive


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

    def update(self, p: Tensor, g: Tensor, state: dict) -> None:
        """p <- (1 - lr decay) p - lr m_hat / (sqrt(s_hat) + eps); shapes (...) as of p."""
        p *= 1 - self.lr * self.decay
        p -= self.lr * direction(g, state, self.betas, self.eps, self.amsgrad)
