"""The one table: each primitive, its values and its partial derivatives.

A row reads: name, function of plain numbers, the derivative in each argument. It is all
that forward mode, reverse mode and SymPy need to know; another primitive is another row.
The derivatives are written with the table's own functions and with operators, and so can
be differentiated again. Names are PyTorch's, and so are the values at kinks: abs'(0) = 0,
relu'(0) = 0, and a tie of maximum or minimum gives half to each side. Where a derivative is
infinite or does not exist at all, as that of x**y in y at (0, 0), there is a `DomainError`;
PyTorch gives 0 there.

Source: Griewank & Walther (2008), Evaluating Derivatives, chapters 2 and 14.
"""

import math
import operator as op

from . import plain
from .core import Primitive, is_zero

TABLE: dict[str, Primitive] = {}


def row(name, function, *partials, **notes) -> Primitive:
    """Enter a primitive in the table and return it; for `notes` see `Primitive`."""
    TABLE[name] = Primitive(name, function, partials, **notes)
    return TABLE[name]


# fmt: off
# Arithmetic: Python's operators serve numbers and symbols alike.
add = row("add", op.add,     lambda x, y: 1,     lambda x, y: 1,           symbolic=op.add)
sub = row("sub", op.sub,     lambda x, y: 1,     lambda x, y: -1,          symbolic=op.sub)
mul = row("mul", op.mul,     lambda x, y: y,     lambda x, y: x,           symbolic=op.mul)
div = row("div", op.truediv, lambda x, y: 1 / y, lambda x, y: -(x / y) / y, symbolic=op.truediv,
          domain="y != 0")
neg = row("neg", op.neg,     lambda x: -1,                                 symbolic=op.neg)

# x**0 = 1 for all x, 0 included. At x = 0 the second derivative is a limit: see `vanishing`.
pow = row("pow", math.pow,
          lambda x, y: 0 if is_zero(y) else y * x ** (y - 1),
          lambda x, y: log(x) * x ** y if x != 0 else vanishing(x, y),     symbolic=op.pow,
          domain="x > 0, or x = 0 and y >= 0, or an integer y",
          smooth="x > 0, or x = 0 and a large enough y, or a constant integer y")

# The limit of log(x)**n * x**y as x falls to 0, for n = 1, 2, ...: it is 0 while y > 0. Each
# derivative in y is another of these, and each in x takes 1 from y. No row: it serves pow alone.
vanishing = Primitive("pow", plain.vanishing,
                      (lambda x, y: vanishing(x, y - 1), lambda x, y: vanishing(x, y)),
                      symbolic=op.pow)

# Exponentials and roots
exp  = row("exp",  math.exp,  lambda x: exp(x))
log  = row("log",  math.log,  lambda x: 1 / x,             domain="x > 0")
sqrt = row("sqrt", math.sqrt, lambda x: 1 / (2 * sqrt(x)), domain="x >= 0", smooth="x > 0")

# Circular and hyperbolic functions
sin  = row("sin",  math.sin,  lambda x: cos(x))
cos  = row("cos",  math.cos,  lambda x: -sin(x))
tan  = row("tan",  math.tan,  lambda x: 1 + tan(x) ** 2)
asin = row("asin", math.asin, lambda x:  1 / sqrt((1 - x) * (1 + x)),
           domain="-1 <= x <= 1", smooth="-1 < x < 1")
acos = row("acos", math.acos, lambda x: -1 / sqrt((1 - x) * (1 + x)),
           domain="-1 <= x <= 1", smooth="-1 < x < 1")
atan = row("atan", math.atan, lambda x:  1 / (1 + x * x))
sinh = row("sinh", math.sinh, lambda x: cosh(x))
cosh = row("cosh", math.cosh, lambda x: sinh(x))
# 1 - tanh(x)**2 would cancel: at x = 20 nothing of it is left.
tanh = row("tanh", math.tanh, lambda x: 4 * sigmoid(2 * x) * sigmoid(-2 * x))

# Networks
sigmoid = row("sigmoid", plain.sigmoid, lambda x: sigmoid(x) * sigmoid(-x),
              symbolic=lambda x: 1 / (1 + exp(-x)))
relu    = row("relu",    plain.relu,    lambda x: heaviside(x, 0), symbolic=lambda x: maximum(x, 0))

# Kinks
abs     = row("abs",     op.abs,        lambda x: sign(x), symbolic="Abs")
maximum = row("maximum", plain.maximum, lambda x, y: exceeds(x, y),
                                        lambda x, y: exceeds(y, x), symbolic="Max")
minimum = row("minimum", plain.minimum, lambda x, y: exceeds(y, x),
                                        lambda x, y: exceeds(x, y), symbolic="Min")
max, min = maximum, minimum

# Piecewise constant: no derivative to pass on
sign      = row("sign",      plain.sign)
heaviside = row("heaviside", plain.heaviside, symbolic="Heaviside")
exceeds   = row("exceeds",   plain.exceeds,   symbolic=lambda x, y: heaviside(x - y, 0.5))
lt = row("lt", op.lt, symbolic=op.lt)
le = row("le", op.le, symbolic=op.le)
gt = row("gt", op.gt, symbolic=op.gt)
ge = row("ge", op.ge, symbolic=op.ge)
eq = row("eq", op.eq, symbolic=op.eq)
ne = row("ne", op.ne, symbolic=op.ne)
# fmt: on
