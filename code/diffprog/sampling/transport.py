"""Moving samples: along a vector field, and by a plan that says what goes where."""

import math
from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

Points = Float[Tensor, "*S N D"]
Cost = Float[Tensor, "*S N M"]
Way = Float[Tensor, "_ *X"]  # x at all times


def sinkhorn(cost: Cost, eps: float, steps: int = 200) -> Cost:
    """The plan P that makes <P, cost> - eps H(P) small, with uniform margins.

    Shapes: cost (..., N, M) gives P (..., N, M), positive, with columns that
    sum to 1 / M to rounding, and rows that sum to 1 / N as nearly as `steps`
    pairs of projections make them. `eps` has the unit of the cost. All is done
    with logarithms, so that a small `eps` does not underflow; gradients pass
    to the cost through all steps.
    Raises ValueError unless eps > 0 and steps >= 1.
    Source: Cuturi (2013), algorithm 1; Peyre and Cuturi (2019), section 4.4.
    """
    if not eps > 0 or steps < 1:
        raise ValueError(f"eps > 0 and steps >= 1, got {eps} and {steps}")
    n, m = cost.shape[-2:]
    log_K = -cost / eps
    log_v = torch.zeros_like(cost[..., :1, :])  # (..., 1, M)
    for _ in range(steps):
        log_u = -math.log(n) - (log_K + log_v).logsumexp(-1, keepdim=True)
        log_v = -math.log(m) - (log_K + log_u).logsumexp(-2, keepdim=True)
    return torch.exp(log_u + log_K + log_v)


def euler(field: Callable, t: float, x: Tensor, h: float) -> Tensor:
    """x + h field(t, x), an error of order h^2 a step; one evaluation. Shapes: x (...)."""
    return x + h * field(t, x)


def rk4(field: Callable, t: float, x: Tensor, h: float) -> Tensor:
    """The classical Runge-Kutta step, an error of order h^5; four evaluations. Shapes: x (...).

    Source: Kutta (1901).
    """
    k1 = field(t, x)
    k2 = field(t + h / 2, x + h / 2 * k1)
    k3 = field(t + h / 2, x + h / 2 * k2)
    k4 = field(t + h, x + h * k3)
    return x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


def integrate(
    field: Callable[[float, Tensor], Tensor],
    x: Float[Tensor, "*X"],
    steps: int,
    method: Callable = euler,
    start: float = 0.0,
    end: float = 1.0,
) -> Way:
    """The path of dx/dt = field(t, x) from `start` to `end`, or back.

    Shapes: x (...) gives (steps + 1, ...), x first; field(t, x), where t is a
    number, has the shape of x. `method` is `euler` or `rk4`.
    Raises ValueError for fewer than one step.
    """
    if steps < 1:
        raise ValueError(f"a path has at least one step, got {steps}")
    h, path = (end - start) / steps, [x]
    for k in range(steps):
        path.append(method(field, start + k * h, path[-1], h))
    return torch.stack(path)
