"""Several multilayer perceptrons of one shape side by side: one for each seed, in one product."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Tensor, nn


class Beside(nn.Module):
    """x -> a(... a(x W_1 + b_1) ...) W_L + b_L for S networks, which share nothing.

    Shapes: `weights` are L tensors (S, D, H_1), (S, H_1, H_2), ..., (S, ., K), the weights from
    which training starts; x (S, B, D) gives (S, B, K). Biases (S, 1, .) start at zero.
    `activation` maps a tensor to one of its shape; there is none at the end.
    Raises ValueError for no weights, or weights of which one does not take what another gives.
    Source: this book's page "Differentiable generator networks".
    """

    def __init__(
        self,
        weights: Iterable[Float[Tensor, "S _ _"]],
        activation: Callable[[Tensor], Tensor] = torch.relu,
    ):
        super().__init__()
        self.W = nn.ParameterList(weights)
        shapes = [tuple(W.shape) for W in self.W]
        if not shapes or any((one[0], one[2]) != two[:2] for one, two in pairwise(shapes)):
            raise ValueError(f"weights are (S, D, H_1), (S, H_1, H_2), ...; got {shapes}")
        self.b = nn.ParameterList(W.new_zeros(len(W), 1, W.shape[2]) for W in self.W)
        self.activation = activation

    def forward(self, x: Float[Tensor, "S B D"]) -> Float[Tensor, "S B K"]:
        """The outputs of all networks. Shapes: (S, B, D) gives (S, B, K)."""
        for layer, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            x = torch.baddbmm(b, self.activation(x) if layer else x, W)
        return x
