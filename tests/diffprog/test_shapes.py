"""The shapes in signatures are checked in every module that states some, and nowhere else."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import diffprog
import pytest

PACKAGE = Path(diffprog.__file__).parent
TESTS = Path(__file__).parents[1]


def dotted(path):
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def imports_jaxtyping(path):
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return any(isinstance(n, ast.ImportFrom) and n.module == "jaxtyping" for n in nodes)


MODULES = {dotted(path): imports_jaxtyping(path) for path in sorted(PACKAGE.rglob("[!_]*.py"))}


@pytest.mark.parametrize("name", MODULES)
def test_what_states_shapes_is_checked_and_nothing_else(name):
    loader = type(import_module(name).__spec__.loader)
    assert loader.__module__.startswith("jaxtyping") == MODULES[name]


def test_an_integer_is_good_enough_for_a_float():
    import torch
    from diffprog.optim import SGD

    assert SGD([torch.ones(2)], lr=1).lr == 1


@pytest.mark.parametrize("folder", ["data", "optim", "train"])
def test_what_takes_tensors_states_shapes(folder):
    """Tensor alone, without a shape, stands in no public signature."""
    for name, shaped in MODULES.items():
        if name.startswith(f"diffprog.{folder}."):
            source = (PACKAGE.parent / name.replace(".", "/")).with_suffix(".py").read_text("utf-8")
            assert shaped or "import Tensor" not in source, f"{name} states no shapes"


def test_the_hook_itself_imports_neither_torch_nor_the_package():
    code = "import sys, conftest\nprint({'torch', 'diffprog'} & set(sys.modules))"
    path = f"{TESTS}{':' if sys.platform != 'win32' else ';'}{PACKAGE.parent}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"
