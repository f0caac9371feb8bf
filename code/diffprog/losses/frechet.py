"""The Fréchet distance of two Gaussians, by which sets of images are compared."""

import torch
from jaxtyping import Float
from torch import Tensor

Mean = Float[Tensor, "*S D"]
Cov = Float[Tensor, "*S D D"]


def moments(x: Float[Tensor, "*S N D"]) -> tuple[Mean, Cov]:
    """Mean and unbiased covariance of N samples.

    Shapes: (..., N, D) gives (..., D) and (..., D, D).
    Raises ValueError for fewer than two samples.
    """
    n = x.shape[-2]
    if n < 2:
        raise ValueError(f"a covariance needs two or more samples, got {n}")
    mu = x.mean(-2)
    centred = x - mu[..., None, :]
    return mu, centred.mT @ centred / (n - 1)


def frechet_distance(
    mu_x: Mean,
    cov_x: Cov,
    mu_y: Mean,
    cov_y: Cov,
) -> Float[Tensor, "*S"]:
    """||mu_x - mu_y||^2 + tr(cov_x + cov_y - 2 (cov_x cov_y)^(1/2)).

    Shapes: means (..., D) and covariances (..., D, D) give (...), in the
    squared unit of the samples: the squared 2-Wasserstein distance of two
    Gaussians. FID is this, for features of a network. Estimated from N
    samples it is too large, by about a constant over N.
    Source: Dowson and Landau (1982); Heusel et al. (2017), equation 6.
    """
    values, vectors = torch.linalg.eigh(cov_x)
    root = vectors * values.clamp(min=0).sqrt()[..., None, :] @ vectors.mT
    both = torch.linalg.eigvalsh(root @ cov_y @ root)  # those of cov_x cov_y
    cross = both.clamp(min=0).sqrt().sum(-1)
    spread = (cov_x + cov_y).diagonal(dim1=-2, dim2=-1).sum(-1)
    return (mu_x - mu_y).square().sum(-1) + spread - 2 * cross
