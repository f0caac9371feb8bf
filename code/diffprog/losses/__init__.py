"""Losses that more than one page uses, each derived on a page first."""

from diffprog.losses.contrastive import effective_rank, info_nce, nt_xent
from diffprog.losses.elbo import elbo, gaussian_kl, iwae_bound, log_weight
from diffprog.losses.frechet import frechet_distance, moments
from diffprog.losses.matching import energy_distance, gaussian_kernel, mmd2
from diffprog.losses.sets import chamfer, hungarian, match, pair_cost

__all__ = [
    "chamfer",
    "effective_rank",
    "elbo",
    "energy_distance",
    "frechet_distance",
    "gaussian_kernel",
    "gaussian_kl",
    "hungarian",
    "info_nce",
    "iwae_bound",
    "log_weight",
    "match",
    "mmd2",
    "moments",
    "nt_xent",
    "pair_cost",
]
