"""What all tests share: the shapes in signatures are checked while tests run.

They are looked up in the source: a module that imports jaxtyping is checked, and nothing else is
slowed down. No module is imported here, so that torch is not either before a test needs it.
"""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from jaxtyping import install_import_hook

PACKAGE = Path(find_spec("diffprog").origin).parent
STATES_SHAPES = re.compile(r"^from jaxtyping import ", re.MULTILINE)


def shaped():
    """The dotted names of the modules whose signatures state shapes."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if STATES_SHAPES.search(path.read_text(encoding="utf-8")):
            yield ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


# As everywhere in Python, an integer is good enough for a float: lr=1.
CHECKER = "beartype.beartype(conf=beartype.BeartypeConf(is_pep484_tower=True))"
install_import_hook(list(shaped()), CHECKER)


@pytest.hookimpl(tryfirst=True)  # before xdist, which reads the marks
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
