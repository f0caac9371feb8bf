"""Samples that a gradient passes through, or that are made by one."""

from diffprog.sampling.langevin import annealed_langevin, langevin
from diffprog.sampling.relaxed import gumbel, soft_sample, straight_through
from diffprog.sampling.transport import euler, integrate, rk4, sinkhorn

__all__ = [
    "annealed_langevin",
    "euler",
    "gumbel",
    "integrate",
    "langevin",
    "rk4",
    "sinkhorn",
    "soft_sample",
    "straight_through",
]
