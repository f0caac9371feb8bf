"""The key of a page's outputs: they are reused only while all of it is the same.

Covered are the page's code cells; the modules of `diffprog` that they import, with the data
that lie beside those (see `modules`); the pins, the Python that runs them, and the device and
seed settings. Prose is not. Nor is a file that a cell opens by its name: data belong into the
package, where a module reads them.
"""

import os
import platform
from pathlib import Path

from diffprog import runtime

from press import fresh, paths
from press.errors import PressError
from press.pages import modules


def settings() -> str:
    """Device and seed of this run, as `auto-0`: outputs of each are kept apart.

    Raises PressError for what `diffprog.runtime` would refuse.
    """
    device = os.environ.get("DIFFPROG_DEVICE", "").strip().lower() or "auto"
    if device not in runtime.DEVICES:
        known = ", ".join(runtime.DEVICES)
        raise PressError(f"DIFFPROG_DEVICE={device!r} is no device: set it to one of {known}")
    try:
        return f"{device}-{runtime.seed_offset()}"
    except ValueError as error:
        raise PressError(str(error)) from error


def may_use_cuda() -> bool:
    """Whether pages will compute on a CUDA device."""
    device = settings().partition("-")[0]
    return device == "cuda" or (device == "auto" and _accelerator())


def page_key(code: list[str], files: list[Path] | None = None) -> str:
    """The key of a page with these code cells, as 64 hexadecimal digits.

    `files` are those that it depends on, where they are known.
    """
    files = modules.files(code) if files is None else files
    names = [path.relative_to(paths.CODE).as_posix() for path in files]
    return fresh.digest(code, names, *files, surroundings())


def surroundings() -> str:
    """A hash of what the outputs of every page depend on, beside cells and package."""
    return fresh.digest(
        paths.REQUIREMENTS, platform.python_version(), settings(), str(_accelerator())
    )


def _accelerator() -> bool:
    return Path("/dev/nvidia0").exists()  # what `auto` will find
