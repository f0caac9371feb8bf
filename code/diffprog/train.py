"""The one training loop of the book, once a page has written it out, and how well it did."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import torch
from torch import Tensor
from tqdm import tqdm


@dataclass(frozen=True)
class Batches:
    """Mini-batches of (X, y), shuffled anew each time it is iterated over.

    Shapes: X (N, ...) and y (N, ...) give ceil(N / B) pairs (B, ...), the last one smaller
    where B does not divide N.
    Raises ValueError if X and y differ in length or are empty, or for a size below 1.
    """

    X: Tensor
    y: Tensor
    size: int
    generator: torch.Generator

    def __post_init__(self):
        if len(self.X) != len(self.y):
            raise ValueError(f"X has {len(self.X)} items, y has {len(self.y)}")
        if self.size < 1 or len(self.X) < 1:
            raise ValueError(f"cannot cut {len(self.X)} items into batches of {self.size}")

    def __len__(self) -> int:
        return -(-len(self.X) // self.size)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        device = self.generator.device
        order = torch.randperm(len(self.X), generator=self.generator, device=device)
        for indices in order.to(self.X.device).split(self.size):
            yield self.X[indices], self.y[indices]


def batches(X: Tensor, y: Tensor, size: int, generator: torch.Generator) -> Batches:
    """Mini-batches of `size` items, in a new random order at each epoch.

    Shapes: X (N, ...) and y (N, ...), on one device; each batch is (B, ...), (B, ...).
    Raises ValueError if X and y differ in length or are empty, or size < 1.
    """
    return Batches(X, y, size, generator)


@runtime_checkable
class Optimizer(Protocol):
    """What the loop asks of an optimizer: PyTorch's and those of `diffprog.optim` have it."""

    def step(self):
        """Change the parameters by their gradients."""

    def zero_grad(self):
        """Forget the gradients."""


def fit(
    model: Callable,
    loss: Callable,
    batches: Iterable,
    optimizer: Optimizer,
    epochs: int,
    progress: bool | None = None,
) -> list[float]:
    """For each batch: loss(model(X), y), its gradient, one step. Returns the loss of each step.

    Shapes: `batches` yields pairs X (B, ...), y (B, ...) and is iterated over `epochs` times;
    the result holds a number for each step. `progress` shows a bar (True), none (False), or
    one in a terminal only (None), so that a page stores no trace of it.
    Raises FloatingPointError where the loss is NaN or infinite, naming epoch and step, before
    the parameters are changed by it; ValueError for an epoch without batches.
    """
    history = []
    with tqdm(range(epochs), disable=None if progress is None else not progress) as bar:
        for epoch in bar:
            before = len(history)
            for step, (X, y) in enumerate(batches):
                value = loss(model(X), y)
                _require_finite(value, epoch, step)
                optimizer.zero_grad()
                value.backward()
                optimizer.step()
                history.append(value.item())
            if len(history) == before:
                raise ValueError(f"epoch {epoch} had no batches; pass what can be iterated again")
            bar.set_postfix(loss=f"{history[-1]:.3g}", refresh=False)
    return history


def accuracy(model: Callable, X: Tensor, y: Tensor) -> float:
    """The fraction of items whose largest logit is that of their class, from 0 to 1.

    Shapes: X (N, ...), y (N,) integers; model(X) is (N, K). A module is put in evaluation
    mode for it and set back afterwards; no graph is recorded.
    Raises ValueError if X and y differ in length or are empty.
    """
    if len(X) != len(y) or len(y) < 1:
        raise ValueError(f"X has {len(X)} items, y has {len(y)}: both need the same, at least one")
    was_training = getattr(model, "training", False)
    if was_training:
        model.eval()
    try:
        with torch.no_grad():
            return (model(X).argmax(dim=1) == y).double().mean().item()
    finally:
        if was_training:
            model.train()


def _require_finite(value: Tensor, epoch: int, step: int) -> None:
    if not torch.isfinite(value):
        raise FloatingPointError(
            f"the loss is {value.item()} at epoch {epoch}, step {step} (both counted from 0): "
            "the learning rate may be too large"
        )
