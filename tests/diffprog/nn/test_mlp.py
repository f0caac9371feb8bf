"""The network against its formula, written with matrices, and against the rules of its start."""

import math

import pytest
import torch
from diffprog.nn import mlp
from torch import nn


def test_it_is_the_formula(generator):
    model = mlp([3, 5, 4, 2], nn.Tanh, generator=generator)
    for parameter in model.parameters():
        nn.init.normal_(parameter, generator=generator)
    W1, b1, W2, b2, W3, b3 = model.parameters()
    X = torch.randn(7, 3, generator=generator)
    h = torch.tanh(X @ W1.T + b1)
    expected = torch.tanh(h @ W2.T + b2) @ W3.T + b3
    assert torch.allclose(model(X), expected, atol=1e-6)


def test_two_sizes_make_a_linear_model():
    model = mlp([4, 3])
    assert [type(layer) for layer in model] == [nn.Linear]


def test_the_start_has_he_s_variance_and_no_bias(generator):
    first, _, last = mlp([400, 500, 300], generator=generator)
    for layer, fan_in in ((first, 400), (last, 500)):
        n = layer.weight.numel()
        variance = layer.weight.var().item()
        # the variance of a normal sample's variance is 2 sigma^4 / n
        assert variance == pytest.approx(2 / fan_in, abs=4 * 2 / fan_in * math.sqrt(2 / n))
        assert not layer.bias.any()


def test_the_generator_decides_the_start():
    def weights(seed):
        model = mlp([3, 4, 2], generator=torch.Generator().manual_seed(seed))
        return torch.cat([layer.weight.flatten() for layer in model[::2]])

    state = torch.get_rng_state()
    assert torch.equal(weights(1), weights(1))
    assert not torch.equal(weights(1), weights(2))
    assert torch.equal(torch.get_rng_state(), state)  # torch's own numbers are left alone


def test_another_start_can_be_asked_for(generator):
    model = mlp([3, 4, 2], init=lambda weight, generator: nn.init.ones_(weight))
    assert all((layer.weight == 1).all() for layer in model[::2])
    uniform = mlp([30, 40], init=nn.init.xavier_uniform_, generator=generator)[0].weight
    assert uniform.abs().max() <= math.sqrt(6 / 70)


@pytest.mark.parametrize("sizes", [[], [3], [3, 0, 2], [-1, 2]])
def test_sizes_that_make_no_network(sizes):
    with pytest.raises(ValueError, match="sizes are those of input and output at least"):
        mlp(sizes)
