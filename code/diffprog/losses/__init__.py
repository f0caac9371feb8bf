"""Losses that more than one page uses, each derived on a page first."""

from diffprog.losses.contrastive import effective_rank, info_nce, nt_xent
from diffprog.losses.matching import energy_distance, gaussian_kernel, mmd2

__all__ = [
    "effective_rank",
    "energy_distance",
    "gaussian_kernel",
    "info_nce",
    "mmd2",
    "nt_xent",
]
