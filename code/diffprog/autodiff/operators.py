"""Python's operators, and PyTorch's methods, for dual numbers and recorded variables."""

import operator as op

from . import primitives as p
from .errors import UnsupportedTypeError


class Operators:
    """What `Dual` and `Var` share: `x + y` calls the table's `add(x, y)`, and so on.

    Every function of the table is a method as well: `x.relu()`, `x.maximum(y)`. NumPy's
    functions of the same meaning serve too: `np.sin(x)` is `sin(x)`.
    """

    __slots__ = ("level",)
    _op_priority = 1000.0  # SymPy's expressions leave the operation to us
    __hash__ = object.__hash__  # by identity, since == compares values

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        function = p.TABLE.get(ufunc.__name__) or _OF_NUMPY.get(ufunc.__name__)
        if function is None or method != "__call__" or options:
            hint = "Use a function of diffprog.autodiff, or operators."
            raise UnsupportedTypeError(f"numpy.{ufunc.__name__}", self, hint)
        # NumPy's scalars arrive as arrays without axes
        return function(*(x.item() if getattr(x, "ndim", None) == 0 else x for x in inputs))

    def binary(self, primitive, x, y):
        """primitive(x, y), where self is x or y; who knows a shorter way overrides this."""
        return primitive(x, y)

    def __add__(self, other):
        return self.binary(p.add, self, other)

    def __radd__(self, other):
        return self.binary(p.add, other, self)

    def __sub__(self, other):
        return self.binary(p.sub, self, other)

    def __rsub__(self, other):
        return self.binary(p.sub, other, self)

    def __mul__(self, other):
        return self.binary(p.mul, self, other)

    def __rmul__(self, other):
        return self.binary(p.mul, other, self)

    def __truediv__(self, other):
        return self.binary(p.div, self, other)

    def __rtruediv__(self, other):
        return self.binary(p.div, other, self)

    def __pow__(self, other):
        return self.binary(p.pow, self, other)

    def __rpow__(self, other):
        return self.binary(p.pow, other, self)

    def __neg__(self):
        return p.neg(self)

    def __pos__(self):
        return self

    def __abs__(self):
        return p.abs(self)

    def __lt__(self, other):
        return p.lt(self, other)

    def __le__(self, other):
        return p.le(self, other)

    def __gt__(self, other):
        return p.gt(self, other)

    def __ge__(self, other):
        return p.ge(self, other)

    def __eq__(self, other):
        return _same(p.eq, op.eq, self, other)

    def __ne__(self, other):
        return _same(p.ne, op.ne, self, other)

    def __bool__(self):
        return p.ne(self, 0)

    def __float__(self):
        hint = "math.sin(x) would lose the derivative: call diffprog.autodiff.sin(x)."
        raise UnsupportedTypeError("float", self, hint)


def _same(function, plain, x, y):
    """== and != answer for every type, as Python expects: as the plain numbers would."""
    try:
        return function(x, y)
    except UnsupportedTypeError:
        return plain(*(v.lower() if isinstance(v, Operators) else v for v in (x, y)))


def _method(function):
    def method(self, *others):
        return function(self, *others)

    method.__name__ = function.name
    method.__doc__ = f"The same as `{function.name}(self, ...)`."
    return method


_OF_NUMPY = {  # where its name is another
    "subtract": p.sub,
    "multiply": p.mul,
    "divide": p.div,
    "negative": p.neg,
    "power": p.pow,
    "square": lambda x: x * x,
    "absolute": p.abs,
    "arcsin": p.asin,
    "arccos": p.acos,
    "arctan": p.atan,
    "less": p.lt,
    "less_equal": p.le,
    "greater": p.gt,
    "greater_equal": p.ge,
    "equal": lambda x, y: _same(p.eq, op.eq, x, y),
    "not_equal": lambda x, y: _same(p.ne, op.ne, x, y),
}

for _function in p.TABLE.values():
    setattr(Operators, _function.name, _method(_function))
