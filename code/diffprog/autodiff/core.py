"""A primitive, and how it finds out what to do with its arguments.

Each running transformation owns a *level*, a number greater than that of every
transformation that started before it. A dual number or a recorded variable carries the
level of the transformation that made it; plain numbers and symbols are at level 0. A
primitive hands the work to the argument of the highest level, which strips its own level
off and calls the primitive again, one level down. Two derivatives that are being taken
at once can therefore never be confused.

Source: Siskind & Pearlmutter (2005), Perturbation confusion and referential transparency.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count
from numbers import Real

from .errors import DomainError, UnsupportedTypeError

_STEP = 1000  # leaves room for the levels of what is made by hand
_levels = count(_STEP, _STEP)
_innermost = ContextVar("innermost", default=0)
_running = set()


def level_of(x: object) -> int:
    """The level of a `Dual` or a `Var`; 0 for everything else."""
    return getattr(x, "level", 0)


@contextmanager
def new_level() -> Iterator[int]:
    """Open a level above all others, for the time that one transformation runs."""
    level = next(_levels)
    token = _innermost.set(level)
    _running.add(level)
    try:
        yield level
    finally:
        _running.discard(level)
        _innermost.reset(token)


def of_transformation(level: int) -> bool:
    """Whether a transformation opened the level; those between belong to what is made by hand."""
    return level % _STEP == 0


def has_ended(level: int) -> bool:
    """Whether a transformation opened this level and has closed it again."""
    return level > 0 and of_transformation(level) and level not in _running


def level_by_hand(*parts: object, parity: int) -> int:
    """A level for `Dual(...)` (even) or `Var(...)` (odd) written out by the reader.

    It is above its own parts and above the transformation that is running, so that all
    variables which are made side by side share one level and can meet in one graph.
    """
    level = 1 + max(_innermost.get(), *map(level_of, parts))
    return level if level % 2 == parity else level + 1


def is_symbol(x: object) -> bool:
    """Is x a SymPy expression? Never imports SymPy: who holds a symbol has done so."""
    sympy = sys.modules.get("sympy")
    return sympy is not None and isinstance(x, sympy.Basic)


def is_number(x: object) -> bool:
    """Whether x is one real number, those of NumPy and truth values included."""
    numpy = sys.modules.get("numpy")
    return isinstance(x, Real) or (numpy is not None and isinstance(x, numpy.bool_))


def as_number(x: object, where: str) -> object:
    """x itself if it is traced or a symbol, or else as a float.

    Raises `UnsupportedTypeError` for anything that is not one real number.
    """
    if level_of(x) or is_symbol(x):
        return x
    if is_number(x):
        return float(x)
    raise UnsupportedTypeError(where, x)


def is_zero(x: object) -> bool:
    """Is x the plain number 0? A traced 0 may still have a derivative, and is not."""
    return type(x) in (float, int) and x == 0


def one_like(x: object) -> object:
    """The seed 1 of a derivative: exact for symbols, a float for numbers."""
    while level_of(x):
        x = x.lower()
    return sys.modules["sympy"].Integer(1) if is_symbol(x) else 1.0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Primitive:
    """One row of the table: a function that knows its own partial derivatives.

    `function` takes plain numbers, one or two. `partials[i]` takes the same arguments and
    returns the derivative with respect to argument i; it is written with primitives, so
    that it can be differentiated again. No partials means piecewise constant, as a
    comparison is. `symbolic` is the function on SymPy's expressions, or its name in SymPy.
    `domain` says where the value is finite, and `smooth` where the derivative is, if that
    is not the same.

    Raises `DomainError` and `UnsupportedTypeError` when called.
    Source: Griewank & Walther (2008), Evaluating Derivatives, chapter 2.
    """

    name: str
    function: Callable
    partials: tuple[Callable, ...] = ()
    symbolic: Callable | str | None = None
    domain: str = ""
    smooth: str = ""

    def __call__(self, *args):
        """The value: a number, a symbol, or whatever the highest level makes of it."""
        top, top_level = None, 0
        for x in args:
            kind = type(x)
            if kind is not float and kind is not int:
                level = getattr(x, "level", 0)
                if level > top_level:
                    top, top_level = x, level
                elif not level:
                    return self._foreign(args)
        if top is not None:
            return top.apply(self, args)
        try:
            return self.function(*args)
        except (ValueError, ArithmeticError) as error:
            raise self._undefined("value", args, error) from error

    def partial(self, i: int, args: list) -> object:
        """The derivative with respect to argument i at args, which are one level down."""
        try:
            return self.partials[i](*args)
        except (ValueError, ArithmeticError) as error:
            raise self._undefined(f"derivative in {'xy'[i]}", args, error) from error

    def _foreign(self, args):
        """Call with what is neither a float, an int nor traced: convert it, or ask SymPy."""
        args = [x if type(x) is int else as_number(x, self.name) for x in args]
        if any(map(level_of, args)) and any(map(is_symbol, args)):
            return max(args, key=level_of).apply(self, args)
        if not any(map(is_symbol, args)):
            return self(*args)
        if callable(self.symbolic):
            return self.symbolic(*args)
        return getattr(sys.modules["sympy"], self.symbolic or self.name)(*args)

    def _undefined(self, what, args, error):
        point = ", ".join(f"{letter}={x}" for letter, x in zip("xy", args, strict=False))
        needs = self.domain if what == "value" else self.smooth or self.domain
        why = f": it needs {needs}" if needs else ""
        if isinstance(error, OverflowError):
            why = ": it is too large for a floating-point number"
        return DomainError(
            f"{self.name}({point}) has no finite {what}{why}. Test the argument before the "
            "call, or keep it in range with maximum or minimum."
        )

    def __repr__(self):
        return f"<primitive {self.name}>"
