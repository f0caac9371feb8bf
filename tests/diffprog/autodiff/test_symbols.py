"""SymPy's symbols go through the same table, and agree with SymPy on every row."""

import pytest
import sympy
from diffprog.autodiff import (
    TABLE,
    Var,
    derivative,
    exp,
    grad,
    hessian,
    jacobian,
    log,
    relu,
    sigmoid,
    sin,
    tanh,
)
from diffprog.autodiff.symbolic import expression

x, y = sympy.symbols("x y", real=True)
DIFFERENTIABLE = [name for name, row in TABLE.items() if row.partials]


def same(a, b):
    """Equal as expressions: the difference simplifies to zero, or is zero for both orders."""
    difference = sympy.simplify(sympy.expand((a - b).rewrite(sympy.exp)))
    if difference == 0:
        return True
    half = sympy.Rational(1, 2)
    steps = difference.replace(sympy.Heaviside, lambda z, _: (sympy.sign(z) + 1) * half)
    return sympy.simplify(steps) == 0


def test_same_can_fail():
    assert not same(sympy.sin(x), sympy.cos(x))
    assert not same(sympy.Heaviside(x - y), sympy.Heaviside(y - x))


@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_partials_agree_with_sympy(name):
    symbols, value, partials = expression(TABLE[name])
    assert len(partials) == len(symbols)
    for symbol, partial in zip(symbols, partials, strict=True):
        assert same(partial, sympy.diff(value, symbol))


@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_both_modes_on_symbols_agree_with_sympy(name):
    symbols, value, _ = expression(TABLE[name])
    for i, symbol in enumerate(symbols):

        def along(z, i=i, name=name, symbols=symbols):
            return TABLE[name](*symbols[:i], z, *symbols[i + 1 :])

        for diff in (derivative, grad):
            assert same(diff(along)(symbol), sympy.diff(value, symbol))


@pytest.mark.parametrize("name", sorted(set(TABLE) - {"eq", "ne"}))
def test_expressions_have_the_values_of_the_table(name):
    symbols, value, _ = expression(TABLE[name])
    point = [sympy.Rational(3, 10), sympy.Rational(3, 5)][: len(symbols)]
    at_point = value.subs(dict(zip(symbols, point, strict=True)))
    expected = TABLE[name](*map(float, point))
    if isinstance(expected, bool):
        assert bool(at_point) is expected
    else:
        assert float(at_point) == pytest.approx(expected, rel=1e-14)


def test_equality_of_symbols_is_that_of_expressions():
    assert TABLE["eq"](x, x) is True
    assert TABLE["eq"](x, y) is False
    assert TABLE["ne"](x, y) is True


def test_functions_of_symbols_are_sympys():
    assert sin(x) == sympy.sin(x)
    assert relu(x) == sympy.Max(x, 0)
    assert sigmoid(x) == 1 / (1 + sympy.exp(-x))
    assert sin(sympy.pi / 6) == sympy.Rational(1, 2)


def test_programs_give_exact_derivatives():
    f = lambda x: x * sin(x) - 3 * x**3  # noqa: E731
    for diff in (derivative, grad):
        assert same(diff(f)(x), sympy.diff(f(x), x))
        assert same(diff(diff(f))(x), sympy.diff(f(x), x, 2))
        assert not diff(f)(x).atoms(sympy.Float)


def test_a_loop_gives_the_polynomial_of_the_lecture():
    def program(a):
        b = 1
        for _ in range(3):
            b = b + b * a
        return b

    assert sympy.expand(derivative(program)(x)) == 3 + 6 * x + 3 * x**2
    assert sympy.expand(grad(program)(x)) == 3 + 6 * x + 3 * x**2


def test_symbols_as_constants():
    assert derivative(lambda t: y * t * t)(3.0) == 6.0 * y
    assert derivative(lambda t: t * y - y / t + y - t)(1.0) == 2.0 * y - 1.0
    assert derivative(lambda t: sympy.Rational(1, 2) * t**2)(y) == y
    v = Var(2.0)
    (y * v).backward()
    assert v.grad == y
    assert grad(lambda t: exp(y) * tanh(t) * 0 + y * t)(1.0) == y


def test_jacobian_and_hessian_of_symbols():
    f = lambda v: log(v[0]) * v[1] ** 2  # noqa: E731
    expected = sympy.hessian(f([x, y]), (x, y)).tolist()
    actual = hessian(f)([x, y])
    for row, expected_row in zip(actual, expected, strict=True):
        for a, b in zip(row, expected_row, strict=True):
            assert same(a, b)
    for mode in ("forward", "reverse"):
        rows = jacobian(lambda v: [v[0] * v[1], sin(v[0])], mode=mode)([x, y])
        assert rows == [[y, x], [sympy.cos(x), 0]]


def test_a_backward_call_on_symbols():
    u, v = Var(x), Var(y)
    (u * sin(v)).backward()
    assert u.grad == sympy.sin(y)
    assert v.grad == x * sympy.cos(y)
