"""The multilayer perceptron: linear layers with an activation between each two."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import nn


def mlp(
    sizes: Sequence[int],
    activation: Callable[[], nn.Module] = nn.ReLU,
    init: Callable = nn.init.kaiming_normal_,
    generator: torch.Generator | None = None,
) -> nn.Sequential:
    """x -> W_L a(... a(W_1 x + b_1) ...) + b_L, with no activation at the end.

    Shapes: `sizes` (D, H_1, ..., K) makes (B, D) into (B, K), with layer l of
    weight (sizes[l + 1], sizes[l]), float32 on the CPU.
    `init(weight, generator=generator)` fills each weight in order, He's normal
    rule for ReLU by default; biases start at zero.
    Raises ValueError for fewer than two sizes, or a size below 1.
    Source: this book's page "Training deep networks"; He et al. (2015),
    equation 10, for the default.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        needed = "sizes are those of input and output at least, all > 0"
        raise ValueError(f"{needed}; got {sizes}")
    layers = []
    for fan_in, fan_out in pairwise(sizes):
        layers += [nn.utils.skip_init(nn.Linear, fan_in, fan_out), activation()]
    for layer in layers[::2]:
        init(layer.weight, generator=generator)
        nn.init.zeros_(layer.bias)
    return nn.Sequential(*layers[:-1])
