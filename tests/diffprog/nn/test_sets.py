"""Pooling by sorting, against loops over features, ranks and items, and NumPy's lines."""

import numpy as np
import pytest
import torch
from diffprog.nn import FSPool, FSUnpool
from diffprog.nn.sets import rank_weights


def by_hand(X, W):
    """One set (N, D): each feature sorted, weighed by numpy.interp, and added."""
    N, D = X.shape
    knots = np.linspace(0, 1, len(W))
    total = []
    for d in range(D):
        ranked = sorted(X[:, d].tolist(), reverse=True)
        ranks = [i / (N - 1) if N > 1 else 0.0 for i in range(N)]
        total.append(
            sum(x * np.interp(r, knots, W[:, d]) for x, r in zip(ranked, ranks, strict=True))
        )
    return torch.tensor(total, dtype=torch.float64)


def pool_and_sets(generator, N=5, D=3, knots=4):
    pool = FSPool(D, knots, generator=generator).double()
    return pool, torch.randn(2, N, D, generator=generator).double()


@pytest.mark.parametrize("N", [1, 2, 5, 9])
def test_pooling_is_numpys_line_over_sorted_features(generator, N):
    pool, X = pool_and_sets(generator, N)
    W = pool.W.detach().numpy()
    expected = torch.stack([by_hand(one, W) for one in X])
    assert torch.allclose(pool(X)[0], expected, rtol=1e-6, atol=1e-6)


def test_masked_items_are_not_there(generator):
    pool, X = pool_and_sets(generator, N=6)
    mask = torch.tensor([[True, False, True, True, False, True], [False] * 5 + [True]])
    X = X.masked_fill(~mask[..., None], 7.0)
    expected = torch.stack([pool(one[there])[0] for one, there in zip(X, mask, strict=True)])
    X.requires_grad_()
    y, _ = pool(X, mask)
    assert torch.allclose(y, expected, rtol=1e-6)
    (slope,) = torch.autograd.grad(y.square().sum(), X)
    assert slope.isfinite().all()
    assert (slope[~mask] == 0).all()


def test_pooling_is_invariant_and_unpooling_equivariant(generator):
    pool, X = pool_and_sets(generator)
    unpool = FSUnpool(3, 6, generator=generator).double()
    P = torch.randperm(5, generator=generator)
    (y, order), (y_moved, order_moved) = pool(X), pool(X[:, P])
    assert torch.allclose(y, y_moved)
    back, back_moved = unpool(y, order), unpool(y_moved, order_moved)
    assert (back - back.flip(1)).abs().max() > 1e-3
    assert torch.allclose(back[:, P], back_moved)


def test_the_order_sorts(generator):
    pool, X = pool_and_sets(generator)
    assert (X.gather(-2, pool(X)[1]).diff(dim=-2) <= 0).all()


def test_unpooling_gives_each_rank_its_weight(generator):
    pool, X = pool_and_sets(generator, N=4)
    unpool = FSUnpool(3, 4, generator=generator).double()
    y, order = pool(X)
    back = unpool(y, order)
    for b in range(2):
        for d in range(3):
            for rank, item in enumerate(sorted(range(4), key=lambda i: -X[b, i, d].item())):
                assert torch.isclose(back[b, item, d], y[b, d] * unpool.W[rank, d])


def test_unpooling_leaves_nothing_at_absent_items(generator):
    pool, X = pool_and_sets(generator)
    mask = torch.tensor([[True, False, True, True, False]] * 2)
    y, order = pool(X, mask)
    back = FSUnpool(3, 5, generator=generator).double()(y, order, mask)
    assert (back[~mask] == 0).all()
    assert (back[mask] != 0).all()


def test_knots_are_met_exactly():
    W = torch.tensor([[1.0], [5.0], [2.0]])
    found = rank_weights(W, torch.tensor([3, 2, 1]), 3)[..., 0]
    assert found.tolist() == [[1.0, 5.0, 2.0], [1.0, 2.0, 0.0], [1.0, 0.0, 0.0]]


def test_a_mask_that_does_not_fit(generator):
    pool, X = pool_and_sets(generator)
    for mask in (torch.ones(2, 4, dtype=torch.bool), torch.ones(2, 5)):
        with pytest.raises((ValueError, TypeError), match=r"mask|type"):
            pool(X, mask)


def test_two_knots_at_least():
    with pytest.raises(ValueError, match="two of them"):
        rank_weights(torch.ones(1, 2), torch.tensor([3]), 3)
