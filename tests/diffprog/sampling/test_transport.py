"""Plans and paths against closed forms, a linear programme and SciPy's solver."""

import math

import pytest
import torch
from diffprog.sampling import euler, integrate, rk4, sinkhorn
from scipy.integrate import solve_ivp
from scipy.optimize import linprog


def cost_of(generator, n, m):
    a, b = (torch.randn(k, 2, generator=generator, dtype=torch.float64) for k in (n, m))
    return torch.cdist(a, b).square()


@pytest.mark.parametrize("eps", [0.5, 5.0])
def test_a_plan_is_of_the_form_u_k_v_with_both_margins(generator, eps):
    cost = cost_of(generator, 6, 9)
    plan = sinkhorn(cost, eps, steps=500)
    assert torch.allclose(plan.sum(1), torch.full((6,), 1 / 6).double(), atol=1e-9)
    assert torch.allclose(plan.sum(0), torch.full((9,), 1 / 9).double(), atol=1e-12)
    scaling = plan.log() + cost / eps  # log u_i + log v_j
    mixed = scaling - scaling[:1] - scaling[:, :1] + scaling[0, 0]
    assert torch.allclose(mixed, torch.zeros(6, 9).double(), atol=1e-9)


def test_two_and_two_have_a_closed_form():
    plan = sinkhorn(torch.tensor([[0.0, 2.0], [2.0, 0.0]]).double(), 0.7)
    assert math.isclose(plan[0, 1].item(), 0.5 / (1 + math.exp(2 / 0.7)), rel_tol=1e-9)


def test_a_small_eps_comes_near_the_linear_programme_and_stays_finite(generator):
    cost = cost_of(generator, 5, 7)
    rows = torch.kron(torch.eye(5), torch.ones(1, 7))
    columns = torch.kron(torch.ones(1, 5), torch.eye(7))
    right = torch.cat([torch.full((5,), 1 / 5), torch.full((7,), 1 / 7)]).double()
    margins = torch.cat([rows, columns]).numpy()
    best = linprog(cost.flatten().numpy(), A_eq=margins, b_eq=right.numpy()).fun
    plan = sinkhorn(cost, 0.002, steps=20_000)
    assert plan.isfinite().all()
    assert best - 1e-4 < (plan * cost).sum().item() < best + 0.002 * math.log(35)


def test_plans_of_a_batch_are_those_of_its_items(generator):
    costs = torch.stack([cost_of(generator, 4, 5) for _ in range(3)])
    alone = torch.stack([sinkhorn(cost, 1.0) for cost in costs])
    assert torch.allclose(sinkhorn(costs, 1.0), alone, atol=1e-12)


def test_a_gradient_passes_to_the_cost(generator):
    cost = cost_of(generator, 3, 4).requires_grad_()
    assert torch.autograd.gradcheck(lambda c: sinkhorn(c, 1.0, steps=20), (cost,))


@pytest.mark.parametrize(("eps", "steps"), [(0.0, 5), (-1.0, 5), (float("nan"), 5), (1.0, 0)])
def test_eps_is_positive_and_there_is_a_step(eps, steps):
    with pytest.raises(ValueError, match="eps > 0 and steps >= 1"):
        sinkhorn(torch.zeros(2, 2), eps, steps)


def field(t, x):
    return torch.stack([-x[1], x[0]]) + t * x


@pytest.mark.parametrize(("method", "order"), [(euler, 1), (rk4, 4)])
@pytest.mark.parametrize(("start", "end"), [(0.0, 1.0), (1.0, 0.0), (0.5, 2.0)])
def test_the_error_has_the_order_of_the_method(method, order, start, end):
    x = torch.tensor([1.0, 0.5]).double()
    truth = solve_ivp(
        lambda t, y: field(t, torch.as_tensor(y)).numpy(),
        (start, end),
        x.numpy(),
        rtol=1e-12,
        atol=1e-12,
    ).y[:, -1]
    errors = [
        (integrate(field, x, n, method, start, end)[-1] - torch.as_tensor(truth)).norm().item()
        for n in (20, 40)
    ]
    assert abs(math.log2(errors[0] / errors[1]) - order) < 0.3


def test_a_path_holds_its_start_and_every_step():
    x = torch.ones(3, 2)
    path = integrate(lambda t, x: torch.full_like(x, t), x, 4)
    assert path.shape == (5, 3, 2)
    assert torch.allclose(path[:, 0, 0], torch.tensor([1.0, 1.0, 1.0625, 1.1875, 1.375]))


def test_a_path_has_a_step():
    with pytest.raises(ValueError, match="at least one step"):
        integrate(field, torch.zeros(2), 0)
