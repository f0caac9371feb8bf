"""Forward mode: a number and its derivative travel together.

Source: Wengert (1964), A simple automatic derivative evaluation program; Griewank &
Walther (2008), Evaluating Derivatives, section 3.1.
"""

from collections.abc import Callable
from functools import reduce
from operator import add

from .core import Primitive, as_number, is_zero, level_by_hand, level_of, new_level, one_like
from .errors import StructureMismatchError, UnsupportedTypeError
from .nested import at_most, by_position, is_sequence, map_leaves
from .operators import Operators


class Dual(Operators):
    """x + x_dot ε with ε² = 0: the primal x and the tangent x_dot, both scalars.

    Dual numbers that are made by hand, side by side, share one ε. `jvp` and `derivative`
    give each of their runs an ε of its own. A copy, deep or shallow, is the same number with
    the same ε.

    Raises `UnsupportedTypeError`.
    """

    __slots__ = ("primal", "tangent")

    def __init__(self, primal, tangent=0.0, level=None):
        self.primal = primal if level else as_number(primal, "Dual")
        self.tangent = tangent if level else as_number(tangent, "Dual")
        self.level = level or level_by_hand(primal, tangent, parity=0)

    def apply(self, primitive: Primitive, args: list):
        """f(x + x_dot ε, y + y_dot ε) = f(x, y) + (∂f/∂x x_dot + ∂f/∂y y_dot) ε."""
        level = self.level
        x = [a.primal if type(a) is Dual and a.level == level else a for a in args]
        value = primitive(*x)
        if not primitive.partials:
            return value
        parts = []
        for i, arg in enumerate(args):
            if type(arg) is Dual and arg.level == level:
                parts.append(primitive.partial(i, x) * arg.tangent)
        return Dual(value, reduce(add, parts), level)

    def lower(self):
        """The primal: the number one level down."""
        return self.primal

    def __repr__(self):
        return f"Dual({self.primal}, {self.tangent})"


def jvp(f: Callable, primals: tuple, tangents: tuple) -> tuple:
    """The Jacobian-vector product: f(x) and J x_dot, in one evaluation of f.

    primals, tangents: tuples of the same shape, with one entry for each argument of f: a
    number or a nested list of numbers. f returns a number or a nested list; value and
    tangent have its shape. A tangent that is the plain number 0 makes its argument a constant.
    f may change its lists in place: it gets copies.

    Raises `StructureMismatchError` if the shapes differ, `UnsupportedTypeError`, `DomainError`.
    Source: Griewank & Walther (2008), section 3.1.
    """
    if not is_sequence(primals) or not is_sequence(tangents) or len(primals) != len(tangents):
        raise StructureMismatchError("jvp: primals and tangents must be tuples of equal length")
    with new_level() as level:

        def lift(x, x_dot):
            x, x_dot = as_number(x, "jvp"), as_number(x_dot, "jvp")
            return x if is_zero(x_dot) else Dual(x, x_dot, level)

        y = f(*map_leaves(lift, tuple(primals), tuple(tangents)))
        y = map_leaves(lambda v: at_most(level, v, "jvp"), y)
    value = map_leaves(lambda v: v.primal if level_of(v) == level else v, y)
    tangent = map_leaves(lambda v: v.tangent if level_of(v) == level else 0.0, y)
    return value, tangent


def derivative(f: Callable) -> Callable:
    """f' for a function f of one number; f may return a nested list, as a curve does.

    Raises `UnsupportedTypeError` if the argument is not one number, `DomainError`, and
    TypeError for an argument by name.
    Source: Wengert (1964).
    """

    def f_prime(x):
        if is_sequence(x):
            raise UnsupportedTypeError("derivative", x, "For several inputs use grad or jacobian.")
        return jvp(f, (x,), (one_like(x),))[1]

    return by_position("derivative", f_prime)
