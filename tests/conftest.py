"""What all tests share: the shapes in signatures are checked while tests run.

Only the modules that state shapes are named, so that nothing else is slowed down, and torch
is not imported before a test needs it.
"""

import pytest
from jaxtyping import install_import_hook

SHAPED = ["diffprog.data", "diffprog.train"]

install_import_hook(SHAPED, "beartype.beartype")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say which tests one worker takes together, for `--dist loadgroup`.

    Those of a file, for they share what is costly to make; but each mutant is a run of its own,
    and the tests of a page in the browser share that page alone.
    """
    if not config.pluginmanager.hasplugin("xdist"):  # as in the runs of the mutants
        return
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    if item.path.name == "test_mutants.py":
        return item.nodeid
    if "opened" in getattr(item, "fixturenames", ()):
        return f"{item.path.name}-{item.callspec.params['opened']}"
    return str(item.path)
