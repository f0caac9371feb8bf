"""Blocks against their formula in PyTorch's functions, nets against counts that papers print."""

import math

import pytest
import torch
from diffprog.nn import ResidualBlock, conv_norm, residual_blocks, residual_net
from torch import nn


def randomised(module, generator):
    """`module` with random parameters and statistics, so that no part of it is neutral."""
    for parameter in module.parameters():
        nn.init.normal_(parameter, std=0.3, generator=generator)
    for name, statistic in module.named_buffers():
        if name.endswith("running_mean"):
            statistic.normal_(generator=generator)
        elif name.endswith("running_var"):
            statistic.uniform_(0.5, 2.0, generator=generator)
    return module.eval()


def by_hand(x, conv, norm, stride=1):
    z = nn.functional.conv2d(x, conv.weight, stride=stride, padding=conv.weight.shape[2] // 2)
    return nn.functional.batch_norm(z, norm.running_mean, norm.running_var, norm.weight, norm.bias)


@pytest.mark.parametrize(("C_in", "C_out", "stride"), [(4, 4, 1), (4, 6, 1), (4, 4, 2), (4, 6, 2)])
@pytest.mark.parametrize("skip", [True, False])
def test_a_block_is_its_formula(C_in, C_out, stride, skip, generator):
    block = randomised(ResidualBlock(C_in, C_out, stride, skip=skip), generator)
    x = torch.randn(3, C_in, 7, 7, generator=generator)
    conv1, norm1, _, conv2, norm2 = block.branch
    z = by_hand(by_hand(x, conv1, norm1, stride).relu(), conv2, norm2)
    if skip:
        projected = C_in != C_out or stride > 1
        assert len(block.shortcut) == (2 if projected else 0)
        z = z + (by_hand(x, *block.shortcut, stride) if projected else x)
    assert torch.allclose(block(x), z.clamp(min=0), atol=1e-5)


@pytest.mark.parametrize("stride", [1, 2])
def test_a_bottleneck_is_its_formula(stride, generator):
    block = randomised(ResidualBlock(8, 8, stride, width=3), generator)
    x = torch.randn(2, 8, 9, 9, generator=generator)
    conv1, norm1, _, conv2, norm2, _, conv3, norm3 = block.branch
    z = by_hand(x, conv1, norm1).relu()
    z = by_hand(by_hand(z, conv2, norm2, stride).relu(), conv3, norm3)
    shortcut = x if stride == 1 else by_hand(x, *block.shortcut, stride)
    assert torch.allclose(block(x), (z + shortcut).clamp(min=0), atol=1e-5)


def test_without_its_branch_a_block_is_the_identity_on_positive_maps(generator):
    block = ResidualBlock(4, 4)
    nn.init.zeros_(block.branch[-1].weight)
    x = torch.randn(2, 4, 5, 5, generator=generator)
    assert torch.equal(block(x.relu()), x.relu())


def test_an_even_kernel_is_refused():
    with pytest.raises(ValueError, match="even kernel"):
        conv_norm(3, 4, 2)


# He et al. (2016), table 6: millions of parameters of the networks for CIFAR-10, whose shortcuts
# have none
@pytest.mark.parametrize(
    ("n", "published"), [(3, 0.27), (5, 0.46), (7, 0.66), (9, 0.85), (18, 1.7)]
)
def test_the_nets_have_the_published_sizes(n, published):
    with torch.device("meta"):
        net = residual_net(3, [(n, 16), (n, 32), (n, 64)], 10)
    projections = 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64
    count = (sum(p.numel() for p in net.parameters()) - projections) / 1e6
    assert round(count, 1 if published > 1 else 2) == published
    assert net(torch.zeros(2, 3, 32, 32, device="meta")).shape == (2, 10)
    weighted = [m for m in net.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    assert len(weighted) == 6 * n + 2 + 2  # and the two projections


# the counts of torchvision's resnet34 and resnet50, without stem and classifier
@pytest.mark.parametrize(
    ("bottleneck", "channels", "count"),
    [(False, 64, 21_797_672), (True, 256, 25_557_032)],
)
def test_the_blocks_are_those_of_torchvision(bottleneck, channels, count):
    stages = [(k, channels * 2**i) for i, k in enumerate((3, 4, 6, 3))]
    with torch.device("meta"):
        blocks = residual_blocks(64, stages, bottleneck)
    found = sum(p.numel() for block in blocks for p in block.parameters())
    classifier = (channels * 8 + 1) * 1000
    assert found == count - (3 * 64 * 49 + 2 * 64) - classifier
    x = nn.Sequential(*blocks)(torch.zeros(1, 64, 56, 56, device="meta"))
    assert x.shape == (1, channels * 8, 7, 7)


def test_the_first_stage_keeps_the_size_and_plain_nets_have_no_shortcuts():
    blocks = residual_blocks(4, [(2, 4), (2, 8)], skip=False)
    strides = [block.branch[0].stride[0] for block in blocks]
    assert strides == [1, 1, 2, 1]
    assert all(block.shortcut is None for block in blocks)


def test_the_generator_decides_the_start_by_he_s_rule():
    def net(seed):
        return residual_net(3, [(1, 64)], 10, generator=torch.Generator().manual_seed(seed))

    weights = [torch.cat([p.flatten() for p in net(seed).parameters()]) for seed in (1, 1, 2)]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])
    W = net(1)[3].branch[3].weight
    # the variance of a normal sample's variance is 2 sigma^4 / n
    spread = 4 * 2 / (64 * 9) * math.sqrt(2 / W.numel())
    assert W.var().item() == pytest.approx(2 / (64 * 9), abs=spread)
    assert not net(1)[-1].bias.any()


def test_a_stage_has_a_block():
    for stages in ([], [(2, 8), (0, 16)]):
        with pytest.raises(ValueError, match="a block at least"):
            residual_blocks(3, stages)
