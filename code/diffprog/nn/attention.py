"""Attention: weighted means of values, with weights from what queries and keys say."""

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn


def attention(
    Q: Float[Tensor, "*B T D"],
    K: Float[Tensor, "*B S D"],
    V: Float[Tensor, "*B S Dv"],
    mask: Bool[Tensor, "..."] | None = None,
) -> tuple[Float[Tensor, "*B T Dv"], Float[Tensor, "*B T S"]]:
    """softmax(Q K^T / sqrt(D)) V, and that softmax, the weights.

    Shapes: queries Q (..., T, D), keys K (..., S, D), values V (..., S, Dv)
    give the output (..., T, Dv) and the weights (..., T, S), whose rows sum to
    1: tokens are rows. `mask`, truth values that broadcast to (..., T, S), is
    true where a query may look; elsewhere its weight is exactly 0.
    Raises TypeError for a mask of other values (masks of PyTorch's modules are
    true where one may *not* look, or numbers to add); ValueError for a query
    that may look nowhere, for no keys, and for shapes that do not fit.
    Source: this book's page "Attention"; Vaswani et al. (2017), equation 1.
    """
    fit = Q.shape[-1] == K.shape[-1] and K.shape[-2] == V.shape[-2]
    if not fit or K.shape[-2] < 1:
        shapes = ", ".join(str(tuple(X.shape)) for X in (Q, K, V))
        wanted = "(..., T, D), (..., S, D), (..., S, Dv), S >= 1"
        raise ValueError(f"shapes are {wanted}; got {shapes}")
    scores = Q @ K.mT / Q.shape[-1] ** 0.5  # (..., T, S)
    if mask is not None:
        scores = scores.masked_fill(~_checked(mask, scores), -torch.inf)
    weights = scores.softmax(dim=-1)
    return weights @ V, weights


def _checked(mask: Tensor, scores: Float[Tensor, "*B T S"]) -> Bool[Tensor, "*B T S"]:
    """`mask`, broadcast to the shape of `scores`, if every query may look somewhere."""
    if mask.dtype != torch.bool:
        raise TypeError(f"a mask is of truth values, true where one may look; got {mask.dtype}")
    try:
        mask = mask.expand(scores.shape)
    except RuntimeError:
        wanted = f"scores of shape {tuple(scores.shape)}"
        raise ValueError(f"a mask {tuple(mask.shape)} does not broadcast to {wanted}") from None
    if not mask.any(dim=-1).all():
        raise ValueError("a query may look nowhere: a row of the mask has no true entry")
    return mask


def split_heads(
    X: Float[Tensor, "*B T C"],
    heads: int,
) -> Float[Tensor, "*B heads T D"]:
    """Each token's C features, cut into `heads` groups of D = C / heads.

    Shapes: X (..., T, C) gives (..., heads, T, D); head i, from 0, has the
    features from i D up to (i + 1) D - 1.
    Raises ValueError where `heads` does not divide C.
    """
    _require_divisor(heads, X.shape[-1])
    return X.unflatten(-1, (heads, -1)).transpose(-3, -2)


def _require_divisor(heads: int, C: int) -> None:
    if heads < 1 or C % heads:
        raise ValueError(f"{C} features cannot be cut into {heads} heads")


def merge_heads(X: Float[Tensor, "*B heads T D"]) -> Float[Tensor, "*B T C"]:
    """The inverse of `split_heads`. Shapes: (..., heads, T, D) gives (..., T, heads * D)."""
    return X.transpose(-3, -2).flatten(-2)


class MultiHeadAttention(nn.Module):
    """Several attentions side by side: queries of X, keys and values of Z, joined by a layer.

    Shapes: X (..., T, C) and Z (..., S, C), which is X itself if left out (self-attention), give
    (..., T, C). Each head compares C / heads features. Four linear layers (C, C), with biases
    unless `bias` is false, make queries, keys and values, and join the heads. All weights start
    from U(-1/sqrt(C), 1/sqrt(C)) and biases at 0. `forward` returns the output and the weights
    (..., heads, T, S).
    Raises ValueError where `heads` does not divide C.
    Source: this book's page "Attention"; Vaswani et al. (2017), section 3.2.2.
    """

    def __init__(
        self,
        C: int,
        heads: int,
        bias: bool = True,
        generator: torch.Generator | None = None,
    ):
        super().__init__()
        _require_divisor(heads, C)
        self.heads = heads
        self.query, self.key, self.value, self.join = (
            nn.utils.skip_init(nn.Linear, C, C, bias=bias) for _ in range(4)
        )
        for layer in (self.query, self.key, self.value, self.join):
            nn.init.uniform_(layer.weight, -(C**-0.5), C**-0.5, generator=generator)
            if bias:
                nn.init.zeros_(layer.bias)

    def forward(
        self,
        X: Float[Tensor, "*B T C"],
        Z: Float[Tensor, "*B S C"] | None = None,
        mask: Bool[Tensor, "..."] | None = None,
    ) -> tuple[Float[Tensor, "*B T C"], Float[Tensor, "*B heads T S"]]:
        """The output and the weights of all heads.

        Shapes: X (..., T, C), Z (..., S, C) give (..., T, C) and
        (..., heads, T, S). `mask` broadcasts to the latter and is true where a
        query may look. One mask (T, S) for each sequence of a batch, (B, T, S),
        needs an axis for the heads: `mask[:, None]`.
        """
        Y, weights = attention(*self.split(X, Z), mask)
        return self.unite(Y), weights

    def split(
        self,
        X: Float[Tensor, "*B T C"],
        Z: Float[Tensor, "*B S C"] | None = None,
    ) -> tuple[
        Float[Tensor, "*B heads T D"],
        Float[Tensor, "*B heads S D"],
        Float[Tensor, "*B heads S D"],
    ]:
        """Queries of X, keys and values of Z, which is X if left out, in heads.

        Shapes: X (..., T, C), Z (..., S, C) give (..., heads, T, D) and twice
        (..., heads, S, D).
        """
        Z = X if Z is None else Z
        Q = split_heads(self.query(X), self.heads)  # (..., heads, T, D)
        K = split_heads(self.key(Z), self.heads)
        V = split_heads(self.value(Z), self.heads)
        return Q, K, V

    def unite(self, Y: Float[Tensor, "*B heads T D"]) -> Float[Tensor, "*B T C"]:
        """What the heads give, joined by the last layer.

        Shapes: Y (..., heads, T, D) gives (..., T, C).
        """
        return self.join(merge_heads(Y))
