"""The loop, against the same steps written out and against a closed form."""

import sys

import pytest
import torch
from diffprog import optim
from diffprog.data import digits
from diffprog.nn import mlp
from diffprog.train import batches, fit
from torch.nn import Linear, Parameter
from torch.nn.functional import mse_loss


@pytest.fixture
def problem(generator):
    """A model that starts at zero, data of a line, and the loss of a batch."""
    X = torch.randn(23, 2, generator=generator)
    model = Linear(2, 1)
    torch.nn.init.zeros_(model.weight)
    torch.nn.init.zeros_(model.bias)

    def step(X, y):
        return mse_loss(model(X), y)

    return model, (X, X @ torch.tensor([[2.0], [-1.0]]) + 0.5), step


@pytest.fixture
def sgd(problem):
    return torch.optim.SGD(problem[0].parameters(), lr=0.1)


def seeded():
    return torch.Generator().manual_seed(5)


def test_the_steps_are_those_of_the_written_out_loop(problem, sgd):
    model, (X, y), step = problem
    history = fit(step, batches((X, y), 5, seeded()), sgd, 3)
    weight, bias, order, losses = torch.zeros(2, 1), torch.zeros(1), seeded(), []
    for _ in range(3):
        for indices in torch.randperm(23, generator=order).split(5):
            error = X[indices] @ weight + bias - y[indices]
            losses.append((error**2).mean().item())
            weight = weight - 0.1 * 2 * X[indices].T @ error / len(indices)
            bias = bias - 0.1 * 2 * error.mean(0)
    assert torch.allclose(model.weight.T, weight, atol=1e-6)
    assert torch.allclose(model.bias, bias, atol=1e-6)
    assert history == pytest.approx(losses, rel=1e-5)
    assert all(type(loss) is float for loss in history)


def test_it_finds_the_least_squares_solution(problem):
    model, data, step = problem
    fit(step, [data], torch.optim.SGD(model.parameters(), lr=0.3), 200)
    assert model.weight.flatten().tolist() == pytest.approx([2, -1], abs=1e-4)
    assert model.bias.item() == pytest.approx(0.5, abs=1e-4)


def test_a_batch_may_hold_any_number_of_tensors(generator):
    """An autoencoder has no target; it beats the mean image on images that it never saw."""
    sets, model = digits(), mlp([64, 16, 64], generator=generator)
    optimizer = optim.Adam(model.parameters(), lr=0.01)
    fit(lambda X: mse_loss(model(X), X), batches(sets.train.X, 64, generator), optimizer, 10)
    X, mean = sets.test.X, sets.train.X.mean(dim=0).expand_as(sets.test.X)
    assert mse_loss(model(X), X) < 0.8 * mse_loss(mean, X)
    p = Parameter(torch.ones(()))
    three = [(torch.tensor(2.0), torch.tensor(3.0), torch.tensor(5.0))]
    assert fit(lambda a, b, c: p * (a + 10 * b + 100 * c), three, optim.SGD([p], 0.1), 1) == [532]


def test_step_may_move_an_opponent_before():
    """min over x, max over y of x y: the steps of y see x as it was, and leave no gradient on x."""
    x, y = Parameter(torch.tensor(1.0)), Parameter(torch.tensor(0.5))
    ascent = optim.SGD([y], lr=0.2)

    def step():
        ascent.zero_grad()
        (-x * y).backward()
        ascent.step()
        return x * y

    fit(step, [()], optim.SGD([x], lr=0.1), 10)
    a, b = 1.0, 0.5
    for _ in range(10):
        b += 0.2 * a
        a -= 0.1 * b
    assert (x.item(), y.item()) == pytest.approx((a, b), rel=1e-5)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_a_loss_that_is_no_number_stops_before_the_step(problem, sgd, bad):
    model, data, loss = problem
    calls = []

    def step(X, y):
        calls.append(model.weight.detach().clone())
        return loss(X, y) + (bad if len(calls) == 6 else 0.0)

    with pytest.raises(FloatingPointError, match=rf"the loss is {bad} at epoch 1, step 1"):
        fit(step, batches(data, 6, seeded()), sgd, 3)
    assert torch.equal(model.weight, calls[-1])


def test_divergence_is_noticed(problem):
    model, data, step = problem
    with pytest.raises(FloatingPointError, match="learning rate may be too large"):
        fit(step, [data], torch.optim.SGD(model.parameters(), lr=9.0), 500)


def test_batches_that_run_dry_are_noticed(problem, sgd):
    _, data, step = problem
    with pytest.raises(ValueError, match="epoch 1 had no batches"):
        fit(step, iter([data]), sgd, 2)
    assert fit(step, [data], sgd, 0) == []


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda loss: None, TypeError, r"it returned None at epoch 0, step 0"),
        (lambda loss: loss.item(), TypeError, r"step returns the loss, a tensor; it returned \d"),
        (lambda loss: (loss, loss), TypeError, "step returns the loss, a tensor"),
        (lambda loss: loss.expand(4), ValueError, r"one loss, of shape \(\).*\(4,\) at epoch 0"),
        (lambda loss: loss[None], ValueError, r"it returned shape \(1,\)"),
        (lambda loss: loss.detach(), ValueError, "the loss has no graph at epoch 0, step 0"),
    ],
)
def test_what_is_no_loss(problem, sgd, change, error, message):
    model, data, step = problem
    with pytest.raises(error, match=message):
        fit(lambda X, y: change(step(X, y)), [data], sgd, 1)
    assert not model.weight.any()


def test_a_batch_is_a_tuple(problem, sgd):
    _, (X, y), step = problem
    for batch in (X, {"X": X, "y": y}):
        with pytest.raises(TypeError, match=f"a tuple of tensors, got a {type(batch).__name__} at"):
            fit(step, [batch], sgd, 1)


def test_quiet_unless_asked(problem, sgd, capsys):
    _, data, step = problem
    for progress in (None, False):
        fit(step, [data], sgd, 3, progress=progress)
        assert capsys.readouterr() == ("", "")
    fit(step, [data], sgd, 3, progress=True)
    assert "3/3" in capsys.readouterr().err


def test_a_terminal_sees_a_bar(problem, sgd, capsys, monkeypatch):
    _, data, step = problem
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    fit(step, [data], sgd, 3)
    err = capsys.readouterr().err
    assert "3/3" in err
    assert "loss=" in err
