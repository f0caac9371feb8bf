"""Mini-batches of any number of tensors, which keep their names where they have some."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Shaped
from torch import Generator, Tensor

Items = Sequence[Shaped[Tensor, "N ..."]]


@dataclass(frozen=True)
class Batches:
    """What `batches` returns: each time that it is iterated over, the items in a new order."""

    data: Items
    size: int
    generator: Generator

    def __len__(self) -> int:
        return -(-len(self.data[0]) // self.size)

    def __iter__(self) -> Iterator[tuple[Tensor, ...]]:
        make = getattr(type(self.data), "_make", tuple)  # a NamedTuple's batches keep its names
        first, device = self.data[0], self.generator.device
        order = torch.randperm(len(first), generator=self.generator, device=device)
        for indices in order.to(first.device).split(self.size):
            yield make(part[indices] for part in self.data)


def batches(data: Shaped[Tensor, "N ..."] | Items, size: int, generator: Generator) -> Batches:
    """Mini-batches of `size` items of every tensor in `data`, in a new random order each epoch.

    Shapes: tensors (N, ...), on one device, give ceil(N / B) tuples of as many tensors (B, ...),
    the last ones smaller where B does not divide N. Where `data` is a NamedTuple, with fields
    such as X and y, so is each batch; a single tensor gives tuples of one.
    Raises TypeError for what is no sequence of tensors; ValueError for none, for tensors that
    differ in their number of items or have none, and for a size below 1.
    """
    data = (data,) if isinstance(data, Tensor) else data
    if not isinstance(data, tuple | list) or not all(isinstance(part, Tensor) for part in data):
        raise TypeError("data is a tensor or a tuple of tensors, such as (X, y)")
    items = [len(part) if part.ndim else 0 for part in data]
    if len(set(items)) != 1:
        raise ValueError(f"the tensors of one batch need the same number of items, got {items}")
    if size < 1 or items[0] < 1:
        raise ValueError(f"cannot cut {items[0]} items into batches of {size}")
    return Batches(data if isinstance(data, tuple) else tuple(data), size, generator)
