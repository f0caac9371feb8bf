"""Each rule is torch.optim's, to rounding, over many steps and several parameters."""

import pytest
import torch
from diffprog import optim
from hypothesis import given, settings
from hypothesis import strategies as st

STEPS = 25
RATES = st.floats(1e-4, 0.5)
FRACTIONS = st.floats(0.0, 0.999)
EPS = st.sampled_from([1e-10, 1e-8, 1e-3])
DECAY = st.sampled_from([0.0, 1e-2, 0.3])
BETAS = st.tuples(FRACTIONS, FRACTIONS)
SEEDS = st.integers(0, 2**16)


def runs(make, seed):
    """Parameters after each step, for what `make` makes of three parameters; one has no grad."""
    generator = torch.Generator().manual_seed(seed)

    def randn(*shape):
        return torch.randn(shape, generator=generator, dtype=torch.float64)

    params = [randn(3, 2), randn(4), randn(), randn(2)]
    params = [p.requires_grad_() for p in params]
    optimizer, path = make(params), []
    for step in range(STEPS):
        optimizer.zero_grad()
        for i, p in enumerate(params[:3]):
            noise = randn(*p.shape)
            if (step + i) % 4:  # each misses some steps, at different times
                p.grad = p.detach() + noise
        optimizer.step()
        path.append([p.detach().clone() for p in params])
    return path


def same(ours, theirs, seed):
    for mine, other in zip(runs(ours, seed), runs(theirs, seed), strict=True):
        for a, b in zip(mine, other, strict=True):
            torch.testing.assert_close(a, b, rtol=1e-9, atol=1e-11)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(lr=RATES, momentum=FRACTIONS, nesterov=st.booleans(), weight_decay=DECAY, seed=SEEDS)
def test_sgd(lr, momentum, nesterov, weight_decay, seed):
    keys = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
    keys["nesterov"] = nesterov and momentum > 0
    same(lambda p: optim.SGD(p, **keys), lambda p: torch.optim.SGD(p, **keys), seed)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(lr=RATES, eps=EPS, weight_decay=DECAY, seed=SEEDS)
def test_adagrad(lr, eps, weight_decay, seed):
    keys = {"lr": lr, "eps": eps, "weight_decay": weight_decay}
    same(lambda p: optim.Adagrad(p, **keys), lambda p: torch.optim.Adagrad(p, **keys), seed)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(lr=RATES, alpha=FRACTIONS, eps=EPS, weight_decay=DECAY, seed=SEEDS)
def test_rmsprop(lr, alpha, eps, weight_decay, seed):
    keys = {"lr": lr, "alpha": alpha, "eps": eps, "weight_decay": weight_decay}
    same(lambda p: optim.RMSprop(p, **keys), lambda p: torch.optim.RMSprop(p, **keys), seed)


@pytest.mark.parametrize("name", ["Adam", "AdamW"])
@settings(max_examples=20, deadline=None, derandomize=True)
@given(lr=RATES, betas=BETAS, eps=EPS, weight_decay=DECAY, amsgrad=st.booleans(), seed=SEEDS)
def test_adam_and_adamw(name, lr, betas, eps, weight_decay, amsgrad, seed):
    keys = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
    keys["amsgrad"] = amsgrad
    ours, theirs = getattr(optim, name), getattr(torch.optim, name)
    same(lambda p: ours(p, **keys), lambda p: theirs(p, **keys), seed)


@pytest.mark.parametrize("name", ["SGD", "Adagrad", "RMSprop", "Adam", "AdamW"])
def test_defaults(name):
    keys = {"lr": 0.1} if name == "SGD" else {}
    ours, theirs = getattr(optim, name), getattr(torch.optim, name)
    same(lambda p: ours(p, **keys), lambda p: theirs(p, **keys), 5)


@pytest.mark.parametrize("name", ["SGD", "Adagrad", "RMSprop", "Adam", "AdamW"])
def test_a_rate_that_changes_on_the_way(name):
    """A schedule sets `lr` here and `param_groups` there."""
    ends = []
    for library in (optim, torch.optim):
        p = torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True)
        optimizer = getattr(library, name)([p], lr=0.1)
        for step in range(20):
            lr = 0.1 / (step + 1)
            if library is optim:
                optimizer.lr = lr
            else:
                optimizer.param_groups[0]["lr"] = lr
            p.grad = p.detach() ** 3 + 1
            optimizer.step()
        ends.append(p.detach())
    torch.testing.assert_close(*ends, rtol=1e-10, atol=1e-12)
