"""What the tests of the package share."""

import pytest


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    """A test sees the package's defaults, whatever the shell around it has set."""
    monkeypatch.delenv("DIFFPROG_SEED", raising=False)
    monkeypatch.delenv("DIFFPROG_DEVICE", raising=False)


@pytest.fixture
def generator():
    import torch

    return torch.Generator().manual_seed(20)


@pytest.fixture
def unchecked():
    """Shapes in signatures are not checked, as for a reader, who sees the package's own errors."""
    import jaxtyping

    jaxtyping.config.update("jaxtyping_disable", True)
    yield
    jaxtyping.config.update("jaxtyping_disable", False)
