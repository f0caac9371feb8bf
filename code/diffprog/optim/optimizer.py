"""What every rule shares: the parameters, the loop over them, and a memory for each."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

import torch
from jaxtyping import Float
from torch import Tensor


class Optimizer(ABC):
    """For each parameter p with a gradient g: p changes by a rule, which may remember things.

    Shapes: `params` is an iterable of leaf tensors, each of any shape (...). `lr` is the
    learning rate, which may be set anew between steps. `weight_decay` adds weight_decay * p to
    g: the gradient of the penalty weight_decay / 2 * ||p||^2. A rule writes `update`; what it
    keeps between steps is in `state[p]`, empty before the first.
    Raises TypeError for what is no iterable of real tensors, ValueError for no parameters, one
    that stands twice or is the result of a computation, and a negative lr or weight_decay.
    Source: this book's page "Optimisation"; the interface is that of torch.optim.Optimizer.
    """

    def __init__(self, params: Iterable[Tensor], lr: float, weight_decay: float = 0.0):
        self.params = _require_parameters(params)
        self.lr = require_positive("lr", lr)
        self.weight_decay = require_positive("weight_decay", weight_decay)
        self.state: dict[Tensor, dict] = {p: {} for p in self.params}

    def zero_grad(self) -> None:
        """p.grad = None for each parameter, so that the next backward pass starts afresh."""
        for p in self.params:
            p.grad = None

    @torch.no_grad()
    def step(self) -> None:
        """In place, one step of each parameter that has a gradient; others stay."""
        for p in self.params:
            if p.grad is not None:
                g = p.grad + self.weight_decay * p if self.weight_decay else p.grad
                self.update(p, g, self.state[p])

    @abstractmethod
    def update(self, p: Float[Tensor, "*S"], g: Float[Tensor, "*S"], state: dict) -> None:
        """Change p in place, given its gradient g (not to be changed) and its memory.

        Shapes: p and g (...), of one shape.
        """


def require_positive(name: str, value: float) -> float:
    """`value`, a number that is 0 or more.

    Raises ValueError where it is negative, infinite or NaN.
    """
    if not 0 <= value < float("inf"):
        raise ValueError(f"{name} is a finite number, 0 or more; got {value}")
    return value


def require_fraction(name: str, value: float) -> float:
    """`value`, a number that is 0 or more and less than 1.

    Raises ValueError where it is not: an average with weight 1 on the past never learns.
    """
    if not 0 <= value < 1:
        raise ValueError(f"{name} is 0 or more and less than 1; got {value}")
    return value


def _require_parameters(params):
    if isinstance(params, Tensor):
        raise TypeError("params is one tensor; put it in a list: [tensor]")
    params = list(params)
    if not params:
        raise ValueError("there are no parameters to optimise; was a generator used up before?")
    for i, p in enumerate(params):
        if not isinstance(p, Tensor):
            raise TypeError(f"parameter {i} is a {type(p).__name__}, not a tensor")
        if not p.is_floating_point():
            raise TypeError(f"parameter {i} is {p.dtype}; the rules are for real numbers")
        if not p.is_leaf:
            raise ValueError(f"parameter {i} is the result of a computation; detach() it first")
        if any(p is other for other in params[:i]):
            raise ValueError(f"parameter {i} stands twice and would be moved twice a step")
    return params
