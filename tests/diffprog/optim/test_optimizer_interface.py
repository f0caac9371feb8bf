"""What all rules share: in place, without a graph, with the training loop, with clear errors."""

import pytest
import torch
from diffprog import optim
from diffprog.nn import mlp
from diffprog.train import batches, fit
from jaxtyping import TypeCheckError
from torch.nn.functional import mse_loss

MAKERS = {
    "SGD": lambda p: optim.SGD(p, lr=0.1),
    "momentum": lambda p: optim.SGD(p, lr=0.02, momentum=0.9),
    "nesterov": lambda p: optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True),
    "Adagrad": lambda p: optim.Adagrad(p, lr=0.1),
    "RMSprop": lambda p: optim.RMSprop(p, lr=0.01),
    "Adam": lambda p: optim.Adam(p, lr=0.03),
    "AdamW": lambda p: optim.AdamW(p, lr=0.03, weight_decay=1e-4),
}
RULES = pytest.mark.parametrize("name", MAKERS)


@RULES
def test_it_trains_a_network_in_the_book_s_loop(name, generator):
    X = torch.rand(64, 1, generator=generator) * 2 - 1
    model = mlp([1, 16, 1], torch.nn.Tanh, generator=generator)
    loader = batches((X, X**2), 16, generator)
    optimizer = MAKERS[name](model.parameters())
    history = fit(lambda X, y: mse_loss(model(X), y), loader, optimizer, 60)
    assert sum(history[-4:]) < 0.2 * sum(history[:4])


@RULES
def test_it_steps_in_place_and_leaves_no_graph(name):
    p = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = MAKERS[name]([p])
    (p**2).sum().backward()
    place, grad = p.data_ptr(), p.grad.clone()
    for _ in range(3):
        optimizer.step()
    assert p.data_ptr() == place
    assert p.is_leaf
    assert p.requires_grad
    assert torch.equal(p.grad, grad)  # the gradient is only read
    for kept in optimizer.state[p].values():
        assert not isinstance(kept, torch.Tensor) or not kept.requires_grad
        assert kept is not p.grad


@RULES
def test_a_parameter_without_a_gradient_stays_and_remembers_nothing(name):
    moved, still = (torch.ones(2, requires_grad=True) for _ in range(2))
    optimizer = MAKERS[name]([moved, still])
    (moved**2).sum().backward()
    optimizer.step()
    assert torch.equal(still, torch.ones(2))
    assert optimizer.state[still] == {}
    assert (moved < 1).all()


@RULES
def test_a_gradient_has_its_parameter_s_shape(name):
    p = torch.ones(2, 3)
    with pytest.raises(TypeCheckError):
        MAKERS[name]([p]).update(p, torch.ones(3), {})


def test_zero_grad_forgets_gradients():
    p = torch.ones(2, requires_grad=True)
    optimizer = optim.SGD([p], lr=0.1)
    p.sum().backward()
    optimizer.zero_grad()
    assert p.grad is None


def test_a_generator_of_parameters_is_kept():
    model = torch.nn.Linear(2, 1)
    assert len(optim.SGD(model.parameters(), lr=0.1).params) == 2


@pytest.mark.parametrize(
    ("name", "keys", "message"),
    [
        ("SGD", {"lr": -0.1}, "lr is a finite number, 0 or more; got -0.1"),
        ("Adam", {"lr": float("nan")}, "lr is a finite number"),
        ("RMSprop", {"lr": float("inf")}, "lr is a finite number"),
        ("SGD", {"lr": 0.1, "momentum": 1.0}, "momentum is 0 or more and less than 1; got 1"),
        ("SGD", {"lr": 0.1, "momentum": -0.1}, "momentum is 0 or more"),
        ("SGD", {"lr": 0.1, "nesterov": True}, "set momentum above 0"),
        ("SGD", {"lr": 0.1, "weight_decay": -1.0}, "weight_decay is a finite number, 0 or more"),
        ("AdamW", {"weight_decay": -1.0}, "weight_decay is a finite number, 0 or more"),
        ("Adagrad", {"eps": -1e-8}, "eps is a finite number"),
        ("RMSprop", {"eps": -1e-8}, "eps is a finite number"),
        ("RMSprop", {"alpha": 1.0}, "alpha is 0 or more and less than 1"),
        ("Adam", {"betas": (1.0, 0.9)}, r"betas\[0\] is 0 or more and less than 1; got 1"),
        ("Adam", {"betas": (0.9, -0.1)}, r"betas\[1\] is 0 or more"),
        ("AdamW", {"betas": (0.9, 1.5)}, r"betas\[1\] is 0 or more"),
        ("Adam", {"betas": (0.9,)}, "betas are two numbers"),
        ("Adam", {"eps": -1.0}, "eps is a finite number"),
        ("AdamW", {"eps": -1.0}, "eps is a finite number"),
    ],
)
def test_bad_settings(name, keys, message, unchecked):
    with pytest.raises(ValueError, match=message):
        getattr(optim, name)([torch.ones(1, requires_grad=True)], **keys)


def test_bad_parameters(unchecked):
    p = torch.ones(2, requires_grad=True)
    for params, error, message in (
        ([], ValueError, "there are no parameters"),
        (p, TypeError, r"put it in a list: \[tensor\]"),
        ([p, 1.0], TypeError, "parameter 1 is a float, not a tensor"),
        ([torch.arange(3)], TypeError, "parameter 0 is torch.int64"),
        ([p, 2 * p], ValueError, "parameter 1 is the result of a computation"),
        ([p, torch.ones(2, requires_grad=True), p], ValueError, "parameter 2 stands twice"),
    ):
        with pytest.raises(error, match=message):
            optim.SGD(params, lr=0.1)
