"""Contrastive losses of embeddings, and how many directions embeddings use."""

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional


def info_nce(scores: Float[Tensor, "B B"]) -> Float[Tensor, ""]:
    """mean over i of -log(exp(s_ii) / sum_j exp(s_ij)), with pairs on the diagonal.

    Shapes: entry (i, j) of `scores` (B, B) says how well item i and partner j fit; the result is
    (). log B minus it is, on average, at most the mutual information of item and partner.
    Source: van den Oord et al. (2018), equation 4.
    """
    target = torch.arange(len(scores), device=scores.device)
    return functional.cross_entropy(scores, target)


def nt_xent(
    z_a: Float[Tensor, "B D"],
    z_b: Float[Tensor, "B D"],
    temperature: float = 0.5,
) -> Float[Tensor, ""]:
    """mean over i of -log(exp(s(i, j)) / sum over k != i of exp(s(i, k))).

    Shapes: row i of `z_a` (B, D) and of `z_b` (B, D) embed two views of one
    item, the result is (). i and k run over all 2B views, j is the other view
    of the same item, and s is the cosine divided by `temperature`.
    Raises ValueError unless the temperature is positive.
    Source: Chen et al. (2020), equation 1.
    """
    if not temperature > 0:
        raise ValueError(f"a temperature is positive, got {temperature}")
    z = functional.normalize(torch.cat([z_a, z_b]), dim=1)  # (2B, D)
    itself = torch.eye(len(z), dtype=torch.bool, device=z.device)
    scores = (z @ z.T / temperature).masked_fill(itself, -torch.inf)
    partner = torch.arange(len(z), device=z.device).roll(len(z_a))
    return functional.cross_entropy(scores, partner)


def effective_rank(z: Float[Tensor, "N D"]) -> float:
    """exp(-sum p_i log p_i), where p_i are the covariance's eigenvalues over their sum.

    Shapes: rows of `z` (N, D) give a number from 1, all on a line, to min(N - 1, D); 0 where all
    rows are equal. The unit of z does not matter.
    Source: Roy and Vetterli (2007), here with squared singular values of the centred rows.
    """
    spread = torch.linalg.svdvals((z - z.mean(0)).double()).square()
    if spread.sum() == 0:
        return 0.0
    p = spread / spread.sum()
    return torch.special.entr(p).sum().exp().item()
