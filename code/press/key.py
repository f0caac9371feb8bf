"""The key of a page's outputs: they are reused only while all of it is the same.

Covered are the page's code cells, every module of `diffprog`, the pins, the
Python that runs them, and the device and seed settings. Prose is not.
"""

import hashlib
import json
import os
import platform
from pathlib import Path

from press import paths


def settings() -> str:
    """Device and seed of this run, as `auto-0`: outputs of each are kept apart."""
    device = os.environ.get("DIFFPROG_DEVICE") or "auto"
    seed = os.environ.get("DIFFPROG_SEED") or "0"
    return f"{device}-{seed}"


def page_key(code: list[str]) -> str:
    """The key of a page with these code cells, as 64 hexadecimal digits."""
    return _digest([code, surroundings()])


def surroundings() -> list[str]:
    """All that a page's outputs depend on beside its own cells."""
    accelerator = Path("/dev/nvidia0").exists()  # what `auto` will find
    return [
        tree_digest(paths.CODE / "diffprog", "*.py"),
        paths.REQUIREMENTS.read_text(encoding="utf-8"),
        platform.python_version(),
        settings(),
        str(accelerator),
    ]


def tree_digest(folder: Path, pattern: str = "*") -> str:
    """A hash of every file below a folder: names and contents."""
    files = (
        path
        for path in sorted(folder.rglob(pattern))
        if path.is_file() and "__pycache__" not in path.parts
    )
    return _digest([(path.relative_to(folder).as_posix(), _file_digest(path)) for path in files])


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
