"""A test as it runs among names to which a student gave another meaning than it has in mind.

The student's functions run among the same names and need their own meaning, so the names of the
test are changed, and only where there is something to change. What a function or a comprehension
of the test binds for itself meets nobody, and stays.
"""

import ast
from collections.abc import Mapping
from types import MappingProxyType

OF_TEST = "_of_the_test"
SCOPES = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
# Where a name is bound by another node than a name.
BINDS = {
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.MatchMapping: "rest",
}

NONE: Mapping[str, str] = MappingProxyType({})


def rewritten(test: str, python: set[str], own: dict[str, str]) -> str:
    """The test with Python's own meaning of names in `python`, and none of a student's `own` taken.

    A name that the test binds and that is one of these is another one, but where both mean the
    same module: `own` tells which module a name means, if it means one.
    """
    tree = ast.parse(test)
    bound = _bound(tree)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    new = {name: f"__import__('builtins').{name}" for name in python & used - bound}
    new |= {name: name + OF_TEST for name in own.keys() & _bound(tree, own)}
    if not new:
        return test
    _rename(tree, new)
    return ast.unparse(tree)


def _bound(node: ast.AST, modules: Mapping[str, str] = NONE) -> set[str]:
    """Names that are bound in a node, and not in a function or comprehension of its own.

    An import that makes a name mean what it means in `modules` binds nothing.
    """
    found = set()
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
            found.add(inner.id)
        elif isinstance(inner, ast.arg):
            found.add(inner.arg)
        elif isinstance(inner, ast.alias) and (inner.asname or "." not in inner.name):
            name = inner.asname or inner.name
            found |= {name} - {name if modules.get(name) == _imported(node, inner) else ""}
        elif type(inner) in BINDS:
            found.add(getattr(inner, BINDS[type(inner)]))
        if not isinstance(inner, SCOPES):
            found |= _bound(inner, modules)
    return found


def _imported(node: ast.AST, alias: ast.alias) -> str:
    """The full name of what an import names."""
    return f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name


def _outside(scope: ast.AST) -> list[ast.AST]:
    """The parts of a function, class or comprehension that are read where it stands."""
    if hasattr(scope, "generators"):
        return [scope.generators[0].iter]
    parts = [*getattr(scope, "decorator_list", ()), *getattr(scope, "bases", ())]
    if args := getattr(scope, "args", None):
        parts += [*args.defaults, *filter(None, args.kw_defaults)]
    return parts


def _rename(node: ast.AST, new: dict[str, str]) -> None:
    """Change names in place. A name is a text here: what it becomes may be an expression."""
    if isinstance(node, ast.Name):
        node.id = new.get(node.id, node.id)
    elif isinstance(node, ast.alias) and (node.asname or node.name) in new:
        node.asname = new[node.asname or node.name]
    elif type(node) in BINDS:
        name = getattr(node, BINDS[type(node)])
        setattr(node, BINDS[type(node)], new.get(name, name))
    if isinstance(node, SCOPES):
        for part in _outside(node):
            _rename(part, new)
        own = _bound(node)  # what was renamed above is in `new` no more
        new = {name: other for name, other in new.items() if name not in own}
    for inner in ast.iter_child_nodes(node):
        _rename(inner, new)
