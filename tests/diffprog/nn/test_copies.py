"""Copies against the modules that they were made of, one by one."""

import pytest
import torch
from diffprog.nn import Copies, MultiHeadAttention, mlp
from torch import nn


def made(make):
    nets = []

    def remember():
        nets.append(make())
        return nets[-1]

    return Copies(remember, 3), nets


def test_each_is_its_own_module(generator):
    copies, nets = made(lambda: mlp([2, 5, 3], generator=generator))
    x = torch.randn(3, 7, 2, generator=generator)
    expected = torch.stack([net(one) for net, one in zip(nets, x, strict=True)])
    assert torch.allclose(copies(x), expected, atol=1e-6)
    assert (expected[0] - expected[1]).abs().max() > 0.01


def test_gradients_are_those_of_each_alone(generator):
    copies, nets = made(lambda: mlp([2, 5, 1], generator=generator))
    x = torch.randn(3, 7, 2, generator=generator)
    copies(x).square().sum().backward()
    for s, net in enumerate(nets):
        net.zero_grad()
        net(x[s]).square().sum().backward()
        for stacked, own in zip(copies.parameters(), net.parameters(), strict=True):
            assert torch.allclose(stacked.grad[s], own.grad, atol=1e-5)


def test_another_method_and_several_outputs(generator):
    copies, nets = made(lambda: MultiHeadAttention(4, 2, generator=generator))
    X = torch.randn(3, 2, 5, 4, generator=generator)
    Y, weights = copies(X, X, method="forward")
    assert weights.shape == (3, 2, 2, 5, 5)
    assert torch.allclose(Y[2], nets[2](X[2])[0], atol=1e-6)


class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.ones(()))

    def forward(self, x):
        return self.a * x

    def twice(self, x):
        return 2 * self.a * x


def test_the_method_is_the_one_named():
    assert Copies(Twice, 2)(torch.ones(2, 1), method="twice").tolist() == [[2.0], [2.0]]


def test_one_copy_at_least():
    with pytest.raises(ValueError, match="positive"):
        Copies(Twice, 0)


def test_buffers_are_not_shared_in_silence():
    with pytest.raises(ValueError, match="buffers"):
        Copies(lambda: nn.BatchNorm1d(3), 2)
