"""Losses between sets, against all permutations and loops."""

from itertools import permutations

import pytest
import torch
from diffprog.losses import chamfer, hungarian, match, pair_cost


def sets(generator, N=4, M=4):
    draw = (torch.randn(3, n, 2, generator=generator).double() for n in (N, M))
    return tuple(draw)


def gap(a, b):
    return (a - b).square().sum().item()


def test_hungarian_is_the_best_of_all_permutations(generator):
    Y, X = sets(generator)
    best = [
        min(sum(gap(y[i], x[p[i]]) for i in range(4)) / 4 for p in permutations(range(4)))
        for y, x in zip(Y, X, strict=True)
    ]
    assert torch.allclose(hungarian(Y, X), torch.tensor(best).double())


def test_a_match_is_the_best_of_all_permutations(generator):
    cost = pair_cost(*(torch.randn(5, 2, generator=generator).double() for _ in range(2)))
    rows = torch.arange(5)
    every = torch.tensor(list(permutations(range(5))))
    found = match(cost)
    assert found.sort()[0].tolist() == rows.tolist()
    assert cost[rows, found].sum().item() == pytest.approx(
        cost[rows, every].sum(1).min().item(), rel=1e-12
    )


def test_fewer_rows_than_columns_leave_some_over(generator):
    Y, X = sets(generator, 2, 5)
    best = [
        min(sum(gap(y[i], x[p[i]]) for i in range(2)) / 2 for p in permutations(range(5), 2))
        for y, x in zip(Y, X, strict=True)
    ]
    assert torch.allclose(hungarian(Y, X), torch.tensor(best).double())


def test_chamfer_is_a_loop(generator):
    Y, X = sets(generator, 3, 5)
    for y, x, found in zip(Y, X, chamfer(Y, X), strict=True):
        one = sum(min(gap(a, b) for b in x) for a in y) / 3
        two = sum(min(gap(a, b) for a in y) for b in x) / 5
        assert found.item() == pytest.approx(one + two)


def test_chamfer_does_not_count_and_hungarian_does():
    a, b = torch.tensor([[0.0], [0], [1]]), torch.tensor([[0.0], [1], [1]])
    assert chamfer(a, b) == 0
    assert hungarian(a, b).item() == pytest.approx(1 / 3)


def test_neither_sees_the_order(generator):
    Y, X = sets(generator)
    P = torch.randperm(4, generator=generator)
    for loss in (chamfer, hungarian):
        assert torch.allclose(loss(Y[:, P], X), loss(Y, X))
        assert torch.allclose(loss(Y, X[:, P]), loss(Y, X))


def test_the_gradient_pulls_matched_pairs_together(generator):
    Y, X = sets(generator)
    Y.requires_grad_()
    (slope,) = torch.autograd.grad(hungarian(Y, X).sum(), Y)
    partner = match(pair_cost(Y, X))
    chosen = torch.stack([x[p] for x, p in zip(X, partner, strict=True)])
    assert torch.allclose(slope, 2 * (Y.detach() - chosen) / 4)


def test_any_axes_in_front(generator):
    cost = torch.randn(2, 3, 4, 5, generator=generator)
    found = match(cost)
    assert found.shape == (2, 3, 4)
    assert (found[1, 2] == match(cost[1, 2])).all()
    assert all(len(set(row.tolist())) == 4 for row in found.flatten(0, 1))


def test_no_items_at_all():
    assert match(torch.zeros(2, 0, 3)).shape == (2, 0)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_costs_are_finite(bad):
    with pytest.raises(ValueError, match="finite"):
        match(torch.tensor([[1.0, bad], [0.0, 1.0]]))


def test_more_rows_than_columns():
    with pytest.raises(ValueError, match="columns of their own"):
        match(torch.zeros(3, 2))
