"""How well a model did."""

from collections.abc import Callable

import torch
from jaxtyping import Int, Shaped
from torch import Tensor
from torch.nn import Module


def accuracy(model: Callable, X: Shaped[Tensor, "N ..."], y: Int[Tensor, " N"]) -> float:
    """The fraction of items whose largest logit is that of their class, from 0 to 1.

    Shapes: X (N, ...), y (N,) integers; model(X) is (N, K). A module is put in evaluation mode
    for it, and each of its parts is set back to its own mode afterwards; no graph is recorded.
    Raises ValueError if X and y differ in length or are empty, or model(X) and y are
    not (N, K) and (N,).
    """
    if len(X) != len(y) or len(y) < 1:
        raise ValueError(f"X has {len(X)} items, y has {len(y)}: both need the same, at least one")
    modes = {part: part.training for part in model.modules()} if isinstance(model, Module) else {}
    if modes:
        model.eval()
    try:
        with torch.no_grad():
            logits = model(X)
    finally:
        for part, mode in modes.items():  # model.train() would undo what was frozen in part
            part.training = mode
    if logits.ndim != 2 or logits.shape[:1] != y.shape:
        raise ValueError(
            f"model(X) is {tuple(logits.shape)} and y {tuple(y.shape)}; they are (N, K) and (N,)"
        )
    return (logits.argmax(dim=1) == y).double().mean().item()
