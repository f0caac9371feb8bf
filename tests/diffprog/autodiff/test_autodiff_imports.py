"""What importing the package imports, and that the files stay within the house rules."""

import ast
from pathlib import Path

import pytest
from autodiff_cases import fresh_python
from diffprog import autodiff

FILES = sorted(Path(autodiff.__file__).parent.glob("*.py"))
LAYERS = [  # imports run downwards only
    "errors plain",
    "core",
    "primitives nested",
    "operators symbolic",
    "forward reverse",
    "gradient",
    "higher",
    "__init__",
]
HEIGHT = {name: i for i, names in enumerate(LAYERS) for name in names.split()}


def test_importing_it_imports_no_large_library():
    result = fresh_python("""
        import sys
        from diffprog.autodiff import Var, derivative, grad, sin
        assert derivative(sin)(0.0) == grad(sin)(0.0) == 1.0
        (Var(1.0) * 2).backward()
        print([name for name in ("torch", "numpy", "sympy", "matplotlib") if name in sys.modules])
    """)
    assert result.stdout == "[]\n", result.stderr


def test_every_file_has_its_layer():
    assert {path.stem for path in FILES} == set(HEIGHT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_imports_run_downwards(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            for name in names:
                assert HEIGHT[name] < HEIGHT[path.stem], f"{path.name} imports {name}"
