"""Python's operators, and PyTorch's methods, for dual numbers and recorded variables."""

from . import primitives as p
from .errors import UnsupportedTypeError


class Operators:
    """What `Dual` and `Var` share: `x + y` calls the table's `add(x, y)`, and so on.

    Every function of the table is a method as well: `x.relu()`, `x.maximum(y)`.
    """

    __slots__ = ("level",)
    __array_ufunc__ = None  # NumPy's scalars and arrays leave the operation to us,
    _op_priority = 1000.0  # and so do SymPy's expressions
    __hash__ = object.__hash__  # by identity, since == compares values

    def __add__(self, other):
        return p.add(self, other)

    def __radd__(self, other):
        return p.add(other, self)

    def __sub__(self, other):
        return p.sub(self, other)

    def __rsub__(self, other):
        return p.sub(other, self)

    def __mul__(self, other):
        return p.mul(self, other)

    def __rmul__(self, other):
        return p.mul(other, self)

    def __truediv__(self, other):
        return p.div(self, other)

    def __rtruediv__(self, other):
        return p.div(other, self)

    def __pow__(self, other):
        return p.pow(self, other)

    def __rpow__(self, other):
        return p.pow(other, self)

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
        return _same(self, other, p.eq)

    def __ne__(self, other):
        return _same(self, other, p.ne)

    def __bool__(self):
        return p.ne(self, 0)

    def __float__(self):
        hint = "math.sin(x) would lose the derivative: call diffprog.autodiff.sin(x)."
        raise UnsupportedTypeError("float", self, hint)


def _same(x, y, function):
    """== and != answer for every type, as Python expects."""
    try:
        return function(x, y)
    except UnsupportedTypeError:
        return NotImplemented


def _method(function):
    def method(self, *others):
        return function(self, *others)

    method.__name__ = function.name
    method.__doc__ = f"The same as `{function.name}(self, ...)`."
    return method


for _function in p.TABLE.values():
    setattr(Operators, _function.name, _method(_function))
