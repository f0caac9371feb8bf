"""Several GRUs at once against PyTorch's network, which shares no code with them."""

import pytest
import torch
from diffprog.nn import gru_states
from torch import nn


def networks(generator, S=3, B=2, T=7, D=4, H=5):
    """S of PyTorch's networks, without the bias beside w_n, and inputs (S, B, T, D)."""
    nets = [nn.GRU(D, H, batch_first=True).double() for _ in range(S)]
    for net in nets:
        for parameter in net.parameters():
            parameter.data.copy_(torch.randn(parameter.shape, generator=generator))
        net.bias_hh_l0.data[2 * H :] = 0
    return nets, torch.randn(S, B, T, D, generator=generator).double()


def both(generator):
    """The states by `gru_states` and by PyTorch, and the networks."""
    nets, X = networks(generator)
    k = torch.stack(
        [
            x @ net.weight_ih_l0.T + net.bias_ih_l0 + net.bias_hh_l0
            for net, x in zip(nets, X, strict=True)
        ]
    )
    ours = gru_states(k, torch.stack([net.weight_hh_l0.T for net in nets]))
    return ours, torch.stack([net(x)[0] for net, x in zip(nets, X, strict=True)]), nets


def test_the_states_are_pytorch_s(generator):
    ours, theirs, _ = both(generator)
    assert ours.shape == (3, 2, 7, 5)
    assert torch.allclose(ours, theirs, atol=1e-12)


def test_the_gradients_are_pytorch_s(generator):
    ours, theirs, nets = both(generator)
    weights = torch.randn(ours.shape, generator=generator).double()
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0")
    parameters = [net.get_parameter(name) for net in nets for name in names]
    by_ours, by_theirs = (
        torch.autograd.grad((states * weights).sum(), parameters) for states in (ours, theirs)
    )
    for one, two in zip(by_ours, by_theirs, strict=True):
        assert torch.allclose(one, two, atol=1e-10)


def test_networks_do_not_see_each_other(generator):
    k = torch.randn(2, 3, 4, 6, generator=generator, requires_grad=True)
    states = gru_states(k, torch.randn(2, 2, 6, generator=generator))
    (k_bar,) = torch.autograd.grad(states[0].sum(), k)
    assert k_bar[0, :, 1:].abs().min() > 0  # at the first step there is nothing to reset
    assert (k_bar[1] == 0).all()


@pytest.mark.parametrize(
    ("k", "R", "words"),
    [((1, 2, 3, 6), (1, 3, 6), "three columns"), ((1, 2, 0, 6), (1, 2, 6), "a step")],
)
def test_shapes_that_make_no_network(k, R, words):
    with pytest.raises(ValueError, match=words):
        gru_states(torch.zeros(k), torch.zeros(R))
