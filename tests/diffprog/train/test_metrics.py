"""How well a model did, by hand, and in which mode of the model."""

import pytest
import torch
from diffprog.train import accuracy
from jaxtyping import TypeCheckError
from torch import nn


class Flips(nn.Module):
    """Wrong in training, right in evaluation."""

    def forward(self, X):
        assert not torch.is_grad_enabled()
        return -X if self.training else X


def test_it_counts_largest_logits():
    X = torch.tensor([[1.0, 0.0, -1.0], [0.0, 2.0, 1.0], [0.0, 1.0, 3.0], [5.0, 6.0, 0.0]])
    assert accuracy(lambda X: X, X, torch.tensor([0, 1, 2, 0])) == 0.75


def test_it_is_that_of_evaluation_and_leaves_the_model_as_it_was():
    model, X, y = Flips(), torch.eye(3), torch.arange(3)
    assert accuracy(model, X, y) == 1.0
    assert model.training
    model.eval()
    assert accuracy(model, X, y) == 1.0
    assert not model.training


def test_parts_keep_their_own_modes():
    """A frozen part of a model in training; one in training of a model that is evaluated."""
    for whole in (True, False):
        model = nn.Sequential(nn.Identity(), nn.Sequential(Flips())).train(whole)
        model[1].train(not whole)
        before = [part.training for part in model.modules()]
        assert accuracy(model, torch.eye(3), torch.arange(3)) == 1.0
        assert [part.training for part in model.modules()] == before


def test_modes_come_back_after_an_error():
    model = nn.Linear(2, 3)
    with pytest.raises(RuntimeError):
        accuracy(model, torch.ones(4, 5), torch.zeros(4, dtype=torch.int64))
    assert model.training


@pytest.mark.parametrize(("X", "y"), [(3, 2), (0, 0)])
def test_numbers_of_items(X, y, unchecked):
    with pytest.raises(ValueError, match=f"X has {X} items, y has {y}"):
        accuracy(lambda X: X, torch.ones(X, 2), torch.zeros(y, dtype=torch.int64))


@pytest.mark.parametrize("logits", [(3, 4, 3), (3,), (2, 4)])
def test_logits_of_another_shape(logits):
    with pytest.raises(ValueError, match=r"they are \(N, K\) and \(N,\)"):
        accuracy(lambda X: torch.ones(logits), torch.ones(3, 2), torch.arange(3))


def test_labels_in_a_column(unchecked):
    with pytest.raises(ValueError, match=r"y \(3, 1\); they are \(N, K\) and \(N,\)"):
        accuracy(lambda X: X, torch.eye(3), torch.arange(3)[:, None])


def test_shapes_are_checked():
    for y in (torch.arange(2), torch.zeros(3), torch.arange(3)[:, None]):
        with pytest.raises(TypeCheckError):
            accuracy(lambda X: X, torch.eye(3), y)
