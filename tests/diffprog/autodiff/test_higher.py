"""Jacobians, Hessians and their products, on functions whose derivatives are known."""

import math

import pytest
from diffprog.autodiff import derivative, exp, grad, hessian, hvp, jacobian, sin

MODES = ["reverse", "forward"]
X = [0.5, -1.2, 2.0]


def curve(x):
    return [x[0] * x[1], sin(x[2]), 3.0, x[0] + x[1] * x[2]]


def curve_jacobian(x):
    return [[x[1], x[0], 0], [0, 0, math.cos(x[2])], [0, 0, 0], [1, x[2], x[1]]]


def f(x):
    return x[0] ** 2 * x[1] + exp(x[0] * x[2])


def f_hessian(x):
    a, b, c = x
    e = math.exp(a * c)
    return [
        [2 * b + c * c * e, 2 * a, (1 + a * c) * e],
        [2 * a, 0, 0],
        [(1 + a * c) * e, 0, a * a * e],
    ]


def close(actual, expected):
    assert len(actual) == len(expected)
    for row, expected_row in zip(actual, expected, strict=True):
        assert row == pytest.approx(expected_row, rel=1e-13, abs=1e-14)


@pytest.mark.parametrize("mode", MODES)
def test_jacobian(mode):
    close(jacobian(curve, mode=mode)(X), curve_jacobian(X))
    close(jacobian(curve, mode=mode)(tuple(X)), curve_jacobian(X))


@pytest.mark.parametrize("mode", MODES)
def test_jacobian_of_one_number_is_the_gradient(mode):
    assert jacobian(f, mode=mode)(X) == pytest.approx(grad(f)(X), rel=1e-14)


@pytest.mark.parametrize("mode", MODES)
def test_jacobian_of_a_constant_is_zero(mode):
    assert jacobian(lambda x: [1.0, 2], mode=mode)([1.0, 2, 3]) == [[0, 0, 0], [0, 0, 0]]
    assert jacobian(lambda x: 5, mode=mode)([1.0, 2.0]) == [0, 0]


def test_reverse_runs_once_and_forward_once_per_input():
    for mode, expected in (("reverse", 1), ("forward", 3)):
        runs = []
        jacobian(lambda x, runs=runs: runs.append(1) or curve(x), mode=mode)(X)
        assert len(runs) == expected


def test_hessian():
    close(hessian(f)(X), f_hessian(X))


@pytest.mark.parametrize("outer", MODES)
@pytest.mark.parametrize("inner", MODES)
def test_hessian_in_both_orders(outer, inner):
    close(jacobian(jacobian(f, mode=inner), mode=outer)(X), f_hessian(X))


@pytest.mark.parametrize("mode", MODES)
def test_hessian_from_grad(mode):
    close(jacobian(grad(f), mode=mode)(X), f_hessian(X))


def test_hvp_is_the_hessian_times_a_vector():
    v = [1.0, -2.0, 0.5]
    expected = [sum(h * b for h, b in zip(row, v, strict=True)) for row in f_hessian(X)]
    assert hvp(f, X, v) == pytest.approx(expected, rel=1e-13)
    assert hvp(f, X, [0.0, 0.0, 0.0]) == [0.0, 0.0, 0.0]


def test_hvp_runs_the_function_once():
    runs = []
    hvp(lambda x: runs.append(1) or f(x), X, [1.0, 0.0, 0.0])
    assert len(runs) == 1


def test_hessian_of_linear_and_constant_functions_is_zero():
    assert hessian(lambda x: 2 * x[0] - x[1])([1.0, 2.0]) == [[0, 0], [0, 0]]
    assert hessian(lambda x: 4)([1.0, 2.0]) == [[0, 0], [0, 0]]


def test_third_derivatives_from_the_hessian():
    third = jacobian(lambda x: hessian(f)([x[0], -1.2, 2.0])[0])([0.5])
    a, c = 0.5, 2.0
    e = math.exp(a * c)
    assert [row[0] for row in third] == pytest.approx([c**3 * e, 2.0, (2 * c + a * c * c) * e])


def test_derivative_of_a_quadratic_form_of_the_hessian():
    def curvature(t):
        v = [1.0, t, 0.0]
        return sum(a * b for a, b in zip(v, hvp(f, X, v), strict=True))

    assert derivative(curvature)(0.3) == pytest.approx(4 * X[0], rel=1e-13)


def test_another_mode_is_refused():
    with pytest.raises(ValueError, match="'sideways'; choose 'reverse' or 'forward'"):
        jacobian(f, mode="sideways")
