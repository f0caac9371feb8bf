"""The one training loop of the book, the batches that it takes, and how well it did."""

from diffprog.train.batches import batches
from diffprog.train.loop import fit
from diffprog.train.metrics import accuracy

__all__ = ["accuracy", "batches", "fit"]
