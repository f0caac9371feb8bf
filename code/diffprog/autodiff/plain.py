"""Functions of plain numbers that Python's `math` lacks, or has in another form."""

import math


def heaviside(x: float, at_zero: float) -> float:
    """The unit step: 0 left of zero, 1 right of it, `at_zero` at zero."""
    return at_zero if x == 0 else 0.5 + 0.5 * sign(x)


def sign(x: float) -> float:
    """-1, 0 or 1; NaN stays NaN."""
    return x if x == 0 or x != x else math.copysign(1.0, x)


def exceeds(x: float, y: float) -> float:
    """1 where x is larger, 0 where y is, and 0.5 at a tie, also of infinities."""
    return 0.5 if x == y else heaviside(x - y, 0.5)


def maximum(x: float, y: float) -> float:
    """The larger number; NaN if either is NaN, which Python's `max` forgets."""
    return x if x >= y or x != x else y


def minimum(x: float, y: float) -> float:
    """The smaller number; NaN if either is NaN, which Python's `min` forgets."""
    return x if x <= y or x != x else y


def vanishing(x: float, y: float) -> float:
    """0 for a positive y. Raises ValueError for others, which have no value."""
    if y > 0:
        return 0.0
    raise ValueError(f"the exponent {y} is not positive")


def relu(x: float) -> float:
    """max(x, 0)."""
    return maximum(x, 0.0)


def sigmoid(x: float) -> float:
    """1 / (1 + exp(-x)), without overflow: the exponential never takes a positive number."""
    z = math.exp(-abs(x))
    return 1 / (1 + z) if x >= 0 else z / (1 + z)
