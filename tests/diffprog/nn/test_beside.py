"""Perceptrons side by side against `mlp`, one by one."""

import pytest
import torch
from diffprog.nn import Beside, mlp
from torch import nn


def side_by_side(generator, sizes=(3, 5, 4, 2), S=3):
    """S networks of `mlp`, and the same side by side, with biases that are not zero."""
    nets = [mlp(sizes, nn.Tanh, generator=generator).double() for _ in range(S)]
    linear = [[layer for layer in net if isinstance(layer, nn.Linear)] for net in nets]
    layers = list(zip(*linear, strict=True))
    weights = [torch.stack([one.weight.detach().T for one in layer]) for layer in layers]
    both = Beside(weights, torch.tanh)
    assert all((b == 0).all() for b in both.b)
    for layer, b in zip(layers, both.b, strict=True):
        b.data = torch.randn(b.shape, generator=generator).double()
        for one, own in zip(layer, b, strict=True):
            one.bias.data = own.detach()[0]
    return nets, both


def test_each_is_that_of_mlp(generator):
    nets, both = side_by_side(generator)
    x = torch.randn(3, 6, 3, generator=generator).double()
    expected = torch.stack([net(own) for net, own in zip(nets, x, strict=True)])
    assert expected.shape == (3, 6, 2)
    assert torch.allclose(both(x), expected, rtol=1e-12, atol=1e-12)


def test_none_sees_another(generator):
    _, both = side_by_side(generator)
    x = torch.randn(3, 6, 3, generator=generator).double()
    both(x)[1].square().sum().backward()
    for parameter in both.parameters():
        assert parameter.grad[1].abs().max() > 0
        assert (parameter.grad[[0, 2]] == 0).all()


def test_the_activation_is_relu_if_none_is_named(generator):
    W = torch.randn(1, 2, 2, generator=generator)
    x = torch.randn(1, 5, 2, generator=generator)
    assert torch.allclose(Beside([W, W])(x), (x @ W).clamp(min=0) @ W)


@pytest.mark.parametrize(
    "shapes", [[], [(2, 3, 4), (2, 5, 1)], [(2, 3, 4), (3, 4, 1)]], ids=["none", "width", "number"]
)
def test_weights_that_do_not_fit(shapes):
    with pytest.raises(ValueError, match=r"weights are \(S, D, H_1\)"):
        Beside([torch.zeros(shape) for shape in shapes])
