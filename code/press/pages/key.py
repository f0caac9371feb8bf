"""The key of a page's outputs: they are reused only while all of it is the same.

Covered are the page's code cells, every module of `diffprog`, the pins, the
Python that runs them, and the device and seed settings. Prose is not.
"""

import os
import platform
from pathlib import Path

from press import fresh, paths


def settings() -> str:
    """Device and seed of this run, as `auto-0`: outputs of each are kept apart."""
    device = os.environ.get("DIFFPROG_DEVICE") or "auto"
    seed = os.environ.get("DIFFPROG_SEED") or "0"
    return f"{device}-{seed}"


def page_key(code: list[str]) -> str:
    """The key of a page with these code cells, as 64 hexadecimal digits."""
    return fresh.digest(code, surroundings())


def surroundings() -> str:
    """A hash of all that a page's outputs depend on beside its own cells."""
    accelerator = Path("/dev/nvidia0").exists()  # what `auto` will find
    return fresh.digest(
        paths.CODE / "diffprog",
        paths.REQUIREMENTS,
        platform.python_version(),
        settings(),
        str(accelerator),
    )
