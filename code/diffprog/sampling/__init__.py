"""Samples that a gradient passes through, or that are made by one."""

from diffprog.sampling.relaxed import gumbel, soft_sample, straight_through

__all__ = ["gumbel", "soft_sample", "straight_through"]
