"""The one training loop of the book, its batches, and how well a model or its features did."""

from diffprog.train.batches import batches
from diffprog.train.loop import fit
from diffprog.train.metrics import accuracy
from diffprog.train.probe import linear_probe, softmax_regression

__all__ = ["accuracy", "batches", "fit", "linear_probe", "softmax_regression"]
