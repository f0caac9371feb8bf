"""Samples that a gradient passes through, or that are made by one."""

from diffprog.sampling.langevin import annealed_langevin, langevin
from diffprog.sampling.relaxed import gumbel, soft_sample, straight_through

__all__ = ["annealed_langevin", "gumbel", "langevin", "soft_sample", "straight_through"]
