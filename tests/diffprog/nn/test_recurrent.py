"""The cell and the loop against PyTorch's own networks, which share no code with them."""

import pytest
import torch
from diffprog.nn import Elman, unroll
from torch import nn


def copied(cell, inputs, hidden):
    """PyTorch's network with the parameters of `cell`."""
    reference = nn.RNN(inputs, hidden, batch_first=True)
    reference.load_state_dict({f"{name}_l0": p for name, p in cell.state_dict().items()})
    return reference


def test_one_step_is_pytorch_s_cell(generator):
    cell, reference = Elman(3, 5, generator), nn.RNNCell(3, 5)
    reference.load_state_dict(cell.state_dict())
    x, h = torch.randn(7, 3, generator=generator), torch.randn(7, 5, generator=generator)
    assert torch.allclose(cell(x, h), reference(x, h), atol=1e-6)


def test_unrolled_it_is_pytorch_s_network(generator):
    cell = Elman(3, 5, generator)
    X, h = torch.randn(7, 9, 3, generator=generator), torch.randn(7, 5, generator=generator)
    outputs, last = unroll(cell, X, h)
    expected, expected_last = copied(cell, 3, 5)(X, h[None])
    assert torch.allclose(outputs, expected, atol=1e-6)
    assert torch.allclose(last, expected_last[0], atol=1e-6)


def test_gradients_are_pytorch_s(generator):
    cell = Elman(3, 5, generator)
    X = torch.randn(7, 9, 3, generator=generator)
    weights = torch.randn(7, 9, 5, generator=generator)
    reference = copied(cell, 3, 5)
    (unroll(cell, X, torch.zeros(7, 5))[0] * weights).sum().backward()
    (reference(X)[0] * weights).sum().backward()
    for name, parameter in cell.named_parameters():
        expected = reference.get_parameter(f"{name}_l0").grad
        assert torch.allclose(parameter.grad, expected, atol=1e-5)


def test_a_state_of_several_parts_is_carried_along(generator):
    cell = nn.LSTMCell(3, 5)
    X = torch.randn(2, 4, 3, generator=generator)
    outputs, (h, c) = unroll(cell, X, (torch.zeros(2, 5), torch.zeros(2, 5)))
    reference = nn.LSTM(3, 5, batch_first=True)
    reference.load_state_dict({f"{name}_l0": p for name, p in cell.state_dict().items()})
    expected, (expected_h, expected_c) = reference(X)
    assert torch.allclose(outputs, expected, atol=1e-6)
    assert torch.allclose(h, expected_h[0], atol=1e-6)
    assert torch.allclose(c, expected_c[0], atol=1e-6)


def test_two_halves_are_the_whole(generator):
    cell, X = Elman(3, 5, generator), torch.randn(2, 8, 3, generator=generator)
    whole, _ = unroll(cell, X, torch.zeros(2, 5))
    _, state = unroll(cell, X[:, :3], torch.zeros(2, 5))
    assert torch.allclose(unroll(cell, X[:, 3:], state)[0], whole[:, 3:], atol=1e-6)


def test_the_start_is_uniform_and_the_generator_decides_it():
    def weights(seed):
        cell = Elman(30, 100, torch.Generator().manual_seed(seed))
        return torch.cat([p.flatten() for p in cell.parameters()])

    state = torch.get_rng_state()
    assert torch.equal(weights(1), weights(1))
    assert not torch.equal(weights(1), weights(2))
    assert torch.equal(torch.get_rng_state(), state)
    assert 0.0999 < weights(1).abs().max() <= 0.1
    # a uniform number's fourth central moment is b^4 / 5: the variance of its square is 4 b^4 / 45
    assert weights(1).square().mean().item() == pytest.approx(0.01 / 3, abs=4 * 0.003 / 13200**0.5)


def test_no_step_is_no_sequence():
    with pytest.raises(ValueError, match="a step at least"):
        unroll(Elman(3, 5), torch.zeros(2, 0, 3), torch.zeros(2, 5))
