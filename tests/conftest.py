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


@pytest.hookimpl(optionalhook=True)  # the runs of the mutants have no xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """With `--dist loadfile`, files stay together, except those that say that they are spread."""
    if config.getoption("dist") != "loadfile":
        return None
    from spreading import Spreading

    return Spreading(config, log)
