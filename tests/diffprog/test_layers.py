"""The house rules of the package that a machine can see to.

LAYERS is the one place that orders the modules: each may import those on lines above it, and
modules of its own folder as FOLDERS orders them.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

CODE = Path(__file__).parents[2] / "code"
PACKAGE = CODE / "diffprog"

LAYERS = [
    {"autodiff", "check", "glue", "runtime"},  # need nothing of each other
    {"plot", "data", "train"},
]
FOLDERS = {
    "check": ["values", "difference", "statistics", "claims"],
    "plot": ["style", "label", "graph"],
    "data": ["split", "bundled", "media", "plane", "curves", "ratings", "openml"],
    "autodiff": None,  # any order without a circle
}
LIGHT = ["diffprog", "diffprog.autodiff", "diffprog.check", "diffprog.glue", "diffprog.runtime"]

FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def module(path):
    """The dotted name inside the package: check/values.py is "check.values"."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(path): path for path in FILES}


def imported(path):
    """The modules of the package that a file imports, wherever the import stands."""
    package = path.relative_to(CODE).parent.parts
    names = set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                part = f"{start}.{alias.name}"
                names.add(part if part.removeprefix("diffprog.") in MODULES else start)
    inside = {
        name.removeprefix("diffprog").lstrip(".")
        for name in names
        if name.split(".")[0] == "diffprog"
    }
    return {name for name in inside if name in MODULES} - {"", module(path)}


def rank(name):
    top = name.partition(".")[0]
    return next(i for i, layer in enumerate(LAYERS) if top in layer)


def test_every_module_has_a_layer():
    tops = {name.partition(".")[0] for name in MODULES} - {""}
    assert tops == set().union(*LAYERS)
    for folder, order in FOLDERS.items():
        inside = {name.partition(".")[2] for name in MODULES if name.startswith(f"{folder}.")}
        assert order is None or inside == set(order)


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
    graph = {name: imported(path) for name, path in MODULES.items()}
    done = set()
    while len(done) < len(graph):
        ready = {name for name in graph if name not in done and graph[name] <= done}
        assert ready, f"imports go round in a circle: {sorted(set(graph) - done)}"
        done |= ready


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


# --- docstrings -------------------------------------------------------------------------------


def public():
    """(id, node, method?) of each public function, class and method of a public class."""
    for path, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_":
                yield f"{module(path)}.{node.name}", node
                for inner in node.body if isinstance(node, ast.ClassDef) else []:
                    if isinstance(inner, ast.FunctionDef) and inner.name[0] != "_":
                        yield f"{module(path)}.{node.name}.{inner.name}", inner


PUBLIC = dict(public())
DOCUMENTED = pytest.mark.parametrize("name", PUBLIC)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_modules_say_what_they_are(path):
    assert ast.get_docstring(TREES[path])


@DOCUMENTED
def test_a_docstring_opens_with_a_sentence_or_a_formula(name):
    text = ast.get_docstring(PUBLIC[name])
    assert text, f"{name} has no docstring"
    first = text.split("\n\n")[0]
    assert re.search(r"[.:)]$|=", first), f"{name}: {first!r} is no sentence"


def arguments(node):
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return {arg.arg for arg in named} - {"self", "cls"}


def own_body(node):
    """The nodes of a function, without those of functions inside it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield from own_body(child)


@DOCUMENTED
def test_what_is_raised_is_named(name):
    node = PUBLIC[name]
    text = ast.get_docstring(node) or ""
    for child in own_body(node):
        if isinstance(child, ast.Raise) and isinstance(child.exc, ast.Call):
            error = getattr(child.exc.func, "id", None)
            if error:
                assert "Raises" in text, f"{name} raises {error} and does not say so"
                assert error in text, f"{name} raises {error}; its docstring does not name it"


WORDS = r"\(\w*, ?(\w+|\.\.\.)?\)|\(\.\.\.\)|\b([Ss]hapes?|numbers?|array|tensor|text|string)\b"


@pytest.mark.parametrize("folder", ["check", "data", "train", "plot", "glue"])
def test_shapes_are_stated(folder):
    """What takes or returns arrays says of which shape; helpers between modules included."""
    for name, node in PUBLIC.items():
        takes = isinstance(node, ast.FunctionDef) and arguments(node)
        if name.partition(".")[0] == folder and takes:
            assert re.search(WORDS, ast.get_docstring(node)), f"{name} states no shape or type"


FROM_ELSEWHERE = {  # what is not this book's own has a source
    "check.difference.central_difference",
    "check.claims.agree",
    "check.claims.better",
    "check.statistics.within_standard_errors",
    "data.bundled.digits",
    "data.bundled.table",
    "data.media.photo",
    "data.media.prose",
    "data.openml.openml",
    "data.curves.sine",
    "data.plane.moons",
    "glue.glue",
    "plot.style.use_style",
}


def test_sources_are_named():
    assert set(PUBLIC) >= FROM_ELSEWHERE
    for name in FROM_ELSEWHERE:
        assert re.search(r"^Source: \S+", ast.get_docstring(PUBLIC[name]), re.MULTILINE), name


def test_signatures_of_data_state_shapes():
    for name, node in PUBLIC.items():
        if name.startswith("data.") and isinstance(node, ast.FunctionDef):
            returned = ast.unparse(node.returns)
            assert returned == "str" or re.search(
                r"Float\[|Splits|Labelled|Pairs|Ratings", returned
            ), f"{name} returns {returned}"
