"""Which modules of a package import which, read from their source."""

import ast
from pathlib import Path


def module(package: Path, path: Path) -> str:
    """The dotted name inside the package: check/values.py is "check.values"."""
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules(package: Path) -> dict[str, Path]:
    """Every module of the package, by its dotted name."""
    return {module(package, path): path for path in sorted(package.rglob("*.py"))}


def imported(package: Path, path: Path) -> set[str]:
    """The modules of the package that a file imports, wherever the import stands."""
    known = modules(package)
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = _start(node, path.relative_to(package.parent).parent.parts)
            parts = {f"{start}.{alias.name}" for alias in node.names}
            names |= {part if _inside(part, package) in known else start for part in parts}
    inside = {_inside(name, package) for name in names}
    return (inside & set(known)) - {"", module(package, path)}


def circle(graph: dict[str, set[str]]) -> set[str]:
    """The modules that import each other in a circle, and those that import these."""
    done: set[str] = set()
    while ready := {name for name in graph if name not in done and graph[name] <= done}:
        done |= ready
    return set(graph) - done


def _start(node: ast.ImportFrom, folder: tuple[str, ...]) -> str:
    """What stands before `import`, written in full."""
    base = folder[: len(folder) - node.level + 1] if node.level else ()
    return ".".join([*base, *([node.module] if node.module else [])])


def _inside(name: str, package: Path) -> str:
    """The name inside the package; nothing for the package itself, `?` for what is elsewhere."""
    top, _, rest = name.partition(".")
    return rest if top == package.name else "?"
