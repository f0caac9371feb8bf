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
CORNERS = "autodiff/test_corners.py"
IN_PLACE = "autodiff/test_in_place.py"
COPIES = "autodiff/test_copying.py"


def in_table(old, new, why, tests=PRIMITIVES):
    return Mutant("autodiff/primitives.py", old, new, why, tests)


def in_plain(old, new, why, tests=PRIMITIVES):
    return Mutant("autodiff/plain.py", old, new, why, tests)


def in_core(old, new, why, tests):
    return Mutant("autodiff/core.py", old, new, why, tests)


def in_forward(old, new, why, tests=DUAL):
    return Mutant("autodiff/forward.py", old, new, why, tests)


def in_reverse(old, new, why, tests=VAR):
    return Mutant("autodiff/reverse.py", old, new, why, tests)


def in_gradient(old, new, why, tests=VJP):
    return Mutant("autodiff/gradient.py", old, new, why, tests)


def in_nested(old, new, why, tests):
    return Mutant("autodiff/nested.py", old, new, why, tests)


def in_higher(old, new, why):
    return Mutant("autodiff/higher.py", old, new, why, HIGHER)


def in_operators(old, new, why, tests=OPERATORS):
    return Mutant("autodiff/operators.py", old, new, why, tests)


MUTANTS = [
    in_table("lambda x: -sin(x)", "lambda x: sin(x)", "the sign of cos'"),
    in_table("lambda x, y: -1,", "lambda x, y: 1,", "the sign of x - y in y"),
    in_table("-(x / y) / y", "-x / (y * y)", "x / y in y underflows"),
    in_table("0 if is_zero(y) else y *", "y *", "0**0 has no derivative"),
    in_table("0 if is_zero(y)", "0 if y == 0", "x**y loses its mixed derivative"),
    in_table("else vanishing(x, y), ", "else 0,", "0**y is 0 with all its derivatives", CORNERS),
    in_table("vanishing(x, y - 1)", "vanishing(x, y)", "log(x) x**y is smooth at 0", CORNERS),
    in_plain("0.5 if x == y else heaviside", "heaviside", "infinities that tie give NaN", CORNERS),
    in_plain("if y > 0:", "if y >= 0:", "x**x has slope 0 at 0", CORNERS),
    in_table("sigmoid(x) * sigmoid(-x)", "sigmoid(x) * (1 - sigmoid(x))", "sigmoid' loses digits"),
    in_table("heaviside(x, 0)", "heaviside(x, 0.5)", "relu'(0) is not PyTorch's"),
    in_table("4 * sigmoid(2 * x)", "2 * sigmoid(2 * x)", "half of tanh'"),
    in_table("4 * sigmoid(2 * x) * sigmoid(-2 * x)", "1 - tanh(x) ** 2", "tanh' loses digits"),
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
        "numpy is not None and isinstance(x, numpy.bool_)",
        "False",
        "NumPy's truth values are no numbers",
        OPERATORS,
    ),
    in_core("and level not in _running", "and False", "leaks pass for numbers", ERRORS),
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
    in_reverse("bar[x] + x_bar if x in bar else x_bar", "x_bar", "shared x do not add up"),
    in_reverse("bar[y] + y_bar if y in bar else y_bar", "y_bar", "shared y do not add up"),
    in_reverse(
        'sorted(found, key=attrgetter("serial"), reverse=True)',
        "found",
        "the sweep takes nodes as it finds them",
    ),
    in_reverse("primitive.partials[1](a, b)", "primitive.partials[0](a, b)", "y gets x's weight"),
    in_reverse(
        "primitive.partial(1, inner)",
        "primitive.partial(0, inner)",
        "and so on the long way",
        HIGHER,
    ),
    in_reverse(
        "b = y.data if type(y) is Var and y.level == level else y",
        "b = y.data if type(y) is Var else y",
        "the short way mixes levels",
        NESTING,
    ),
    in_reverse(
        "except (ValueError, ArithmeticError):",
        "except KeyError:",
        "the short way does not explain what has no value",
        ERRORS,
    ),
    in_reverse(
        "self if of_transformation(self.level) else _node(*self._parts())",
        "_node(*self._parts())",
        "a copied argument loses its derivative",
        COPIES,
    ),
    in_reverse(
        "self if of_transformation(self.level) else _node(*deepcopy",
        "_node(*deepcopy",
        "a deeply copied argument loses its derivative",
        COPIES,
    ),
    in_reverse(
        "node.grad, node.x, node.dx, node.y, node.dy = grad, x, dx, y, dy",
        "node.grad = grad",
        "a copied result is a leaf",
        COPIES,
    ),
    in_reverse(
        "leaf_bar if leaf.grad is None else leaf.grad + leaf_bar",
        "leaf_bar",
        "leaves do not accumulate",
    ),
    in_reverse("w_bar * w.dx", "w.dx", "the chain rule forgets the adjoint"),
    in_reverse("if x is None and y is None:", "if True:", "interior nodes get a gradient as well"),
    in_reverse("parity=1", "parity=0", "what is made by hand mixes levels", DUAL),
    in_gradient("arguments[i] = x", "arguments[0] = x", "argnum is ignored"),
    in_gradient(
        "bar) for v, bar in pairs if",
        "bar) for v, bar in pairs[:1] if",
        "the pull-back sees one output only",
    ),
    in_gradient(
        'Var(as_number(x, "vjp"), level)',
        "Var(x, level)",
        "vjp does not check its arguments",
        ERRORS,
    ),
    in_gradient("f(*copied(xs))", "f(*xs)", "changes in place reach the record", IN_PLACE),
    in_gradient("[copied(x) for x in xs]", "list(xs)", "and the caller's lists", IN_PLACE),
    in_gradient("len(set(places)) < len(places)", "False", "an argument counts twice", ERRORS),
    in_gradient("[i % n for i in chosen]", "chosen", "-1 and 1 are two arguments", ERRORS),
    in_gradient("isinstance(i, bool)", "False", "argnum=True is 1", ERRORS),
    in_nested('if hasattr(x, "_fields")', "if False", "named tuples break", VJP),
    in_nested("if names:", "if False:", "arguments by name are dropped", ERRORS),
    in_nested("not of_transformation(level_of(y))", "True", "a leak was made by hand", ERRORS),
    in_higher(
        "list(row) for row in zip(*columns, strict=True)",
        "list(row) for row in columns",
        "the forward Jacobian is transposed",
    ),
    in_higher("if i == j", "if i <= j", "unit vectors that are none"),
    in_higher("(x,), (v,))[1]", "(v,), (x,))[1]", "hvp takes x for v"),
    in_operators("p.sub, other, self)", "p.sub, self, other)", "3 - x is x - 3"),
    in_operators("return p.le(self, other)", "return p.lt(self, other)", "<= is <"),
    in_operators("def __array_ufunc__", "def _array_ufunc", "arrays swallow a Var", ERRORS),
    in_operators('"arcsin": p.asin', '"arcsin": p.sin', "np.arcsin is sin"),
    in_operators(
        "return plain(*(v.lower()", "return bool((v.lower()", "a Var equals whatever there is"
    ),
    in_operators("_op_priority = 1000.0", "priority = 1000.0", "symbols swallow a Var", SYMBOLS),
]
