"""Sample points for every row of the table, and central differences. Needs Python only."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import diffprog
from diffprog.autodiff import TABLE

SMOOTH = {  # points inside the domain and away from kinks
    "add": [(1.5, -0.7), (0.0, 2.0)],
    "sub": [(1.5, -0.7), (0.0, 2.0)],
    "mul": [(1.5, -0.7), (0.0, 2.0)],
    "div": [(1.5, -0.7), (0.0, 2.0), (3.0, 0.2)],
    "neg": [(1.5,), (0.0,)],
    "pow": [(1.5, -0.7), (0.3, 2.0), (2.0, 0.0), (4.0, 0.5)],
    "exp": [(1.5,), (-3.0,)],
    "log": [(0.1,), (1.0,), (7.0,)],
    "sqrt": [(0.1,), (2.0,), (9.0,)],
    "sin": [(0.0,), (1.0,), (-2.5,)],
    "cos": [(0.0,), (1.0,), (-2.5,)],
    "tan": [(0.0,), (1.0,), (-2.5,)],
    "asin": [(0.0,), (0.6,), (-0.9,)],
    "acos": [(0.0,), (0.6,), (-0.9,)],
    "atan": [(0.0,), (2.0,), (-0.9,)],
    "sinh": [(0.0,), (1.2,), (-0.9,)],
    "cosh": [(0.0,), (1.2,), (-0.9,)],
    "tanh": [(0.0,), (1.2,), (-0.9,)],
    "sigmoid": [(0.0,), (1.2,), (-4.0,)],
    "relu": [(1.2,), (-0.9,)],
    "abs": [(1.2,), (-0.9,)],
    "maximum": [(1.2, 0.3), (-0.9, 0.3)],
    "minimum": [(1.2, 0.3), (-0.9, 0.3)],
}

DIFFERENTIABLE = [row for row in TABLE.values() if row.partials]
CASES = [(row, point) for row in DIFFERENTIABLE for point in SMOOTH.get(row.name, [])]
CASE_IDS = [f"{row.name}{point}" for row, point in CASES]


def central(f, point, i, h=6e-6):
    """(f(x + h e_i) - f(x - h e_i)) / 2h: at these points good to about nine digits."""
    up, down = list(point), list(point)
    up[i] += h
    down[i] -= h
    return (f(*up) - f(*down)) / (up[i] - down[i])


def fresh_python(program):
    """Run a program in a new interpreter that sees the same package; return what it did."""
    environment = {**os.environ, "PYTHONPATH": str(Path(diffprog.__file__).parents[1])}
    command = [sys.executable, "-c", textwrap.dedent(program)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
