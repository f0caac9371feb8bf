"""What the rules do where a formula says so, without torch.optim's help."""

import pytest
import torch
from diffprog import optim


def steps(make, gradients):
    """The steps (T, ...) that a rule takes, given gradients (T, ...), from zero."""
    gradients = torch.as_tensor(gradients, dtype=torch.float64)
    p = torch.zeros(gradients.shape[1:], dtype=torch.float64, requires_grad=True)
    optimizer, path = make([p]), [p.detach().clone()]
    for g in gradients:
        p.grad = g.clone()
        optimizer.step()
        path.append(p.detach().clone())
    return torch.stack(path).diff(dim=0)


def close(a, b, rtol=1e-9):
    torch.testing.assert_close(a, torch.as_tensor(b, dtype=torch.float64), rtol=rtol, atol=1e-12)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("nesterov", [False, True])
def test_terminal_velocity(beta, nesterov):
    last = steps(
        lambda p: optim.SGD(p, lr=0.1, momentum=beta, nesterov=nesterov and beta > 0),
        [[3.0, -2.0]] * 400,
    )[-1]
    close(last, [-0.1 * 3 / (1 - beta), 0.1 * 2 / (1 - beta)])


def test_nesterov_s_first_step_is_one_plus_beta_gradients():
    first = steps(lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True), [[2.0]])
    close(first, [[-0.1 * 1.9 * 2.0]])


def test_adagrad_slows_down_as_the_root_of_t():
    T = torch.arange(1, 51, dtype=torch.float64)
    close(steps(lambda p: optim.Adagrad(p, lr=0.3), [[4.0]] * 50), -0.3 * T[:, None] ** -0.5)


def test_rmsprop_s_first_step_is_too_long_and_its_last_is_lr():
    moved = steps(lambda p: optim.RMSprop(p, lr=0.1, alpha=0.99), [[5.0]] * 4000)
    close(moved[[0, -1]], [[-1.0], [-0.1]], rtol=1e-7)


@pytest.mark.parametrize("name", ["Adam", "AdamW"])
@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
def test_the_first_step_is_lr_times_the_sign(name, scale):
    g = scale * torch.tensor([[2.0, -0.5], [-7.0, 1.0]], dtype=torch.float64)
    moved = steps(lambda p: getattr(optim, name)(p, lr=0.1), g[None])[0]
    close(moved, -0.1 * g.sign(), rtol=1e-3)


def test_constant_gradients_have_no_bias():
    moved = steps(lambda p: optim.Adam(p, lr=0.1), [[3.0, -1e-3]] * 60)
    close(moved, [[-0.1, 0.1]] * 60, rtol=1e-4)


def test_amsgrad_does_not_forget_a_large_gradient():
    g = [[100.0]] + [[1.0]] * 300
    plain, amsgrad = (
        steps(lambda p, a=a: optim.Adam(p, 0.1, (0.0, 0.5), amsgrad=a), g) for a in (False, True)
    )
    close(plain[-1], [-0.1], rtol=1e-6)
    close(amsgrad[-1], [-0.1 / 50**0.5 / 10], rtol=1e-6)  # s_max is (1 - 0.5) 100^2


def test_decay_is_a_penalty_in_adam_and_a_factor_in_adamw():
    """With no gradient but the penalty's, Adam steps by lr, whatever the weight decay is."""
    for name, expected in (("Adam", 1 - 0.01), ("AdamW", 1 - 0.01 * 0.2)):
        p = torch.ones(1, dtype=torch.float64, requires_grad=True)
        p.grad = torch.zeros(1, dtype=torch.float64)
        getattr(optim, name)([p], lr=0.01, weight_decay=0.2).step()
        close(p.detach(), [expected], rtol=1e-6)


def test_memory_is_as_the_table_says():
    """Tensors kept for each parameter: none, one or two."""
    kept = {}
    for key, make in {
        "sgd": lambda p: optim.SGD(p, 0.1),
        "momentum": lambda p: optim.SGD(p, 0.1, momentum=0.9),
        "adagrad": optim.Adagrad,
        "rmsprop": optim.RMSprop,
        "adam": optim.Adam,
        "adamw": optim.AdamW,
        "amsgrad": lambda p: optim.Adam(p, amsgrad=True),
    }.items():
        p = torch.ones(3, requires_grad=True)
        p.grad = torch.ones(3)
        optimizer = make([p])
        optimizer.step()
        kept[key] = sum(isinstance(kept, torch.Tensor) for kept in optimizer.state[p].values())
    assert kept == {
        "sgd": 0,
        "momentum": 1,
        "adagrad": 1,
        "rmsprop": 1,
        "adam": 2,
        "adamw": 2,
        "amsgrad": 3,
    }
