"""Several copies of any module side by side: one for each seed, in one call."""

from collections.abc import Callable

import torch
from jaxtyping import Shaped
from torch import Tensor, nn
from torch.func import functional_call, stack_module_state, vmap


class Copies:
    """S modules of one form, which share nothing, called at once.

    Each of `make()` gives one, with weights of its own; `parameters` are theirs, stacked along a
    first axis. What is called with tensors (S, ...) gives tensors (S, ...): copy s sees entry s.
    If their losses are added, each has the gradient that it would have alone.
    Raises ValueError for fewer than one copy, or modules with buffers, which would be shared.
    Source: PyTorch documentation, "Model ensembling".
    """

    def __init__(self, make: Callable[[], nn.Module], S: int, device: torch.device | None = None):
        if S < 1:
            raise ValueError(f"the number of copies is positive, got {S}")
        nets = [make().to(device) for _ in range(S)]
        stacked, buffers = stack_module_state(nets)
        if buffers:
            raise ValueError(f"buffers would be shared by all copies: {sorted(buffers)}")
        self.one = nets[0]
        self.stacked = {name: p.detach().requires_grad_() for name, p in stacked.items()}

    def parameters(self) -> list[Tensor]:
        """The parameters, each with a first axis of S."""
        return list(self.stacked.values())

    def __call__(self, *X: Shaped[Tensor, "S ..."], method: str = "forward"):
        """What each copy gives for its own entry of all X. Shapes: (S, ...) gives (S, ...)."""
        return vmap(lambda state, *x: functional_call(_Method(self.one, method), state, x))(
            {f"net.{name}": p for name, p in self.stacked.items()}, *X
        )


class _Method(nn.Module):
    """A module whose forward pass is another method of `net`."""

    def __init__(self, net: nn.Module, method: str):
        super().__init__()
        self.net, self.method = net, method

    def forward(self, *x):
        return getattr(self.net, self.method)(*x)
