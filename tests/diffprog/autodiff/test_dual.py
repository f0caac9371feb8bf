"""Forward mode: dual numbers, jvp and derivative."""

import math

import pytest
from diffprog.autodiff import Dual, Var, derivative, exp, jvp, log, sin


def test_dual_arithmetic_by_hand():
    x, y = Dual(2.0, 1.0), Dual(5.0, 3.0)
    for result, primal, tangent in [
        (x + y, 7.0, 4.0),
        (x - y, -3.0, -2.0),
        (x * y, 10.0, 11.0),
        (x / y, 0.4, -0.04),
        (x**3, 8.0, 12.0),
        (-x, -2.0, -1.0),
        (abs(-x), 2.0, 1.0),
        (3 - x, 1.0, -1.0),
        (3 / x, 1.5, -0.75),
        (2**x, 4.0, 4.0 * math.log(2)),
        (+x, 2.0, 1.0),
    ]:
        assert isinstance(result, Dual)
        assert result.primal == pytest.approx(primal)
        assert result.tangent == pytest.approx(tangent)


def test_a_dual_prints_both_parts():
    assert repr(Dual(2, 1)) == "Dual(2.0, 1.0)"
    assert repr(Dual(2.0)) == "Dual(2.0, 0.0)"


def test_derivative_of_a_program_with_branch_and_loop():
    def program(a):
        b = 0 if a > 0.5 else 2 * a
        for _ in range(3):
            b = b + b * a
        return b

    assert derivative(program)(0.7) == 0.0  # the branch is a constant
    a = 0.3  # 2a (1 + a)^3
    assert derivative(program)(a) == pytest.approx(2 * (1 + a) ** 3 + 6 * a * (1 + a) ** 2)


def test_derivative_of_a_curve_is_its_tangent():
    assert derivative(lambda t: [t * t, 3, (sin(t),)])(0.0) == [0.0, 0.0, (1.0,)]


def test_derivative_of_a_constant_is_zero():
    assert derivative(lambda x: 3.0)(1.0) == 0.0
    assert derivative(lambda x: x > 0)(1.0) == 0.0


def test_jvp_returns_value_and_tangent():
    y, y_dot = jvp(lambda x, y: x * y, (3.0, 4.0), (1.0, 10.0))
    assert (y, y_dot) == (12.0, 34.0)
    assert isinstance(y, float)
    assert isinstance(y_dot, float)


def test_jvp_of_nested_lists_keeps_their_shape():
    def f(w, b):
        return [w[0][0] * w[1][0] + b, (w[0][1], 7)]

    w, w_dot = [[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 5.0]]
    assert jvp(f, (w, 1.0), (w_dot, 2.0)) == ([4.0, (2.0, 7.0)], [5.0, (0.0, 0.0)])


def test_jvp_is_linear_in_the_tangent():
    def f(x, y):
        return exp(x) * sin(y) / x

    one = jvp(f, (0.5, 1.5), (1.0, 0.0))[1]
    other = jvp(f, (0.5, 1.5), (0.0, 1.0))[1]
    both = jvp(f, (0.5, 1.5), (2.0, -3.0))[1]
    assert both == pytest.approx(2 * one - 3 * other, rel=1e-14)


def test_a_zero_tangent_makes_a_constant():
    assert jvp(lambda x, n: x**n, (-2.0, 2.0), (1.0, 0.0)) == (4.0, -4.0)  # without log(-2)


def test_a_traced_zero_tangent_is_no_constant():
    """The tangent is 0 here, and still varies: d/dt of t · 2x at x = 3."""
    assert derivative(lambda t: jvp(lambda x: x * x, (3.0,), (t,))[1])(0.0) == 6.0


def test_duals_by_hand_meet_and_nest():
    x = Dual(Dual(3.0, 1.0), 1.0)
    y = x * x * x
    assert y.primal.primal == 27.0
    assert y.primal.tangent == 27.0
    assert y.tangent.primal == 27.0
    assert y.tangent.tangent == 18.0


def test_duals_and_variables_by_hand_do_not_mix():
    """Whichever comes first, the dual number is outside and the variables are inside it."""
    for product in (lambda w, t: t * w * w, lambda w, t: w * t * w, lambda w, t: w * w * t):
        w = Var(3.0)
        y = product(w, Dual(2.0, 1.0))
        assert (y.primal.data, y.tangent.data) == (18.0, 9.0)
        y.tangent.backward()
        assert w.grad == 6.0


def test_a_chain_of_100_000_operations():
    def chain(x):
        y = x
        for _ in range(50_000):
            y = y * 0.5 + x
        return y

    assert derivative(chain)(1.0) == pytest.approx(2.0)


def test_log_of_a_dual_far_from_one():
    x = Dual(1e300, 1.0)
    assert log(x).tangent == pytest.approx(1e-300, rel=1e-14, abs=0)
