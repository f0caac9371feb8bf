"""The loop, against the same steps written out and against a closed form."""

import sys

import pytest
import torch
from diffprog.train import accuracy, batches, fit
from torch.nn import Linear
from torch.nn.functional import mse_loss


@pytest.fixture
def problem(generator):
    X = torch.randn(23, 2, generator=generator)
    model = Linear(2, 1)
    torch.nn.init.zeros_(model.weight)
    torch.nn.init.zeros_(model.bias)
    return model, X, X @ torch.tensor([[2.0], [-1.0]]) + 0.5


def seeded():
    return torch.Generator().manual_seed(5)


@pytest.mark.parametrize("size", [1, 5, 23, 100])
def test_an_epoch_visits_every_item_once(size):
    X, y = torch.arange(23.0).reshape(23, 1), torch.arange(23)
    loader = batches(X, y, size, seeded())
    parts = list(loader)
    assert len(parts) == len(loader) == -(-23 // size)
    assert all(len(a) == size for a, _ in parts[:-1])
    assert all(torch.equal(a[:, 0], b.float()) for a, b in parts)
    assert sorted(torch.cat([b for _, b in parts]).tolist()) == list(range(23))


def test_each_epoch_has_a_new_order_that_the_generator_decides():
    X = torch.arange(23.0).reshape(23, 1)

    def orders():
        loader = batches(X, X, 4, seeded())
        return [torch.cat([a for a, _ in loader])[:, 0].tolist() for _ in range(3)]

    first = orders()
    assert first == orders()
    assert first[0] != first[1] != first[2] != X[:, 0].tolist()


def test_batches_errors():
    X = torch.ones(4, 1)
    for size in (0, -1):
        with pytest.raises(ValueError, match=f"cannot cut 4 items into batches of {size}"):
            batches(X, X, size, seeded())
    with pytest.raises(ValueError, match="cannot cut 0 items"):
        batches(X[:0], X[:0], 2, seeded())
    with pytest.raises(ValueError, match="X has 4 items, y has 3"):
        batches(X, X[:3], 2, seeded())


def test_the_steps_are_those_of_the_written_out_loop(problem):
    model, X, y = problem
    history = fit(
        model, mse_loss, batches(X, y, 5, seeded()), torch.optim.SGD(model.parameters(), lr=0.1), 3
    )
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
    model, X, y = problem
    fit(model, mse_loss, [(X, y)], torch.optim.SGD(model.parameters(), lr=0.3), 200)
    assert model.weight.flatten().tolist() == pytest.approx([2, -1], abs=1e-4)
    assert model.bias.item() == pytest.approx(0.5, abs=1e-4)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_a_loss_that_is_no_number_stops_before_the_step(problem, bad):
    model, X, y = problem
    calls = []

    def loss(y_hat, target):
        calls.append(model.weight.detach().clone())
        return mse_loss(y_hat, target) + (bad if len(calls) == 6 else 0.0)

    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with pytest.raises(FloatingPointError, match=rf"the loss is {bad} at epoch 1, step 1"):
        fit(model, loss, batches(X, y, 6, seeded()), optimizer, 3)
    assert torch.equal(model.weight, calls[-1])


def test_divergence_is_noticed(problem):
    model, X, y = problem
    with pytest.raises(FloatingPointError, match="learning rate may be too large"):
        fit(model, mse_loss, [(X, y)], torch.optim.SGD(model.parameters(), lr=9.0), 500)


def test_batches_that_run_dry_are_noticed(problem):
    model, X, y = problem
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with pytest.raises(ValueError, match="epoch 1 had no batches"):
        fit(model, mse_loss, iter([(X, y)]), optimizer, 2)
    assert fit(model, mse_loss, [(X, y)], optimizer, 0) == []


def test_quiet_unless_asked(problem, capsys):
    model, X, y = problem
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for progress in (None, False):
        fit(model, mse_loss, [(X, y)], optimizer, 3, progress=progress)
        assert capsys.readouterr() == ("", "")
    fit(model, mse_loss, [(X, y)], optimizer, 3, progress=True)
    assert "3/3" in capsys.readouterr().err


def test_a_terminal_sees_a_bar(problem, capsys, monkeypatch):
    model, X, y = problem
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    fit(model, mse_loss, [(X, y)], torch.optim.SGD(model.parameters(), lr=0.1), 3)
    err = capsys.readouterr().err
    assert "3/3" in err
    assert "loss=" in err


def test_accuracy_counts_largest_logits():
    X = torch.tensor([[1.0, 0.0, -1.0], [0.0, 2.0, 1.0], [0.0, 1.0, 3.0], [5.0, 6.0, 0.0]])
    assert accuracy(lambda X: X, X, torch.tensor([0, 1, 2, 0])) == 0.75


def test_accuracy_is_that_of_evaluation_and_leaves_the_model_as_it_was():
    class Flips(torch.nn.Module):
        def forward(self, X):
            assert not torch.is_grad_enabled()
            return -X if self.training else X

    model, X, y = Flips(), torch.eye(3), torch.arange(3)
    assert accuracy(model, X, y) == 1.0
    assert model.training
    model.eval()
    assert accuracy(model, X, y) == 1.0
    assert not model.training


@pytest.mark.parametrize(("X", "y"), [(3, 2), (0, 0)])
def test_accuracy_errors(X, y):
    with pytest.raises(ValueError, match=f"X has {X} items, y has {y}"):
        accuracy(lambda X: X, torch.ones(X, 2), torch.zeros(y))
