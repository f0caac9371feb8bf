"""Losses between two sets, which do not see in which order the items are listed."""

import numpy as np
import torch
from jaxtyping import Float, Int
from scipy.optimize import linear_sum_assignment
from torch import Tensor

Y = Float[Tensor, "*B N D"]
X = Float[Tensor, "*B M D"]


def pair_cost(Y: Y, X: X) -> Float[Tensor, "*B N M"]:
    """||y_i - x_j||^2. Shapes: (..., N, D) and (..., M, D) give (..., N, M)."""
    return (Y[..., :, None, :] - X[..., None, :, :]).square().sum(-1)


def match(cost: Float[Tensor, "*B N M"]) -> Int[Tensor, "*B N"]:
    """For each row the column of the optimal assignment; no column is used twice.

    Shapes: cost (..., N, M), N <= M, gives (..., N) integers: the sum of cost[i, match[i]] is
    the least one. The choice has no gradient. The time is O(N^2 M) for each matrix, on the CPU.
    Raises ValueError if there are more rows than columns, or a cost is not finite.
    Source: Kuhn (1955); scipy.optimize.linear_sum_assignment.
    """
    N, M = cost.shape[-2:]
    if N > M:
        raise ValueError(f"{N} rows cannot all have columns of their own among {M}")
    each = cost.detach().flatten(0, -3) if cost.ndim > 2 else cost.detach()[None]
    if not torch.isfinite(each).all():
        raise ValueError("costs are finite numbers")
    columns = [linear_sum_assignment(one)[1] for one in each.cpu().numpy()]
    found = torch.from_numpy(np.array(columns, dtype=np.int64))
    return found.reshape(cost.shape[:-1]).to(cost.device)


def hungarian(Y: Y, X: X) -> Float[Tensor, "*B"]:
    """min over permutations of the mean over i of ||y_i - x_pi(i)||^2.

    Shapes: Y (..., N, D) and X (..., M, D), N <= M, give (...); if N < M, some
    items of X are left over at no cost. The assignment is chosen without a
    gradient, which flows through the distances of the chosen pairs.
    Raises ValueError if N > M, or a distance is not finite.
    Source: this book's page "Set prediction".
    """
    cost = pair_cost(Y, X)
    return cost.gather(-1, match(cost)[..., None])[..., 0].mean(-1)


def chamfer(Y: Y, X: X) -> Float[Tensor, "*B"]:
    """mean_i min_j ||y_i - x_j||^2 + mean_j min_i ||y_i - x_j||^2.

    Shapes: Y (..., N, D) and X (..., M, D) give (...). It is 0 wherever both have the same
    points, however often each is listed.
    Source: Fan et al. (2017), equation 1, with means for sums.
    """
    cost = pair_cost(Y, X)
    return cost.amin(-1).mean(-1) + cost.amin(-2).mean(-1)
