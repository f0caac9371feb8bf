"""Networks with a state: one cell, and the loop that applies it along a sequence."""

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor, nn

State = Tensor | tuple[Tensor, ...]


class Elman(nn.Module):
    """h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh).

    Shapes: x (B, D), h (B, H) give the next h (B, H); weights (H, D) and (H, H), all drawn from
    U(-1/sqrt(H), 1/sqrt(H)), as PyTorch's are.
    Source: this book's page "Recurrent networks"; Elman (1990); `torch.nn.RNNCell`.
    """

    def __init__(self, inputs: int, hidden: int, generator: torch.Generator | None = None):
        super().__init__()
        self.weight_ih = nn.Parameter(torch.empty(hidden, inputs))
        self.weight_hh = nn.Parameter(torch.empty(hidden, hidden))
        self.bias_ih = nn.Parameter(torch.empty(hidden))
        self.bias_hh = nn.Parameter(torch.empty(hidden))
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -(hidden**-0.5), hidden**-0.5, generator=generator)

    def forward(
        self,
        x: Float[Tensor, "B D"],
        h: Float[Tensor, "B H"],
    ) -> Float[Tensor, "B H"]:
        """The next state. Shapes: x (B, D) and h (B, H) give (B, H)."""
        from_input = x @ self.weight_ih.T + self.bias_ih
        return torch.tanh(from_input + h @ self.weight_hh.T + self.bias_hh)


def unroll(
    cell: Callable[[Tensor, State], State],
    X: Float[Tensor, "B T D"],
    state: State,
) -> tuple[Float[Tensor, "B T H"], State]:
    """The outputs of `cell` at every step, and its state after the last.

    Shapes: X (B, T, D); `cell(x, state)` takes x (B, D) and returns the next
    state, a tensor (B, H), which is the output as well, or a tuple whose first
    member is, such as (h, c) of an LSTM. Returns (B, T, H) and a state.
    Raises ValueError for a sequence without a step.
    """
    if X.shape[1] < 1:
        raise ValueError(f"a sequence has a step at least, got {X.shape}")
    outputs = []
    for x in X.unbind(dim=1):  # (B, D)
        state = cell(x, state)
        outputs.append(state[0] if isinstance(state, tuple) else state)
    return torch.stack(outputs, dim=1), state
