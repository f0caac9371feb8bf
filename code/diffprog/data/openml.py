"""Full-size data sets from OpenML, where there is a network; else the bundled digits."""

import socket
import warnings
from contextlib import contextmanager
from urllib.error import URLError

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

from diffprog.data.bundled import digits


def openml(
    name: str, version: int = 1, scale: float = 255.0, timeout: float = 20.0
) -> tuple[Float[Tensor, "N D"], Int[Tensor, " N"]]:
    """A classification set from openml.org, such as "mnist_784", "Fashion-MNIST", "CIFAR_10".

    Shapes: X (N, D) float32, divided by `scale`; y (N,) int64, 0 ... K - 1 in the order of
    the class names. The first call downloads and verifies it, later ones read scikit-learn's
    cache. Without a network, or after `timeout` seconds of silence, it says so in one line
    and returns the bundled 8 by 8 digits: (1797, 64) and (1797,).
    Raises ValueError if OpenML has no such set.
    Source: Vanschoren et al. (2014), OpenML: networked science in machine learning.
    """
    from sklearn.datasets import fetch_openml

    try:
        with _socket_timeout(timeout), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="A network error occurred")
            X, y = fetch_openml(
                name, version=version, return_X_y=True, as_frame=False, n_retries=1, delay=0.1
            )
    except (URLError, ConnectionError, TimeoutError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        print(f"{name} could not be downloaded ({reason}): using the bundled 8×8 digits")
        sets = digits()
        return torch.cat([X for X, _ in sets]), torch.cat([y for _, y in sets])
    _, classes = np.unique(_as_labels(y), return_inverse=True)
    X = torch.tensor(np.asarray(X, dtype=np.float32)) / scale
    return X, torch.tensor(classes, dtype=torch.int64)


def _as_labels(y):
    """Labels as numbers where they are numbers, so that "10" sorts after "9"."""
    try:
        return np.asarray(y).astype(float)
    except ValueError:
        return np.asarray(y).astype(str)


@contextmanager
def _socket_timeout(seconds):
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(seconds)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
