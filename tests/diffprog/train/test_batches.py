"""Mini-batches: every item once an epoch, together with what belongs to it, under its name."""

from typing import NamedTuple

import pytest
import torch
from diffprog.data import digits
from diffprog.train import batches
from jaxtyping import TypeCheckError
from torch import Tensor


class Sentences(NamedTuple):
    tokens: Tensor
    mask: Tensor
    length: Tensor


def seeded():
    return torch.Generator().manual_seed(5)


@pytest.mark.parametrize("size", [1, 5, 23, 100])
def test_an_epoch_visits_every_item_once(size):
    X, y = torch.arange(23.0).reshape(23, 1), torch.arange(23)
    loader = batches((X, y), size, seeded())
    parts = list(loader)
    assert len(parts) == len(loader) == -(-23 // size)
    assert all(len(a) == size for a, _ in parts[:-1])
    assert all(torch.equal(a[:, 0], b.float()) for a, b in parts)
    assert sorted(torch.cat([b for _, b in parts]).tolist()) == list(range(23))


def test_each_epoch_has_a_new_order_that_the_generator_decides():
    X = torch.arange(23.0).reshape(23, 1)

    def orders():
        loader = batches(X, 4, seeded())
        return [torch.cat([a for (a,) in loader])[:, 0].tolist() for _ in range(3)]

    first = orders()
    assert first == orders()
    assert first[0] != first[1] != first[2] != X[:, 0].tolist()


def test_the_order_is_that_of_torch_s_randperm():
    X, order = torch.arange(23), torch.randperm(23, generator=seeded())
    assert torch.equal(torch.cat([a for (a,) in batches(X, 4, seeded())]), order)


def test_names_are_kept():
    tokens = torch.arange(20).reshape(10, 2)
    data = Sentences(tokens, tokens > 3, torch.arange(10))
    for batch in batches(data, 3, seeded()):
        assert type(batch) is Sentences
        assert torch.equal(batch.tokens, tokens[batch.length])
        assert torch.equal(batch.mask, batch.tokens > 3)
    batch = next(iter(batches(digits().train, 64, seeded())))
    assert (batch.X.shape, batch.y.shape) == ((64, 64), (64,))


@pytest.mark.parametrize("data", [torch.ones(5, 2, 3), (torch.ones(5, 2, 3),), [torch.ones(5)] * 4])
def test_any_number_of_tensors(data):
    n = 1 if isinstance(data, Tensor) else len(data)
    for batch in batches(data, 2, seeded()):
        assert type(batch) is tuple
        assert len(batch) == n


def test_a_batch_is_a_copy():
    X = torch.ones(4, 1)
    for (a,) in batches(X, 2, seeded()):
        a.zero_()
    assert (X == 1).all()


def test_a_list_may_be_used_for_something_else_afterwards():
    data = [torch.ones(4), torch.ones(4)]
    loader = batches(data, 2, seeded())
    data.append(torch.ones(3))
    assert [len(batch) for batch in loader] == [2, 2]


def test_too_few_items():
    X = torch.ones(4, 1)
    for size in (0, -1):
        with pytest.raises(ValueError, match=f"cannot cut 4 items into batches of {size}"):
            batches((X, X), size, seeded())
    with pytest.raises(ValueError, match="cannot cut 0 items"):
        batches((X[:0], X[:0]), 2, seeded())
    with pytest.raises(ValueError, match=r"the same number of items, got \[4, 3\]"):
        batches((X, X[:3]), 2, seeded())
    with pytest.raises(ValueError, match=r"the same number of items, got \[\]"):
        batches((), 2, seeded())


@pytest.mark.parametrize("data", [3, ([1.0, 2.0],), {"X": torch.ones(2)}, torch.ones(2).numpy()])
def test_what_is_no_tensor(data, unchecked):
    with pytest.raises(TypeError, match=r"a tensor or a tuple of tensors, such as \(X, y\)"):
        batches(data, 2, seeded())


def test_numbers_are_no_items(unchecked):
    with pytest.raises(ValueError, match="cannot cut 0 items"):
        batches(torch.tensor(1.0), 1, seeded())


def test_shapes_are_checked():
    with pytest.raises(TypeCheckError):
        batches(torch.tensor(1.0), 1, seeded())
