"""Losses that more than one page uses, each derived on a page first."""

from diffprog.losses.contrastive import effective_rank, info_nce, nt_xent

__all__ = ["effective_rank", "info_nce", "nt_xent"]
