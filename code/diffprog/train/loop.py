"""The one training loop of the book, once a page has written it out."""

from collections.abc import Callable, Iterable
from typing import Protocol, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor
from tqdm import tqdm

Loss = Float[Tensor, ""]  # one number


@runtime_checkable
class Optimizer(Protocol):
    """What the loop asks of an optimizer: PyTorch's and those of `diffprog.optim` have it."""

    def step(self):
        """Change the parameters by their gradients."""

    def zero_grad(self):
        """Forget the gradients."""


def fit(
    step: Callable[..., Loss],
    batches: Iterable,
    optimizer: Optimizer,
    epochs: int,
    progress: bool | None = None,
) -> list[float]:
    """The losses: for each batch step(*batch), its gradient, one step.

    Shapes: `batches` yields tuples of tensors, as those of `batches`, and is
    iterated over `epochs` times; `step` takes the tensors of one and returns
    the loss, of shape (). The result holds a number for each batch. Gradients
    are forgotten after the loss is known, so that `step` may move other
    parameters before, with an optimizer of their own, as a discriminator.
    `progress` shows a bar (True), none (False), or one in a terminal only
    (None), so that a page stores no trace of it.
    Raises FloatingPointError where the loss is NaN or infinite, naming epoch
    and step, before the parameters are changed by it; TypeError for a batch
    that is no tuple or a loss that is no tensor; ValueError for a loss of
    another shape or without a graph, an epoch without batches.
    """
    history = []
    hidden = None if progress is None else not progress
    with tqdm(range(epochs), disable=hidden) as bar:
        for epoch in bar:
            before = len(history)
            for batch in batches:
                where = f"at epoch {epoch}, step {len(history) - before}"
                loss = _loss(step, batch, where)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                history.append(loss.item())
            if len(history) == before:
                wanted = "pass what can be iterated again"
                raise ValueError(f"epoch {epoch} had no batches; {wanted}")
            bar.set_postfix(loss=f"{history[-1]:.3g}", refresh=False)
    return history


def _loss(step: Callable[..., Loss], batch: object, where: str) -> Loss:
    """step(*batch), if it is a number that can be differentiated."""
    if not isinstance(batch, tuple | list):
        raise TypeError(f"a batch is a tuple of tensors, got a {type(batch).__name__} {where}")
    loss = step(*batch)
    if not isinstance(loss, Tensor):
        raise TypeError(f"step returns the loss, a tensor; it returned {loss!r} {where}")
    if loss.shape != ():
        raise ValueError(
            f"step returns one loss, of shape (), such as a mean over the batch; it returned "
            f"shape {tuple(loss.shape)} {where}"
        )
    if not loss.requires_grad:
        raise ValueError(
            f"the loss has no graph {where}: nothing that it was computed from requires a "
            "gradient, or it was detached, or computed without gradients"
        )
    if not torch.isfinite(loss):
        raise FloatingPointError(
            f"the loss is {loss.item()} {where} (both counted from 0): "
            "the learning rate may be too large"
        )
    return loss
