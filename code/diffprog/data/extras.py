"""Data that come with packages which are optional: found without importing these."""

from importlib.util import find_spec
from pathlib import Path


def folder(package: str, extra: str) -> Path:
    """Where an installed package keeps its files.

    Shapes: `package` is the name by which it is imported, a string, and `extra` is that of the
    extra of this package which installs it.
    Raises ModuleNotFoundError, which says what to install, if it is not there.
    """
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(
            f"these data come with the package {package!r}, which is not installed here: "
            f'install the extra `{extra}` of this package, pip install "diffprog[{extra}]"',
            name=package,
        )
    return Path(found.submodule_search_locations[0])
