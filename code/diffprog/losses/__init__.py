"""Losses that more than one page uses, each derived on a page first."""

from diffprog.losses.contrastive import effective_rank, info_nce, nt_xent
from diffprog.losses.elbo import elbo, gaussian_kl, iwae_bound, log_weight
from diffprog.losses.frechet import frechet_distance, moments
from diffprog.losses.matching import energy_distance, gaussian_kernel, mmd2

__all__ = [
    "effective_rank",
    "elbo",
    "energy_distance",
    "frechet_distance",
    "gaussian_kernel",
    "gaussian_kl",
    "info_nce",
    "iwae_bound",
    "log_weight",
    "mmd2",
    "moments",
    "nt_xent",
]
