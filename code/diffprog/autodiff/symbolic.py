"""The table in SymPy's hands: each row as an expression with its partial derivatives.

The only module that imports SymPy, and only when one of its functions is called. The
primitives themselves accept symbols without it: see `Primitive`.
"""

from inspect import signature

from .core import Primitive


def expression(primitive: Primitive):
    """The primitive on real symbols x and y: the symbols, f(x, y), and [∂f/∂x, ∂f/∂y].

    The derivatives are those of the table; compare them with `sympy.diff`.
    """
    import sympy

    arity = len(primitive.partials) or len(signature(primitive.function).parameters)
    symbols = sympy.symbols("x y", real=True)[:arity]
    partials = [primitive.partial(i, symbols) for i in range(len(primitive.partials))]
    return symbols, primitive(*symbols), [sympy.sympify(partial) for partial in partials]
