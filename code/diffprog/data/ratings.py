"""A table of ratings of which only some are known, generated with known truth."""

import torch
from jaxtyping import Bool, Float
from torch import Generator, Tensor

Ratings = tuple[Float[Tensor, "U I"], Bool[Tensor, "U I"], Float[Tensor, "U I"]]


def ratings(
    users: int,
    items: int,
    rank: int,
    generator: Generator,
    noise: float = 0.1,
    observed: float = 0.5,
) -> Ratings:
    """Ratings A = P Q' + noise, a mask of those that are known, and the truth P Q'.

    Shapes: A (U, I) float32, mask (U, I) bool, truth (U, I) float32 of rank `rank`. The
    entries of P (U, R) and Q (I, R) are standard normal; `noise` is the standard deviation
    of the error in A, and each entry is known with probability `observed`.
    Raises ValueError for a rank outside 1 ... min(U, I), a probability outside (0, 1], or
    negative noise.
    """
    if not 1 <= rank <= min(users, items):
        raise ValueError(f"rank must be 1 to {min(users, items)}, got {rank}")
    if not 0 < observed <= 1:
        raise ValueError(f"observed is a probability above 0, got {observed}")
    if noise < 0:
        raise ValueError(f"noise is a standard deviation and not negative, got {noise}")
    P = torch.randn(users, rank, generator=generator)
    Q = torch.randn(items, rank, generator=generator)
    truth = P @ Q.T  # (U, I)
    mask = torch.rand(users, items, generator=generator) < observed
    return truth + noise * torch.randn(truth.shape, generator=generator), mask, truth
