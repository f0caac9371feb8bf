"""The checks on torch tensors; apart from the others, which need no torch and start sooner."""

import numpy as np
import pytest
import sympy
import torch
from diffprog.check import (
    CheckFailed,
    agree,
    better,
    central_difference,
    holds,
    within_standard_errors,
)


def test_agree():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    agree("x", x, [1, 2], x.detach().double(), np.array([1.0, 2.0]))
    agree("infinity", torch.tensor(float("inf")), np.inf)
    with pytest.raises(CheckFailed, match=r"route 2 is NaN at \[0, 1\]"):
        agree("x", [[1.0, 2.0]], torch.tensor([[1.0, np.nan]]))
    with pytest.raises(CheckFailed, match="routes 1 and 3 are one object"):
        agree("in place", x, [1, 1], x)
    with pytest.raises(CheckFailed, match=r"route 1 has shape \(2,\), route 2 has \(1, 2\)"):
        agree("x", x, x[None])


def test_within_standard_errors():
    samples = torch.full((1000,), 0.1)
    within_standard_errors("float32", samples, 0.1)
    within_standard_errors("bfloat16", samples.bfloat16(), torch.tensor(0.1))
    with pytest.raises(CheckFailed, match="with no spread"):
        within_standard_errors("float64", samples.double(), 0.1)


def test_outcomes():
    better("x", torch.tensor(1.0, requires_grad=True), than=torch.tensor([3.0]), by=2)
    holds("x", torch.tensor(True), loss=torch.tensor(2.0, requires_grad=True))
    with pytest.raises(CheckFailed, match="it does not hold"):
        holds("x", torch.tensor(False))
    for condition in (torch.tensor([True]), torch.tensor(1), sympy.true):
        with pytest.raises(TypeError, match="the condition must be one truth value"):
            holds("x", condition)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_central_difference_against_autograd(shape):
    def g(x):
        return torch.stack([x.sin().sum(), (x**3).sum()])

    x = torch.linspace(0.2, 1.0, int(np.prod(shape)), dtype=torch.float64).reshape(shape)
    slope = central_difference(g, x)
    assert slope.shape == (2, *shape)
    torch.testing.assert_close(
        slope, torch.autograd.functional.jacobian(g, x), atol=1e-8, rtol=1e-8
    )


def test_central_difference_keeps_the_kind_and_leaves_x_alone():
    x = torch.ones(2, dtype=torch.float64, requires_grad=True)
    slope = central_difference(lambda v: v.mul_(2).sum(), x)
    assert slope.tolist() == pytest.approx([2, 2], abs=1e-9)
    assert not slope.requires_grad
    assert x.tolist() == [1, 1]
    single = torch.tensor([1.0, 2.0])
    slope = central_difference(lambda v: v.exp().sum(), single)
    assert slope.dtype == torch.float32
    torch.testing.assert_close(slope, single.exp(), rtol=1e-3, atol=0)
    slope = central_difference(lambda v: v**2, torch.tensor([1, 2]))
    np.testing.assert_allclose(slope, [[2, 0], [0, 4]], atol=1e-9)
