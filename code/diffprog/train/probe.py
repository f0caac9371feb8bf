"""The linear probe: softmax regression on frozen features, many draws and strengths at once."""

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional

Labelled = tuple[Float[Tensor, "... D"], Int[Tensor, "..."]]


def softmax_regression(
    a: Float[Tensor, "R N D"],
    labels: Int[Tensor, "R N"],
    strengths: Sequence[float],
    iterations: int = 150,
) -> Float[Tensor, "S R E K"]:
    """The W and b least in sum_n -log softmax(a_n W + b)[y_n] + |W|^2 / (2 C), for S values of C.

    Shapes: R problems of N rows `a` (R, N, D) with `labels` (R, N), 0 to K - 1; the result
    (S, R, D + 1, K) holds W and, as its last row, b. They share nothing, so that one run of
    L-BFGS on the sum of all losses solves each of them.
    Source: this book's page "Autoencoders".
    """
    rows, K = functional.pad(a, (0, 1), value=1.0), int(labels.max()) + 1  # a column for b
    W = a.new_zeros(len(strengths), len(a), a.shape[2] + 1, K, requires_grad=True)
    weak = a.new_tensor(strengths).reshape(-1, 1, 1, 1)
    target = labels.expand(len(strengths), *labels.shape).flatten()
    optimizer = torch.optim.LBFGS(
        [W], max_iter=iterations, history_size=10, line_search_fn="strong_wolfe"
    )

    def closure() -> Tensor:
        optimizer.zero_grad()
        logits = (rows @ W).flatten(0, 2)  # (S R N, K)
        loss = functional.cross_entropy(logits, target, reduction="sum")
        loss = loss + (W[:, :, :-1].square() / (2 * weak)).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return W.detach()


def linear_probe(
    train: Labelled, val: Labelled, test: Labelled, strengths: Sequence[float]
) -> Float[Tensor, " R"]:
    """Test accuracy of softmax regression on features, its strength chosen on validation.

    Shapes: `train` holds features (R, N, D) and labels (R, N) of R draws of few examples; `val`
    and `test` (M, D) and (M,); the result is (R,). Features are shifted to the mean of each draw
    and divided by one number, the standard deviation of all its entries. Of equal strengths on
    validation the smallest C is taken, where `strengths` ascend.
    Source: Alain and Bengio (2016).
    """
    a, labels = train
    low, scale = a.mean(1, keepdim=True), a.std((1, 2), keepdim=True) + 1e-6
    W = softmax_regression((a - low) / scale, labels, strengths)

    def right(x: Tensor, y: Tensor) -> Tensor:  # (S, R)
        logits = ((x - low) / scale) @ W[:, :, :-1] + W[:, :, -1:]  # (S, R, M, K)
        return (logits.argmax(3) == y).float().mean(2)

    best = right(*val).max(0, keepdim=True).indices
    return right(*test).gather(0, best)[0]
