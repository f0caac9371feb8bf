"""Pooling of a set by sorting each of its features, and the way back."""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

Order = Int[Tensor, "*B N D"]
Mask = Bool[Tensor, "*B N"]


def rank_weights(W: Float[Tensor, "P D"], sizes: Int[Tensor, "*B"], N: int):
    """The weight of each rank in sets of `sizes` items, from P knots; 0 beyond a set's end.

    Shapes: W (P, D), sizes (...) give (..., N, D). Rank i of n items, from 0, stands at the
    relative rank i / (n - 1), or 0 if n = 1; knot p at p / (P - 1). Between knots lies a line.
    Raises ValueError for fewer than two knots.
    Source: Zhang et al. (2020), equations 3 and 4.
    """
    if len(W) < 2:
        raise ValueError(f"a line between knots needs two of them, got {len(W)}")
    i = torch.arange(N, device=W.device)
    r = (i / (sizes[..., None] - 1).clamp(min=1)).clamp(max=1)  # (..., N)
    place = r * (len(W) - 1)
    left = place.floor().long().clamp(max=len(W) - 2)
    part = (place - left)[..., None]
    line = W[left] * (1 - part) + W[left + 1] * part
    return line * (i < sizes[..., None])[..., None]


def _sizes(mask: Mask | None, like: Tensor) -> Int[Tensor, "*B"]:
    if mask is None:
        return torch.full(like.shape[:-2], like.shape[-2], device=like.device)
    if mask.dtype != torch.bool or mask.shape != like.shape[:-1]:
        wanted = f"truth values {tuple(like.shape[:-1])}"
        raise ValueError(f"a mask is of {wanted}; got {mask.dtype} {tuple(mask.shape)}")
    return mask.sum(-1)


class FSPool(nn.Module):
    """y_d = sum_i w_d(i) x_(i),d, where x_(i),d is the i-th largest of feature d.

    The weight is a function of the relative rank, a line between P `knots`, so that one layer
    takes sets of all sizes. Weights start from N(0, 1 / P) (in the paper from N(0, 1)).
    Shapes: X (..., N, D) gives y (..., D) and the order (..., N, D) which `FSUnpool` needs:
    X.gather(-2, order) is sorted. `mask` (..., N) is true for items that are there.
    Raises ValueError for a mask of other shape, or fewer than two knots.
    Source: Zhang et al. (2020), "FSPool", equations 1 to 4.
    """

    def __init__(self, D: int, knots: int = 8, generator: torch.Generator | None = None):
        super().__init__()
        self.W = nn.Parameter(torch.randn(knots, D, generator=generator) / knots**0.5)

    def forward(
        self, X: Float[Tensor, "*B N D"], mask: Mask | None = None
    ) -> tuple[Float[Tensor, "*B D"], Order]:
        """The pooled features, and the order. Shapes: (..., N, D) gives (..., D), (..., N, D)."""
        sizes = _sizes(mask, X)
        if mask is not None:
            X = X.masked_fill(~mask[..., None], -torch.inf)  # what is absent comes last
        ordered, order = X.sort(dim=-2, descending=True, stable=True)
        if mask is not None:
            ordered = ordered.masked_fill(ordered == -torch.inf, 0.0)
        return (ordered * rank_weights(self.W, sizes, X.shape[-2])).sum(-2), order


class FSUnpool(nn.Module):
    """x_(i),d = w_d(i) y_d, put back to where the order of `FSPool` found rank i.

    Shapes: y (..., D) and order (..., N, D) give (..., N, D); items that `mask` (..., N) says
    are absent become 0. Equivariant: if the pooled set is reordered, so is the output.
    Raises ValueError for a mask of other shape, or fewer than two knots.
    Source: Zhang et al. (2020), "FSPool", section 3.2.
    """

    def __init__(self, D: int, knots: int = 8, generator: torch.Generator | None = None):
        super().__init__()
        self.W = nn.Parameter(torch.randn(knots, D, generator=generator) / knots**0.5)

    def forward(
        self, y: Float[Tensor, "*B D"], order: Order, mask: Mask | None = None
    ) -> Float[Tensor, "*B N D"]:
        """The items, in the order of the pooled set.

        Shapes: y (..., D) and order (..., N, D) give (..., N, D).
        """
        sizes, N = _sizes(mask, order), order.shape[-2]
        ranked = y[..., None, :] * rank_weights(self.W, sizes, N)
        return torch.zeros_like(ranked).scatter(-2, order, ranked)
