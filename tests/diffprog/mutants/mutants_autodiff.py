"""Small breakages of diffprog.autodiff."""

from mutant import Mutant

PRIMITIVES = "autodiff/test_primitives.py"
DUAL = "autodiff/test_dual.py"
VAR = "autodiff/test_var.py"
VJP = "autodiff/test_vjp.py"
NESTING = "autodiff/test_nesting.py"
HIGHER = "autodiff/test_higher.py"
OPERATORS = "autodiff/test_operators.py"
SYMBOLS = "autodiff/test_symbols.py::test_symbols_as_constants"
ERRORS = "autodiff/test_autodiff_errors.py"


def in_table(old, new, why):
    return Mutant("autodiff/primitives.py", old, new, why, PRIMITIVES)


def in_plain(old, new, why):
    return Mutant("autodiff/plain.py", old, new, why, PRIMITIVES)


def in_core(old, new, why, tests):
    return Mutant("autodiff/core.py", old, new, why, tests)


def in_forward(old, new, why, tests=DUAL):
    return Mutant("autodiff/forward.py", old, new, why, tests)


def in_reverse(old, new, why, tests=VAR):
    return Mutant("autodiff/reverse.py", old, new, why, tests)


def in_higher(old, new, why):
    return Mutant("autodiff/higher.py", old, new, why, HIGHER)


def in_operators(old, new, why, tests=OPERATORS):
    return Mutant("autodiff/operators.py", old, new, why, tests)


MUTANTS = [
    in_table("lambda x: -sin(x)", "lambda x: sin(x)", "the sign of cos'"),
    in_table("lambda x, y: -1,", "lambda x, y: 1,", "the sign of x - y in y"),
    in_table("-(x / y) / y", "-x / (y * y)", "x / y in y underflows"),
    in_table("0 if x == 0 and y == 0 else y *", "y *", "0**0 has no derivative"),
    in_table("0 if x == 0 and y == 0", "0 if y == 0", "x**y loses its mixed derivative"),
    in_table("sigmoid(x) * sigmoid(-x)", "sigmoid(x) * (1 - sigmoid(x))", "sigmoid' loses digits"),
    in_table("heaviside(x, 0)", "heaviside(x, 0.5)", "relu'(0) is not PyTorch's"),
    in_table("1 - tanh(x) ** 2", "1 - tanh(x)", "tanh' without its square"),
    in_plain("math.exp(-abs(x))", "math.exp(-x)", "sigmoid overflows"),
    in_plain("x if x >= y or x != x else y", "max(x, y)", "maximum swallows NaN"),
    in_core(
        "if level > top_level:",
        "if level < top_level or not top:",
        "the lowest level first",
        NESTING,
    ),
    in_core("level = next(_levels)", "level = _STEP", "one level for all: confusion", NESTING),
    in_core("_innermost.reset(token)", "pass", "a level stays open", NESTING),
    in_core(
        "max(_innermost.get(), *map", "max(0, *map", "variables made inside do not meet", NESTING
    ),
    in_core("return float(x)", "return x", "integers and NumPy's numbers stay as they are", VAR),
    in_core(
        "except (ValueError, ArithmeticError) as error:\n            raise self._undefined(f",
        "except KeyError as error:\n            raise self._undefined(f",
        "a missing derivative is not explained",
        ERRORS,
    ),
    in_core(
        "type(x) in (float, int) and x == 0",
        "x == 0",
        "a traced zero is taken for a constant",
        DUAL,
    ),
    in_forward("x if is_zero(x_dot) else Dual", "Dual", "a zero tangent is carried along"),
    in_forward("* arg.tangent", "", "the chain rule forgets the tangent"),
    in_forward("reduce(add, parts)", "parts[0]", "only the first argument counts"),
    in_reverse("v_bar[v.serial] + contribution", "contribution", "shared variables do not add up"),
    in_reverse("sorted(found, reverse=True)", "found", "the sweep takes nodes as it finds them"),
    in_reverse(
        "leaf_bar if leaf.grad is None else leaf.grad + leaf_bar",
        "leaf_bar",
        "leaves do not accumulate",
    ),
    in_reverse("w_bar * weight", "weight", "the chain rule forgets the adjoint"),
    in_reverse("if not node.parents:", "if True:", "interior nodes get a gradient as well"),
    in_reverse("parity=1", "parity=0", "what is made by hand mixes levels", DUAL),
    in_reverse("arguments[i] = x", "arguments[0] = x", "argnum is ignored", VJP),
    in_reverse(
        "bar) for v, bar in pairs if",
        "bar) for v, bar in pairs[:1] if",
        "the pull-back sees one output only",
        VJP,
    ),
    in_reverse(
        "self.data = data if parents else",
        "self.data = data if level else",
        "vjp does not check its arguments",
        ERRORS,
    ),
    in_higher(
        "list(row) for row in zip(*columns, strict=True)",
        "list(row) for row in columns",
        "the forward Jacobian is transposed",
    ),
    in_higher("if i == j", "if i <= j", "unit vectors that are none"),
    in_higher("(x,), (v,))[1]", "(v,), (x,))[1]", "hvp takes x for v"),
    in_operators("return p.sub(other, self)", "return p.sub(self, other)", "3 - x is x - 3"),
    in_operators("return p.le(self, other)", "return p.lt(self, other)", "<= is <"),
    in_operators("__array_ufunc__ = None", "_array_ufunc = None", "arrays swallow a Var", ERRORS),
    in_operators("_op_priority = 1000.0", "priority = 1000.0", "symbols swallow a Var", SYMBOLS),
]
