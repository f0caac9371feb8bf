"""Any nesting of forward and reverse mode, without perturbation confusion."""

import itertools
import math

import pytest
from diffprog.autodiff import Dual, Var, derivative, exp, grad, jvp, sigmoid, sin, vjp


def backward(f):
    """The derivative of f as a loop over hand-made variables takes it."""

    def f_prime(x):
        leaf = Var(x)
        y = f(leaf)
        if not isinstance(y, Var) or y.level != leaf.level:
            return 0.0
        y.backward()
        return leaf.grad

    return f_prime


def tangent(f):
    """The derivative of f by a hand-made dual number."""
    return lambda x: f(Dual(x, 1.0)).tangent


def pulled_back(f):
    return lambda x: vjp(f, x)[1](1.0)[0]


BY_HAND = [backward, tangent]
MODES = [derivative, grad, pulled_back, *BY_HAND]
PAIRS = [
    (outer, inner)
    for outer, inner in itertools.product(MODES, repeat=2)
    if not (outer in BY_HAND and inner in BY_HAND)  # what is made by hand shares one level
]
pairs = pytest.mark.parametrize(("outer", "inner"), PAIRS)


@pairs
def test_perturbations_are_not_confused(outer, inner):
    """d/dx of x · d/dy (x + y) is 1; who confuses the two perturbations answers 2."""
    assert outer(lambda x: x * inner(lambda y: x + y)(1.0))(1.0) == 1.0


@pairs
def test_the_inner_derivative_depends_on_the_outer_variable(outer, inner):
    # d/dx of x · d/dy (x y²) at y = 1 is d/dx 2x² = 4x
    assert outer(lambda x: x * inner(lambda y: x * y * y)(1.0))(3.0) == 12.0


@pairs
def test_the_inner_point_is_the_outer_variable(outer, inner):
    # d/dx of [d/dy (x y³) at y = x] = d/dx 3x³ = 9x²
    assert outer(lambda x: inner(lambda y: x * y * y * y)(x))(2.0) == 36.0


@pairs
def test_an_inner_function_that_ignores_its_variable(outer, inner):
    if inner is not tangent:  # a plain Dual has no tangent to ask for
        assert outer(lambda x: x + inner(lambda y: x * x)(x))(3.0) == 1.0


@pairs
def test_an_inner_gradient_step(outer, inner):
    """One step of descent on (y - x)², differentiated in its starting point and target."""
    step = lambda y, x: y - 0.1 * inner(lambda y: (y - x) ** 2)(y)  # noqa: E731
    assert outer(lambda y: step(y, 2.0))(1.0) == pytest.approx(0.8)
    assert outer(lambda x: step(1.0, x))(1.0) == pytest.approx(0.2)


@pytest.mark.parametrize("modes", list(itertools.product([derivative, grad], repeat=3)))
def test_third_derivatives(modes):
    first, second, third = modes
    x = 0.7
    assert third(second(first(sin)))(x) == pytest.approx(-math.cos(x), rel=1e-14)
    assert third(second(first(exp)))(x) == pytest.approx(math.exp(x), rel=1e-14)
    cubic = third(second(first(lambda x: x**3 / (1 + x))))
    assert cubic(1.0) == pytest.approx(6 / 16, rel=1e-12)  # x³/(1+x) = x² - x + 1 - 1/(1+x)
    s = sigmoid(x)
    expected = s * (1 - s) * (1 - 6 * s + 6 * s * s)
    assert third(second(first(sigmoid)))(x) == pytest.approx(expected, rel=1e-12)


@pairs
def test_second_derivatives_of_all_pairs(outer, inner):
    f = lambda x: sin(x * x) / x  # noqa: E731
    x = 0.9
    s, c = math.sin(x * x), math.cos(x * x)
    expected = -4 * x * s - 2 * c / x + 2 * s / x**3
    assert outer(inner(f))(x) == pytest.approx(expected, rel=1e-12)


def test_three_levels_deep_with_shared_variables():
    # d/dx x · d/dy [y · d/dz (x y z²) at z = y] at y = x, that is d/dx x · d/dy 2xy³ = 6x⁴ → 24x³
    for a, b, c in itertools.product(MODES, repeat=3):
        f = lambda x: x * b(lambda y: y * c(lambda z: x * y * z * z)(y))(x)  # noqa: B023, E731
        assert a(f)(1.0) == 24.0


def test_a_variable_outside_is_a_constant_inside_but_stays_recorded():
    w = Var(3.0)
    slope = derivative(lambda x: w * x * x)(2.0)
    slope.backward()
    assert (slope.data, w.grad) == (12.0, 4.0)
    w.grad = None
    grad(lambda x: w * w * x)(2.0).backward()
    assert w.grad == 6.0


def test_variables_made_inside_meet_even_if_only_one_is_perturbed():
    def f(x):
        w, b = Var(x), Var(2.0)
        (w * w * b).backward()
        return w.grad * b.grad  # 2xb · x²

    assert derivative(f)(3.0) == 12 * 9.0
    assert grad(f)(3.0) == 12 * 9.0


def test_a_pull_back_can_be_differentiated_later():
    pullback = vjp(lambda x: x * x, 3.0)[1]
    assert derivative(lambda v: pullback(v)[0])(1.0) == 6.0


def test_a_level_closes_when_the_function_raises():
    with pytest.raises(ZeroDivisionError):
        derivative(lambda x: 1 // 0)(1.0)
    assert Var(1.0).level == 1


def test_forward_in_two_directions_at_once():
    def second(u, v):
        f = lambda x, y: x * x * y  # noqa: E731
        inner = lambda x, y: jvp(f, (x, y), v)[1]  # noqa: E731
        return jvp(inner, (3.0, 5.0), u)[1]

    assert second((1.0, 0.0), (1.0, 0.0)) == 10.0
    assert second((1.0, 0.0), (0.0, 1.0)) == 6.0
    assert second((0.0, 1.0), (1.0, 0.0)) == 6.0
    assert second((0.0, 1.0), (0.0, 1.0)) == 0.0
