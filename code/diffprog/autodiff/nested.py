"""Arguments and results that are numbers, or lists and tuples of them."""

from collections.abc import Callable

from .core import as_number, has_ended, level_of, of_transformation
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
    return like(x, [map_leaves(function, *parts) for parts in zip(x, *others, strict=True)])


def like(x: object, parts: list) -> object:
    """The parts as a sequence of the type of x: a list, a tuple or a named tuple."""
    return type(x)(*parts) if hasattr(x, "_fields") else type(x)(parts)


def copied(x: object) -> object:
    """x with new lists: who gets the copy and changes it in place leaves x as it was."""
    return map_leaves(lambda v: v, x)


def by_position(where: str, function: Callable) -> Callable:
    """The function, for arguments by position only; TypeError says so if one has a name."""

    def checked(*xs, **names):
        if names:
            raise TypeError(
                f"{where}: pass {', '.join(names)} by position, not by name. What is not "
                "differentiated can be bound beforehand, as in lambda x: f(x, name=value)."
            )
        return function(*xs)

    return checked


def at_most(level: int, y: object, where: str) -> object:
    """The result y, once it is certain that nothing hides its derivative.

    Raises `UnsupportedTypeError` for what is no number; for a `Var` or `Dual` above `level`,
    which was made inside the function; and for what holds one of a derivative that has ended.
    """
    where = f"{where}, result of the function"
    if level_of(y) > level and not of_transformation(level_of(y)):
        hint = "It was made by hand inside the function: return what it holds."
        raise UnsupportedTypeError(where, y, hint)
    v = y
    while level_of(v):
        if has_ended(level_of(v)):
            raise UnsupportedTypeError(where, v, _LEAK)
        v = v.lower()
    return as_number(y, where)


_LEAK = (
    "It belongs to a derivative that has ended, and was kept from there, in a list or an outer "
    "variable. Let the differentiated function return what you need."
)
