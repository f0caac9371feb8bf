"""Residual blocks and networks of them, and the same without shortcuts: the plain control."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn


def conv_norm(C_in: int, C_out: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    """A convolution without bias, which keeps the size at stride 1, and a batch norm.

    Shapes: the two make (B, C_in, H, W) into (B, C_out, H', W'), H' = floor((H - 1) / stride) + 1
    for odd kernels.
    Raises ValueError for an even kernel.
    """
    if kernel % 2 == 0:
        raise ValueError(f"an even kernel ({kernel}) cannot keep the size")
    conv = nn.Conv2d(C_in, C_out, kernel, stride, padding=kernel // 2, bias=False)
    return [conv, nn.BatchNorm2d(C_out)]


class ResidualBlock(nn.Module):
    """y = relu(x + F(x)); with `skip=False` y = relu(F(x)), two plain layers.

    Shapes: x (B, C_in, H, W) gives (B, C_out, H', W'), with
    H' = floor((H - 1) / stride) + 1. F is two convolutions of 3 x 3, or, where
    `width` is given, the bottleneck 1 x 1, 3 x 3, 1 x 1 with `width` channels
    inside; each has a batch norm, and a ReLU stands between each two. Where the
    shape changes, the shortcut is a projection: a 1 x 1 convolution and batch
    norm. The stride is that of the (first) 3 x 3.
    Source: this book's page "Architectures for image classification"; He et al.
    (2016), figures 2 and 5, projections of option B.
    """

    def __init__(
        self,
        C_in: int,
        C_out: int,
        stride: int = 1,
        width: int | None = None,
        skip: bool = True,
    ):
        super().__init__()
        if width is None:
            layers = [
                *conv_norm(C_in, C_out, 3, stride),
                nn.ReLU(),
                *conv_norm(C_out, C_out, 3),
            ]
        else:
            layers = [
                *conv_norm(C_in, width, 1),
                nn.ReLU(),
                *conv_norm(width, width, 3, stride),
                nn.ReLU(),
                *conv_norm(width, C_out, 1),
            ]
        self.branch = nn.Sequential(*layers)
        same = C_in == C_out and stride == 1
        self.shortcut = None
        if skip:
            projection = [] if same else conv_norm(C_in, C_out, 1, stride)
            self.shortcut = nn.Sequential(*projection)

    def forward(
        self,
        x: Float[Tensor, "B C_in H W"],
    ) -> Float[Tensor, "B C_out H2 W2"]:
        """The output. Shapes: x (B, C_in, H, W) gives (B, C_out, H', W')."""
        z = self.branch(x)
        if self.shortcut is not None:
            z = z + self.shortcut(x)
        return torch.relu(z)


def residual_blocks(
    C_in: int,
    stages: Sequence[tuple[int, int]],
    bottleneck: bool = False,
    skip: bool = True,
) -> list[ResidualBlock]:
    """The blocks of all stages in a row; from the second stage on, the first one has stride 2.

    Shapes: `stages` holds (blocks, channels) of each; with `bottleneck` a block has a quarter of
    the channels inside. (B, C_in, H, W) becomes (B, C, H', W'), C the channels of the last
    stage and H' = ceil(H / 2^(stages - 1)).
    Raises ValueError for no stage, or one without blocks.
    """
    if not stages or min(blocks for blocks, _ in stages) < 1:
        raise ValueError(f"each stage has a block at least, got {list(stages)}")
    found = []
    for stage, (blocks, C) in enumerate(stages):
        for k in range(blocks):
            stride = 2 if stage > 0 and k == 0 else 1
            width = C // 4 if bottleneck else None
            found.append(ResidualBlock(C_in, C, stride, width, skip))
            C_in = C
    return found


def residual_net(
    C_in: int,
    stages: Sequence[tuple[int, int]],
    classes: int,
    skip: bool = True,
    generator: torch.Generator | None = None,
) -> nn.Sequential:
    """A 3 x 3 layer, the stages, the mean over all places and a linear layer.

    Shapes: (B, C_in, H, W) becomes logits (B, classes); `stages` holds (blocks, channels). It has
    two layers for each block, and two more. Weights start by He's rule from `generator`,
    biases at zero, batch norms at scale 1 and shift 0. `net[3:-3]` are the blocks.
    Source: this book's page "Architectures for image classification"; He et al. (2016),
    section 4.2.
    """
    first = stages[0][1] if stages else 1
    net = nn.Sequential(
        *conv_norm(C_in, first, 3),
        nn.ReLU(),
        *residual_blocks(first, stages, skip=skip),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(stages[-1][1], classes),
    )
    for layer in net.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(layer.weight, generator=generator)
    nn.init.zeros_(net[-1].bias)
    return net
