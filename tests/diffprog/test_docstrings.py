"""What a docstring must say, as far as a machine can see to it.

It opens with a sentence or a formula, names each error that the function itself raises, states
shapes or types where it takes any, and has a source where the thing is not this book's own.
"""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "code" / "diffprog"
FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def module(path):
    """The dotted name inside the package: check/values.py is "check.values"."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


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


FOLDERS = sorted({name.partition(".")[0] for name in PUBLIC} - {"autodiff", "runtime"})


@pytest.mark.parametrize("folder", FOLDERS)
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
            assert returned in ("str", "Path") or re.search(
                r"Float\[|Splits|Labelled|Pairs|Ratings|list\[tuple\[", returned
            ), f"{name} returns {returned}"
