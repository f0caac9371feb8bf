"""Reverse mode on functions: products with the Jacobian from the left, and gradients.

Source: Griewank & Walther (2008), Evaluating Derivatives, section 3.2.
"""

from collections.abc import Callable
from operator import index

from .core import as_number, is_zero, level_of, new_level, one_like
from .errors import NonScalarOutputError
from .nested import at_most, by_position, copied, is_sequence, map_leaves
from .reverse import Var, sweep


def vjp(f: Callable, *primals) -> tuple:
    """The vector-Jacobian product: f(x), and the pull-back that maps y_bar to y_bar J.

    primals: one entry for each argument of f, each a number or a nested list of numbers.
    The pull-back takes y_bar, of the shape of f(x), and returns a tuple: one entry for
    each argument, of its shape. It can be called again and again; f runs once. f may change
    its lists in place: it gets copies.

    Raises `StructureMismatchError` if the shape of y_bar is another, `UnsupportedTypeError`,
    `DomainError`.
    Source: Griewank & Walther (2008), section 3.2.
    """
    with new_level() as level:
        xs = map_leaves(lambda x: Var(as_number(x, "vjp"), level), primals)
        y = map_leaves(lambda v: at_most(level, v, "vjp"), f(*copied(xs)))

    def pullback(y_bar):
        pairs = []
        map_leaves(lambda v, v_bar: pairs.append((v, as_number(v_bar, "y_bar"))), y, y_bar)
        seeds = [(v, bar) for v, bar in pairs if level_of(v) == level and not is_zero(bar)]
        x_bar = dict(sweep(seeds))
        return map_leaves(lambda x: x_bar.get(x, 0.0), xs)

    return map_leaves(lambda v: v.data if level_of(v) == level else v, y), pullback


def value_and_grad(f: Callable, argnum: int | tuple[int, ...] = 0) -> Callable:
    """The function that returns f(*xs) and its gradient in argument `argnum`.

    f returns one number; each argument in `argnum` is a number or a nested list of numbers, and
    the gradient has its shape. A tuple of argument numbers gives a tuple of gradients. The other
    arguments may be anything. f may change its lists in place: it gets copies.

    Raises `NonScalarOutputError`, `UnsupportedTypeError`, `DomainError`; for `argnum` TypeError
    if it is no whole number, ValueError if it names none or one twice, IndexError if there is
    no such argument; and TypeError for an argument by name.
    Source: Baydin et al. (2018), Automatic differentiation in machine learning: a survey.
    """
    chosen = _whole(argnum)

    def value_and_gradient(*xs):
        places = _places(argnum, chosen, len(xs))

        def f_of_chosen(*varied):
            arguments = [copied(x) for x in xs]
            for i, x in zip(places, varied, strict=True):
                arguments[i] = x
            y = f(*arguments)
            if is_sequence(y):
                raise NonScalarOutputError("grad", y)
            return y

        y, pullback = vjp(f_of_chosen, *[xs[i] for i in places])
        gradients = pullback(one_like(y))
        return y, gradients if is_sequence(argnum) else gradients[0]

    return by_position("grad", value_and_gradient)


def grad(f: Callable, argnum: int | tuple[int, ...] = 0) -> Callable:
    """The gradient of f, a function like `value_and_grad(f, argnum)` without the value."""
    both = value_and_grad(f, argnum)

    def gradient(*xs, **names):
        return both(*xs, **names)[1]

    return gradient


def _whole(argnum):
    chosen = argnum if is_sequence(argnum) else (argnum,)
    if not chosen:
        raise ValueError("grad: argnum names no argument; it is a number or a tuple of numbers")
    try:
        if any(isinstance(i, bool) for i in chosen):
            raise TypeError
        return [index(i) for i in chosen]
    except TypeError:
        message = f"grad: argnum is {argnum!r}, but arguments are numbered 0, 1, 2, ..."
        raise TypeError(message) from None


def _places(argnum, chosen, n):
    """The argument numbers, counted from the front of n arguments."""
    if any(not -n <= i < n for i in chosen):
        raise IndexError(f"grad: argnum is {argnum}, but there are {n} arguments")
    places = [i % n for i in chosen]
    if len(set(places)) < len(places):
        raise ValueError(f"grad: argnum is {argnum}, which names one of {n} arguments twice")
    return places
