"""Where a token stands: waves to add to it, turns of queries and keys, and slopes for scores."""

import torch
from jaxtyping import Float
from torch import Tensor


def frequencies(C: int, base: float = 10_000.0) -> Float[Tensor, " C_half"]:
    """base^(-2 i / C) for i = 0 ... C / 2 - 1, in radians per place, float64.

    Shapes: (C / 2,).
    Raises ValueError unless C is even and positive.
    Source: Vaswani et al. (2017), section 3.5.
    """
    if C < 2 or C % 2:
        raise ValueError(f"pairs of features need an even C > 0, got {C}")
    return base ** (-torch.arange(0, C, 2, dtype=torch.float64) / C)


def sinusoidal(T: int, C: int, base: float = 10_000.0) -> Float[Tensor, "T C"]:
    """sin(p w_i) in column 2 i and cos(p w_i) in column 2 i + 1, with the `frequencies` w.

    Shapes: places p = 0 ... T - 1 are rows of (T, C), float32.
    Raises ValueError unless C is even and positive.
    Source: this book's page "Transformers"; Vaswani et al. (2017), section 3.5.
    """
    angles = torch.arange(T, dtype=torch.float64)[:, None] * frequencies(C, base)  # (T, C / 2)
    return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(1).float()


def rotary(
    X: Float[Tensor, "*B T D"],
    first: int = 0,
    base: float = 10_000.0,
) -> Float[Tensor, "*B T D"]:
    """Queries or keys whose pair of features (2 i, 2 i + 1) is turned by the angle p w_i.

    Shapes: X (..., T, D) and the result alike; the token in row t has the place p = first + t.
    Raises ValueError unless D is even and positive.
    Source: this book's page "Transformers"; Su et al. (2021), section 3.2.2.
    """
    T, D = X.shape[-2:]
    places = torch.arange(first, first + T, dtype=torch.float64)
    angles = (places[:, None] * frequencies(D, base)).to(X)  # (T, D / 2)
    a, b = X[..., 0::2], X[..., 1::2]
    turned = [a * angles.cos() - b * angles.sin(), a * angles.sin() + b * angles.cos()]
    return torch.stack(turned, dim=-1).flatten(-2)


def alibi_slopes(heads: int) -> Float[Tensor, " heads"]:
    """2^(-8 / heads), 2^(-16 / heads), ..., 2^-8: what a head subtracts for each place of distance.

    Shapes: (heads,), float32; head i adds -slope_i (t - s) to the score of query t and key s.
    Raises ValueError for fewer than one head.
    Source: this book's page "Transformers"; Press, Smith and Lewis (2022), section 3.
    """
    if heads < 1:
        raise ValueError(f"at least one head is needed, got {heads}")
    return 2.0 ** (-8.0 * torch.arange(1, heads + 1) / heads)
