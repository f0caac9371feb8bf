"""Reverse mode: vjp, grad, value_and_grad."""

from typing import NamedTuple

import pytest
from diffprog.autodiff import exp, grad, hessian, hvp, jacobian, jvp, sin, value_and_grad, vjp


def test_vjp_runs_once_and_pulls_back_often():
    runs = []

    def f(x, y):
        runs.append(1)
        return [x * y, x + y, 7.0]

    value, pullback = vjp(f, 3.0, 4.0)
    assert value == [12.0, 7.0, 7.0]
    assert pullback([1.0, 0.0, 0.0]) == (4.0, 3.0)
    assert pullback([0.0, 1.0, 5.0]) == (1.0, 1.0)
    assert pullback((2.0, 10.0, 5.0)) == (18.0, 16.0)
    assert len(runs) == 1


def test_vjp_and_jvp_are_adjoint():
    def f(x, w):
        return [sin(x) * w[0], exp(w[1] * x), x * x]

    primals, tangents, y_bar = (0.7, [1.1, -0.4]), (0.3, [2.0, -1.0]), [1.5, -2.0, 0.25]
    y, y_dot = jvp(f, primals, tangents)
    value, pullback = vjp(f, *primals)
    x_bar, w_bar = pullback(y_bar)
    assert value == y
    by_forward = sum(a * b for a, b in zip(y_bar, y_dot, strict=True))
    by_reverse = x_bar * 0.3 + w_bar[0] * 2.0 - w_bar[1]
    assert by_reverse == pytest.approx(by_forward, rel=1e-14)


def test_vjp_with_a_repeated_or_untouched_output():
    _, pullback = vjp(lambda x: (x, x), 2.0)
    assert pullback((3.0, 4.0)) == (7.0,)
    _, pullback = vjp(lambda x, y: y, 2.0, 5.0)
    assert pullback(1.0) == (0.0, 1.0)


def test_grad_argnum():
    f = lambda x, y: x * x * y  # noqa: E731
    assert grad(f)(3.0, 5.0) == 30.0
    assert grad(f, argnum=1)(3.0, 5.0) == 9.0
    assert grad(f, argnum=-1)(3.0, 5.0) == 9.0
    assert grad(f, argnum=(1, 0))(3.0, 5.0) == (9.0, 30.0)
    assert value_and_grad(f, argnum=(0,))(3.0, 5.0) == (45.0, (30.0,))


def test_grad_has_the_shape_of_its_argument():
    f = lambda w, b: w[0][1] * w[1][0] + b * w[0][1] + w[2]  # noqa: E731
    w = [(1.0, 2.0), [3.0], 4]
    assert value_and_grad(f)(w, 5.0) == (20.0, [(0.0, 8.0), [2.0], 1.0])
    assert w == [(1.0, 2.0), [3.0], 4]


class Line(NamedTuple):
    slope: float
    at: tuple


def test_named_tuples_keep_their_names():
    line = Line(2.0, (3.0, 5.0))
    f = lambda p: p.slope * p.at[0] * p.at[1]  # noqa: E731
    assert value_and_grad(f)(line) == (30.0, Line(15.0, (10.0, 6.0)))
    assert type(grad(f)(line)) is Line
    value, tangent = jvp(lambda p: p._replace(slope=p.slope**2), (line,), (Line(1.0, (0.0, 7.0)),))
    assert (value, tangent) == (Line(4.0, (3.0, 5.0)), Line(4.0, (0.0, 7.0)))
    assert type(vjp(lambda p: p, line)[0]) is Line
    assert vjp(lambda p: p, line)[1](line) == (line,)
    g = lambda p: p.slope * p.at  # noqa: E731
    point = Line(2.0, 3.0)
    assert hvp(g, point, Line(1.0, 0.0)) == Line(0.0, 1.0)
    assert hessian(g)(point) == [[0, 1], [1, 0]]
    for mode in ("forward", "reverse"):
        assert jacobian(g, mode=mode)(point) == [3.0, 2.0]
        assert jacobian(lambda p: [g(p), p.at], mode=mode)(point) == [[3.0, 2.0], [0.0, 1.0]]


def test_grad_of_a_constant_is_zero():
    assert grad(lambda x: 3)(1.0) == 0.0
    assert value_and_grad(lambda x: 3)([1.0, 2.0]) == (3.0, [0.0, 0.0])
    assert grad(lambda x: x >= 0)(1.0) == 0.0
