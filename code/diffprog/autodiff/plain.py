"""Functions of plain numbers that Python's `math` lacks, or has in another form."""

import math


def heaviside(x: float, at_zero: float) -> float:
    """The unit step: 0 left of zero, 1 right of it, `at_zero` at zero."""
    return at_zero if x == 0 else 0.5 + 0.5 * sign(x)


def sign(x: float) -> float:
    """-1, 0 or 1; NaN stays NaN."""
    return x if x == 0 or x != x else math.copysign(1.0, x)


def maximum(x: float, y: float) -> float:
    """The larger number; NaN if either is NaN, which Python's `max` forgets."""
    return x if x >= y or x != x else y


def minimum(x: float, y: float) -> float:
    """The smaller number; NaN if either is NaN, which Python's `min` forgets."""
    return x if x <= y or x != x else y


def relu(x: float) -> float:
    """max(x, 0)."""
    return maximum(x, 0.0)


def sigmoid(x: float) -> float:
    """1 / (1 + exp(-x)), without overflow: the exponential never takes a positive number."""
    z = math.exp(-abs(x))
    return 1 / (1 + z) if x >= 0 else z / (1 + z)
