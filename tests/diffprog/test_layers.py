"""The house rules of the package that a machine can see to.

LAYERS is the one place that orders the modules: each may import those on lines above it, and
modules of its own folder as FOLDERS orders them. There are places for modules that
later pages will bring: their order is settled, a folder appears with its first module.
"""

import ast
import subprocess
import sys
from pathlib import Path

import layers
import pytest

CODE = Path(__file__).parents[2] / "code"
PACKAGE = CODE / "diffprog"

LAYERS = [
    {"autodiff", "check", "glue", "runtime", "written"},  # need nothing of each other
    {"plot", "data", "train", "sweep", "optim"},
    {"nn"},
    {"losses", "implicit"},
    {"sampling"},
]
FOLDERS = {
    "check": ["values", "difference", "statistics", "claims", "reproduced", "answers"],
    "plot": ["style", "label", "graph", "images"],
    "data": [
        "split",
        "extras",
        "bundled",
        "media",
        "plane",
        "curves",
        "ratings",
        "images",
        "bible",
        "names",
        "photographs",
    ],
    "train": ["batches", "loop", "metrics"],
    "optim": ["optimizer", "rules", "schedules"],
    "nn": [
        "mlp",
        "beside",
        "copies",
        "gru",
        "conv",
        "norm",
        "residual",
        "recurrent",
        "embedding",
        "attention",
        "positions",
        "transformer",
        "sets",
    ],
    "losses": ["contrastive", "elbo", "matching", "frechet", "sets"],
    "sampling": ["relaxed", "transport", "langevin", "diffusion", "flow"],
    "implicit": ["fixed_point", "ode"],
    "autodiff": None,  # any order without a circle
}
LIGHT = ["diffprog", "diffprog.autodiff", "diffprog.check", "diffprog.glue", "diffprog.runtime"]

FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


MODULES = layers.modules(PACKAGE)


def module(path):
    return layers.module(PACKAGE, path)


def imported(path):
    return layers.imported(PACKAGE, path)


def rank(name):
    top = name.partition(".")[0]
    return next(i for i, layer in enumerate(LAYERS) if top in layer)


def test_every_module_has_a_place():
    places = set().union({""}, *LAYERS)
    for folder, parts in FOLDERS.items():
        places |= {f"{folder}.{part}" for part in parts or []}
    found = {name for name in MODULES if not name.startswith("autodiff.")}
    assert found <= places, f"LAYERS and FOLDERS have no place for {sorted(found - places)}"


def test_no_folder_is_empty():
    for path in PACKAGE.rglob("__init__.py"):
        assert [other for other in path.parent.glob("*.py") if other != path], path.parent


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_run_downwards(path):
    here, _, part = module(path).partition(".")
    for name in imported(path):
        top, _, other = name.partition(".")
        if top != here:
            assert rank(name) < rank(here), f"{module(path)} imports {name}, which is not below it"
        elif part and other and FOLDERS[here]:
            order = FOLDERS[here]
            assert order.index(other) < order.index(part), f"{module(path)} imports {name}"
        else:
            assert not part or other, f"{module(path)} imports its own folder's __init__"


def test_no_circle():
    found = layers.circle({name: imported(path) for name, path in MODULES.items()})
    assert not found, f"imports go round in a circle: {sorted(found)}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_star_and_no_press(path):
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
            assert [alias.name for alias in node.names] != ["*"], f"line {node.lineno}: a star"
        else:
            continue
        assert not any(name.split(".")[0] == "press" for name in names), f"line {node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_files_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 200


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_tricks(path):
    names = {node.id for node in ast.walk(TREES[path]) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(TREES[path]) if isinstance(node, ast.Attribute)}
    assert not names & {"globals", "exec", "eval"}
    assert not attributes & {"_getframe", "currentframe"}
    defined = {n.name for n in ast.walk(TREES[path]) if isinstance(n, ast.FunctionDef)}
    assert not defined & {"__getattr__", "__getattribute__"}


@pytest.mark.parametrize("path", FILES, ids=module)
def test_inheritance_is_one_deep(path):
    classes = {n.name: n for n in ast.walk(TREES[path]) if isinstance(n, ast.ClassDef)}
    for node in classes.values():
        assert len(node.bases) <= 1
        for base in node.bases:
            grandparent = classes.get(getattr(base, "id", None))
            assert grandparent is None or not [b for b in grandparent.bases if b.id != "ABC"]


def test_code_is_no_package():
    assert not (CODE / "__init__.py").exists()  # it would shadow Python's own `code`


def test_importing_the_light_modules_imports_no_torch():
    code = f"import sys, {', '.join(LIGHT)}\nprint('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CODE, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
