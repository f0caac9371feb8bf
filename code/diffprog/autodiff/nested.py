"""Arguments and results that are numbers, or lists and tuples of them."""

from collections.abc import Callable

from .core import as_number, level_of
from .errors import StructureMismatchError, UnsupportedTypeError


def is_sequence(x: object) -> bool:
    """Lists and tuples hold numbers; everything else is taken for one."""
    return isinstance(x, (list, tuple))


def map_leaves(function: Callable, x: object, *others: object) -> object:
    """Apply `function` to the numbers of x (and of others, of the same shape), keeping the shape.

    Raises `StructureMismatchError`.
    """
    if not is_sequence(x):
        for other in others:
            if is_sequence(other):
                raise StructureMismatchError(f"{other!r} stands where one number belongs: {x!r}")
        return function(x, *others)
    for other in others:
        if not is_sequence(other) or len(other) != len(x):
            raise StructureMismatchError(f"{other!r} has not the shape of {x!r}")
    return type(x)([map_leaves(function, *parts) for parts in zip(x, *others, strict=True)])


def at_most(level: int, y: object, where: str) -> object:
    """The result y, once it is certain that nothing in it was recorded above `level`.

    Raises `UnsupportedTypeError` for what is no number, and for a `Var` or `Dual` that was made
    by hand inside the function: its own level would hide the derivative.
    """
    if level_of(y) > level:
        hint = "It was made by hand inside the function: return what it holds."
        raise UnsupportedTypeError(f"{where}, result of the function", y, hint)
    return as_number(y, f"{where}, result of the function")
