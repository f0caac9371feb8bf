"""Which files of `diffprog` the outputs of a page depend on, told from its text alone.

They are the modules that its cells import: every import statement counts, wherever it stands,
those of the modules imported in turn, and the `__init__` of each package on the way. Data are
what else lies in the folder of such a package. Where code could import what no statement
names, the page depends on the whole package.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from press import fresh, paths

PACKAGE = "diffprog"
# What runs or imports code that no statement names.
DYNAMIC = {"__import__", "eval", "exec", "import_module", "importlib", "runpy", "subprocess"}
SUSPECT = re.compile(
    r"import|runpy|subprocess|\b(?:eval|exec)\b|get_ipython"
    r"|^\s*[%!?]|=\s*[%!]|\?\s*$",  # what only IPython understands
    re.MULTILINE,
)
SHELL = "get_ipython"  # what `%run` and `!python` become; modules use it for display alone


class UnknownImportError(Exception):
    """This code may import anything."""


def files(cells: list[str]) -> list[Path]:
    """The files of the package that the outputs of these cells depend on, in order."""
    names = imported(cells)
    known, data = _modules(), _data()
    return sorted([*map(known.get, names), *(path for name in names for path in data[name])])


@cache
def listing() -> str:
    """A hash of the names of the package's files.

    While it is the same, and the contents of the files on which a page depended, the page depends
    on these and no others: what they import is said in them.
    """
    return fresh.digest([path.relative_to(paths.CODE).as_posix() for path in _files()])


def imported(cells: list[str]) -> frozenset[str]:
    """The dotted names of the modules of the package that these cells may import."""
    return _imported(tuple(cells))


@cache  # a build asks for each page twice
def _imported(cells: tuple[str, ...]) -> frozenset[str]:
    try:
        return _closure(frozenset(name for cell in cells for name in _names_in_cell(cell)))
    except UnknownImportError:
        return frozenset(_modules())


def optional(cells: list[str]) -> dict[str, str]:
    """The extras of the package whose data these cells read, each with the package it installs.

    A module of data that come with another package says so in a line `PACKAGE = "..."`, and the
    extra has the name of the module.
    """
    found = {}
    for cell in cells:
        for name in _stated(cell):
            if package := _package_of(name):
                found[name.rpartition(".")[2]] = package
    return found


def tree(cell: str) -> ast.AST:
    """The syntax tree of a cell, as IPython reads it; UnknownImportError where there is none."""
    try:
        return ast.parse(cell)
    except SyntaxError:
        # Imported here: it takes a while, and few cells are anything but Python.
        from IPython.core.inputtransformer2 import TransformerManager
    try:
        return ast.parse(TransformerManager().transform_cell(cell))
    except SyntaxError as error:  # the page will say so when it runs
        raise UnknownImportError from error


@cache
def _closure(names: frozenset[str]) -> frozenset[str]:
    known, found, pending = _modules(), set(), list(names)
    while pending:
        for module in _with_parents(pending.pop()):
            if module in known and module not in found:
                found.add(module)
                pending += _names_in(module)
    return frozenset(found)


@cache
def _names_in_cell(cell: str) -> list[str]:
    if not SUSPECT.search(cell):
        return []  # reading all cells as Python would take half a second of each build
    return list(_names(tree(cell), "", DYNAMIC | {SHELL}))


def _stated(cell: str) -> list[str]:
    """The modules that import statements of a cell name, whatever else it may import."""
    try:
        names = _names(tree(cell), "", refused=set()) if SUSPECT.search(cell) else []
        return [name for name in names if name in _modules()]
    except UnknownImportError:  # it is no Python
        return []


@cache
def _package_of(module: str) -> str | None:
    for line in ast.parse(_modules()[module].read_text(encoding="utf-8")).body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "PACKAGE":
            return ast.literal_eval(line.value)
    return None


@cache
def _names_in(module: str) -> list[str]:
    path = _modules()[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    return list(_names(ast.parse(path.read_text(encoding="utf-8")), package, DYNAMIC))


def _names(code: ast.AST, package: str, refused: set[str]) -> Iterator[str]:
    """Dotted names that code imports: modules, and what may be a module or an attribute.

    Raises UnknownImportError where it uses one of `refused`.
    """
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Name):
            names = [node.id]
        else:
            continue
        if not refused.isdisjoint(names):
            raise UnknownImportError
        if not isinstance(node, ast.Name):
            yield from names


def _base(node: ast.ImportFrom, package: str) -> str:
    """The module after `from`, its leading dots resolved."""
    if not node.level:
        return node.module
    parts = package.split(".")
    above = parts[: len(parts) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def _with_parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[: i + 1]) for i in range(len(parts))]


@cache
def _modules() -> dict[str, Path]:
    """Each module of the package by its dotted name."""
    return {_name_of(path): path for path in _files() if path.suffix == ".py"}


@cache
def _data() -> dict[str, list[Path]]:
    """For each module, if it is a package, the files that belong to it and are no modules."""
    data = {name: [] for name in _modules()}
    for path in _files():
        if path.suffix != ".py":
            above = (_name_of(folder / "__init__.py") for folder in path.parents)
            data[next(name for name in above if name in data)].append(path)
    return data


def _files() -> list[Path]:
    return fresh.files(paths.CODE / PACKAGE)


def _name_of(path: Path) -> str:
    parts = path.relative_to(paths.CODE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
