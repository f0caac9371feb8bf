"""What nesting gives: Jacobians, Hessians and products with them.

Source: Pearlmutter (1994), Fast exact multiplication by the Hessian; Baydin et al. (2018),
Automatic differentiation in machine learning: a survey.
"""

from collections.abc import Callable, Sequence

from .core import one_like
from .errors import UnsupportedTypeError
from .forward import jvp
from .gradient import grad, vjp
from .nested import by_position, is_sequence


def jacobian(f: Callable, mode: str = "reverse") -> Callable:
    """J[i][j] = ∂y_i/∂x_j, for y = f(x) with x a list of n numbers.

    If f returns m numbers the result is m lists of n; if it returns one, a list of n. x may be
    a list, a tuple or a named tuple; f gets its like.
    `mode="reverse"` runs f once and sweeps m times; `mode="forward"` runs f n times.

    Raises `UnsupportedTypeError` if x is not a flat list or tuple, `DomainError`, ValueError
    for another mode and TypeError for an argument by name.
    Source: Griewank & Walther (2008), Evaluating Derivatives, sections 3.1 and 3.2.
    """
    if mode not in _MODES:
        raise ValueError(f"jacobian: mode is {mode!r}; choose 'reverse' or 'forward'")

    def jacobian_of_f(x):
        return _MODES[mode](f, _flat(x, "jacobian"))

    return by_position("jacobian", jacobian_of_f)


def hessian(f: Callable) -> Callable:
    """H[i][j] = ∂²y/∂x_i∂x_j, for one number y = f(x) and x a list of n numbers.

    Forward over reverse: n tangents through one gradient each. The result is n lists of n.

    Raises `NonScalarOutputError`, `UnsupportedTypeError`, `DomainError`.
    Source: Baydin et al. (2018).
    """
    return jacobian(grad(f), mode="forward")


def hvp(f: Callable, x: Sequence, v: Sequence) -> Sequence:
    """H v, the Hessian of f at x times v, for the cost of a few gradients.

    x, v: lists of n numbers; f returns one number; the result is a list of n. Forward mode
    over reverse mode: the derivative of the gradient in the direction v.

    Raises `NonScalarOutputError`, `StructureMismatchError`, `UnsupportedTypeError`, `DomainError`.
    Source: Pearlmutter (1994).
    """
    return jvp(grad(f), (x,), (v,))[1]


def _reverse(f, x):
    y, pullback = vjp(f, x)
    if not is_sequence(y):
        return list(pullback(one_like(y))[0])
    return [list(pullback(y_bar)[0]) for y_bar in _unit_vectors(y)]


def _forward(f, x):
    columns = [jvp(f, (x,), (x_dot,))[1] for x_dot in _unit_vectors(x)]
    if columns and is_sequence(columns[0]):
        return [list(row) for row in zip(*columns, strict=True)]
    return columns


_MODES = {"reverse": _reverse, "forward": _forward}


def _unit_vectors(x):
    return [[one_like(x[i]) if i == j else 0.0 for j in range(len(x))] for i in range(len(x))]


def _flat(x, where):
    if not is_sequence(x) or any(map(is_sequence, x)):
        raise UnsupportedTypeError(where, x, "It takes one flat list or tuple of numbers.")
    return x
