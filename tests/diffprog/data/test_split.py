"""Three sets from one: nothing lost, nothing twice, classes in proportion."""

import pytest
import torch
from diffprog.data import split
from jaxtyping import TypeCheckError

X = torch.arange(200.0).reshape(100, 2)
y = torch.arange(100) % 4


def test_every_item_stands_in_one_set():
    sets = split(X, y)
    assert [len(labels) for _, labels in sets] == [60, 20, 20]
    rows = torch.cat([items for items, _ in sets])
    assert sorted(rows[:, 0].tolist()) == X[:, 0].tolist()


def test_sets_and_their_tensors_have_names():
    sets = split(X, y)
    (items, labels), val, test = sets
    assert sets.train.X is items
    assert sets.train.y is labels
    assert (sets.val, sets.test) == (val, test)
    assert (len(val.y), len(test.y)) == (20, 20)
    assert not set(val.X[:, 0].tolist()) & set(test.X[:, 0].tolist())


def test_items_keep_their_labels():
    for items, labels in split(X, y):
        assert torch.equal((items[:, 0] / 2) % 4, labels.float())


def test_classes_are_in_proportion():
    uneven = torch.tensor([0] * 80 + [1] * 20)
    for (_, labels), n in zip(split(X, uneven, fractions=(0.5, 0.3)), (50, 30, 20), strict=True):
        assert labels.bincount().tolist() == [0.8 * n, 0.2 * n]


def test_real_targets_are_divided_without_classes():
    sets = split(X, X[:, 0], fractions=(0.7, 0.1))
    assert [len(targets) for _, targets in sets] == [70, 10, 20]
    assert all(torch.equal(items[:, 0], targets) for items, targets in sets)


def test_fixed_without_a_generator_and_new_with_one(generator):
    (first, _), *_ = split(X, y)
    torch.manual_seed(99)
    (again, _), *_ = split(X, y)
    (other, _), *_ = split(X, y, generator)
    (third, _), *_ = split(X, y, generator)
    assert torch.equal(first, again)
    members = [set(items[:, 0].tolist()) for items in (first, other, third)]
    assert members[0] != members[1] != members[2]  # other items, not only another order


def test_shuffled_across_classes():
    (_, labels), *_ = split(X, torch.tensor([0] * 50 + [1] * 50))
    assert (labels.diff() != 0).sum() > 10


@pytest.mark.parametrize("fractions", [(0.0, 0.5), (0.5, 0.0), (0.5, 0.5), (0.9, 0.2), (-1.0, 1.0)])
def test_fractions_leave_three_sets(fractions):
    with pytest.raises(ValueError, match="fractions must be positive and leave a test set"):
        split(X, y, fractions=fractions)


def test_too_few_items():
    with pytest.raises(ValueError, match="4 items are too few"):
        split(X[:4], y[:4])


def test_shapes_are_checked():
    with pytest.raises(TypeCheckError):
        split(X, y[:50])


def test_items_without_labels(unchecked):
    with pytest.raises(ValueError, match="X has 100 items, y has 50"):
        split(X, y[:50])
