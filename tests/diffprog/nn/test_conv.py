"""Sizes against those of PyTorch's layers, receptive fields against gradients."""

from itertools import product

import pytest
import torch
from diffprog.nn import output_size, receptive_field, transposed_size
from torch.nn.functional import conv1d, conv_transpose1d

KERNELS = (1, 2, 3, 5)
SETTINGS = list(product((1, 2, 3), (0, 1, 2), (1, 2, 3)))  # stride, padding, dilation


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_size_is_that_of_torch(kernel):
    for n, (stride, padding, dilation) in product(range(1, 14), SETTINGS):
        if n + 2 * padding > dilation * (kernel - 1):
            numbers = (None, stride, padding, dilation)
            z = conv1d(torch.ones(1, 1, n), torch.ones(1, 1, kernel), *numbers)
            assert output_size(n, kernel, stride, padding, dilation) == z.shape[2]
        else:
            with pytest.raises(ValueError, match="too few for the kernel"):
                output_size(n, kernel, stride, padding, dilation)


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_transposed_size_is_that_of_torch(kernel):
    for n, (stride, padding, dilation) in product(range(1, 8), SETTINGS):
        for more in range(stride):
            _compare_transposed(n, kernel, stride, padding, dilation, more)


def _compare_transposed(n, kernel, stride, padding, dilation, more):
    if (n - 1) * stride - 2 * padding + dilation * (kernel - 1) + more + 1 > 0:
        numbers = (None, stride, padding, more, 1, dilation)
        z = conv_transpose1d(torch.ones(1, 1, n), torch.ones(1, 1, kernel), *numbers)
        size = transposed_size(n, kernel, stride, padding, dilation, output_padding=more)
        assert size == z.shape[2]
        assert output_size(size, kernel, stride, padding, dilation) == n
    else:
        with pytest.raises(ValueError, match="leaves nothing"):
            transposed_size(n, kernel, stride, padding, dilation, output_padding=more)


def reach(layers, n=400):
    """First and last input with a gradient, of two neighbouring outputs."""
    x = torch.ones(1, 1, n, dtype=torch.float64, requires_grad=True)
    z = x
    for kernel, stride, *rest in layers:
        kernels = torch.ones(1, 1, kernel, dtype=torch.float64)
        z = conv1d(z, kernels, stride=stride, dilation=rest[0] if rest else 1)
    found = []
    for i in (0, 1):
        (slope,) = torch.autograd.grad(z[0, 0, i], x, retain_graph=True)
        seen = slope[0, 0].nonzero()
        found.append((seen.min().item(), seen.max().item()))
    return found


STACKS = [
    [(3, 1)] * 4,
    [(3, 1, 1), (3, 1, 2), (3, 1, 4), (3, 1, 8)],
    [(5, 2), (3, 1), (2, 2), (3, 1, 3)],
    [(11, 4), (3, 2), (5, 1), (3, 2)],
    [(1, 1)],
    [(2, 3, 2), (4, 2)],
]


@pytest.mark.parametrize("layers", STACKS)
def test_the_field_is_what_gradients_reach(layers):
    (first, last), (next_first, _) = reach(layers)
    assert receptive_field(layers) == (last - first + 1, next_first - first)


def test_no_layer_sees_one_input():
    assert receptive_field([]) == (1, 1)


@pytest.mark.parametrize("size", [output_size, transposed_size])
@pytest.mark.parametrize("numbers", [(0, 3), (5, 0), (5, 3, 0), (5, 3, 1, -1), (5, 3, 1, 0, 0)])
def test_numbers_that_make_no_layer(size, numbers):
    with pytest.raises(ValueError, match="sizes, strides and dilations are positive"):
        size(*numbers)


@pytest.mark.parametrize("layer", [(0, 1), (3, 0), (3, 1, 0)])
def test_a_layer_of_no_size_has_no_field(layer):
    with pytest.raises(ValueError, match="sizes, strides and dilations are positive"):
        receptive_field([layer])


@pytest.mark.parametrize("more", [-1, 2])
def test_output_padding_is_below_the_stride(more):
    with pytest.raises(ValueError, match="output_padding is 0 to 1"):
        transposed_size(4, 3, stride=2, output_padding=more)
