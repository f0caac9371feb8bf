"""The update rules that the page Optimisation derives, with the interface of torch.optim."""

from diffprog.optim.adagrad import Adagrad
from diffprog.optim.adam import Adam
from diffprog.optim.adamw import AdamW
from diffprog.optim.optimizer import Optimizer
from diffprog.optim.rmsprop import RMSprop
from diffprog.optim.sgd import SGD

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop"]
