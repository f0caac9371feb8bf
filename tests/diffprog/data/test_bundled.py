"""Digits and tables, against scikit-learn's own loaders."""

import numpy as np
import pytest
import torch
from diffprog.data import digits, table
from sklearn import datasets
from sklearn.linear_model import LogisticRegression


def rows(sets):
    return torch.cat([X for X, _ in sets]), torch.cat([y for _, y in sets])


def as_set(X, y):
    return {(*row, label) for row, label in zip(X.tolist(), y.tolist(), strict=True)}


def test_digits_are_the_digits():
    X, y = rows(digits())
    theirs = datasets.load_digits()
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((1797, 64), torch.float32, (1797,), torch.int64)
    assert (X.min().item(), X.max().item()) == (0.0, 1.0)
    assert as_set(16 * X, y) == as_set(theirs.data, theirs.target)


def test_digits_are_divided_in_proportion():
    sets = digits()
    assert [len(y) for _, y in sets] == pytest.approx([1078, 359, 360], abs=5)
    share = np.bincount(datasets.load_digits().target) / 1797
    for _, y in sets:
        assert y.bincount() / len(y) == pytest.approx(share, abs=0.006)


def test_digits_as_images(generator):
    flat, images = digits(), digits(images=True)
    for (X, y), (Z, z) in zip(flat, images, strict=True):
        assert Z.shape == (len(X), 1, 8, 8)
        assert torch.equal(Z.flatten(1), X)
        assert torch.equal(y, z)
    assert not torch.equal(digits(generator=generator)[0][1], flat[0][1])


def test_digits_can_be_learnt():
    (X, y), _, (X_test, y_test) = digits()
    model = LogisticRegression(max_iter=100).fit(X.numpy(), y.numpy())
    assert model.score(X_test.numpy(), y_test.numpy()) > 0.9


@pytest.mark.parametrize(
    ("name", "shape", "kind"),
    [
        ("iris", (150, 4), torch.int64),
        ("wine", (178, 13), torch.int64),
        ("breast_cancer", (569, 30), torch.int64),
        ("diabetes", (442, 10), torch.float32),
    ],
)
def test_tables(name, shape, kind):
    X, y = rows(table(name, standardise=False))
    theirs = getattr(datasets, f"load_{name}")()
    assert (tuple(X.shape), X.dtype, y.dtype) == (shape, torch.float32, kind)
    assert as_set(X, y) == as_set(torch.tensor(theirs.data, dtype=torch.float32), theirs.target)


def test_standardised_by_the_training_set_alone():
    plain, ours = table("wine", standardise=False), table("wine")
    mean, scale = plain[0][0].mean(0), plain[0][0].std(0)
    assert ours[0][0].mean(0).abs().max() < 1e-5
    assert torch.allclose(ours[0][0].std(0), torch.ones(13))
    for (X, y), (Z, z) in zip(plain, ours, strict=True):
        assert torch.allclose(Z * scale + mean, X, rtol=1e-4, atol=1e-4)
        assert torch.equal(y, z)
    assert ours[2][0].mean(0).abs().max() > 0.01


def test_sets_have_names():
    for sets in (digits(), table("iris"), table("iris", standardise=False)):
        assert sets.train.y is sets[0][1]
        assert len(sets.train.X) > len(sets.val.X)
        assert sets.test.X is sets[2].X


def test_an_unknown_table_is_named():
    with pytest.raises(ValueError, match="no table 'boston'; there are breast_cancer, diabetes"):
        table("boston")
