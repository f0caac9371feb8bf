"""Three sets from one: training, validation, test."""

from typing import NamedTuple

import torch
from jaxtyping import Float, Int, Shaped
from torch import Tensor


class Examples(NamedTuple):
    """Items and what is to be said of them, which can be unpacked: X, y = examples."""

    X: Float[Tensor, " N *D"]
    y: Shaped[Tensor, " N"]


class Splits(NamedTuple):
    """Examples to train on, to compare models by, and to test once: train, val, test = splits."""

    train: Examples
    val: Examples
    test: Examples


def split(
    X: Float[Tensor, " N_all *D"],
    y: Shaped[Tensor, " N_all"],
    generator: torch.Generator | None = None,
    fractions: tuple[float, float] = (0.6, 0.2),
) -> Splits:
    """X and y for training, validation and test, shuffled; the test set gets the rest.

    Shapes: X (N, ...), y (N,) give `train`, `val` and `test`, each with X (N', ...) and y (N',),
    with N' summing to N.
    Where y holds integers each class is divided by the same `fractions`, to one item.
    The division is the same at every call unless a `generator` is passed.
    Raises ValueError if X and y differ in length, or for fractions that leave one of the three
    sets empty.
    """
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} items, y has {len(y)}")
    generator = generator or torch.Generator().manual_seed(0)
    training, validation = fractions
    if not (training > 0 and validation > 0 and training + validation < 1):
        raise ValueError(f"fractions must be positive and leave a test set, got {fractions}")
    parts = ([], [], [])
    for group in _groups(y):  # (n,) indices of one class
        group = group[torch.randperm(len(group), generator=generator)]
        ends = round(training * len(group)), round((training + validation) * len(group))
        for part, piece in zip(parts, torch.tensor_split(group, ends), strict=True):
            part.append(piece)
    sets = [torch.cat(part) for part in parts]
    if not all(len(indices) for indices in sets):
        raise ValueError(f"{len(y)} items are too few for fractions {fractions} of each class")
    sets = [indices[torch.randperm(len(indices), generator=generator)] for indices in sets]
    return Splits(*(Examples(X[indices], y[indices]) for indices in sets))


def _groups(y: Shaped[Tensor, " N"]) -> list[Int[Tensor, " _"]]:
    if y.is_floating_point():
        return [torch.arange(len(y))]
    return [(y == label).nonzero().squeeze(1) for label in y.unique()]
