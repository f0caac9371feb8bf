"""Full-size sets: downloaded, cached, or replaced with a word about it; no network used."""

import socket
from urllib.error import HTTPError, URLError

import numpy as np
import pytest
import torch
from diffprog.data import digits, openml
from sklearn import datasets
from sklearn.datasets import fetch_openml


@pytest.fixture
def fetch(monkeypatch):
    """Let scikit-learn's `fetch_openml` return, or raise, what a test says."""
    calls = []

    def pretend(result):
        def fake(name, **kwargs):
            calls.append((name, kwargs, socket.getdefaulttimeout()))
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(datasets, "fetch_openml", fake)
        return calls

    return pretend


def test_numbers_and_labels_are_converted(fetch, capsys):
    pixels = np.array([[0, 255], [51, 102], [255, 0], [0, 0]], dtype=np.int64)
    calls = fetch((pixels, np.array(["10", "9", "2", "9"], dtype=object)))
    X, y = openml("tiny", version=3, timeout=7.0)
    assert torch.allclose(X, torch.tensor([[0, 1], [0.2, 0.4], [1, 0], [0, 0]]))
    assert (X.dtype, y.dtype, y.tolist()) == (torch.float32, torch.int64, [2, 1, 0, 1])
    ((name, kwargs, timeout),) = calls
    assert (name, kwargs["version"], timeout) == ("tiny", 3, 7.0)
    assert socket.getdefaulttimeout() is None
    assert capsys.readouterr().out == ""


def test_labels_may_be_words_and_the_scale_chosen(fetch):
    fetch((np.ones((3, 2)), np.array(["shoe", "bag", "shoe"])))
    X, y = openml("tiny", scale=2.0)
    assert X.tolist() == [[0.5, 0.5]] * 3
    assert y.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (URLError("name not known"), "name not known"),
        (ConnectionResetError(), "ConnectionResetError"),
        (TimeoutError(), "TimeoutError"),
        (HTTPError("http://x", 503, "busy", None, None), "busy"),
    ],
)
def test_without_a_network_it_says_so_and_gives_the_digits(fetch, capsys, error, reason):
    fetch(error)
    X, y = openml("mnist_784")
    assert capsys.readouterr().out == (
        f"mnist_784 could not be downloaded ({reason}): using the bundled 8×8 digits\n"
    )
    assert torch.equal(X, torch.cat([part for part, _ in digits()]))
    assert torch.equal(y, torch.cat([part for _, part in digits()]))
    assert socket.getdefaulttimeout() is None


def test_a_wrong_name_is_an_error(fetch):
    fetch(ValueError("Dataset nope with version 1 not found."))
    with pytest.raises(ValueError, match="nope"):
        openml("nope")


@pytest.mark.filterwarnings("error")
def test_the_real_fetch_fails_without_a_network_as_expected(monkeypatch, tmp_path, capsys):
    def refuse(*args, **kwargs):
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path))
    assert datasets.fetch_openml is fetch_openml
    X, _ = openml("mnist_784")
    assert X.shape == (1797, 64)
    assert "mnist_784 could not be downloaded (no network in tests)" in capsys.readouterr().out
