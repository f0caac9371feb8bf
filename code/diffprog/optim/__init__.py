"""The update rules that the page Optimisation derives, with the interface of torch.optim."""

from diffprog.optim.optimizer import Optimizer
from diffprog.optim.rules import SGD, Adagrad, Adam, AdamW, RMSprop

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop"]
