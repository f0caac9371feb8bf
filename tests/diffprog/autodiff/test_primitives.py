"""Each row of the table against central differences and against known values."""

import math

import pytest
from autodiff_cases import CASE_IDS, CASES, DIFFERENTIABLE, SMOOTH, central
from diffprog import autodiff
from diffprog.autodiff import (
    TABLE,
    Dual,
    Var,
    asin,
    derivative,
    div,
    grad,
    heaviside,
    maximum,
    minimum,
    pow,
    relu,
    sigmoid,
    sign,
    sqrt,
    tanh,
)

D = derivative


def test_every_row_has_points_and_is_exported():
    assert {row.name for row in DIFFERENTIABLE} == set(SMOOTH)
    for name, row in TABLE.items():
        assert row.name == name
        assert getattr(autodiff, name) is row
        assert name in autodiff.__all__


def test_the_table_holds_all_that_is_promised():
    promised = """add sub mul div pow neg abs exp log sqrt sin cos tan asin acos atan sinh cosh
        tanh sigmoid relu maximum minimum lt le gt ge eq ne"""
    assert set(promised.split()) <= set(TABLE)
    assert autodiff.max is maximum
    assert autodiff.min is minimum


@pytest.mark.parametrize("name", ["sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "atan"])
def test_values_are_those_of_math(name):
    for x in (-1.3, 0.0, 0.4):
        assert TABLE[name](x) == getattr(math, name)(x)


@pytest.mark.parametrize(("row", "point"), CASES, ids=CASE_IDS)
def test_partials_agree_with_central_differences(row, point):
    for i in range(len(point)):
        expected = pytest.approx(central(row, point, i), rel=2e-8, abs=2e-9)
        assert row.partial(i, point) == expected


@pytest.mark.parametrize(("row", "point"), CASES, ids=CASE_IDS)
def test_forward_and_reverse_use_the_partials(row, point):
    for i in range(len(point)):

        def along(x, i=i):
            return row(*point[:i], x, *point[i + 1 :])

        partial = row.partial(i, point)
        assert D(along)(point[i]) == partial
        assert grad(along)(point[i]) == partial
        assert grad(row, argnum=i)(*point) == partial


@pytest.mark.parametrize(("row", "point"), CASES, ids=CASE_IDS)
def test_second_derivatives_agree_with_central_differences(row, point):
    for i in range(len(point)):
        for j in range(len(point)):

            def first(*xs, j=j):
                return grad(row, argnum=j)(*xs)

            expected = pytest.approx(central(first, point, i), rel=2e-7, abs=2e-8)
            assert grad(first, argnum=i)(*point) == expected


def test_every_row_is_a_method_too():
    for row, point in CASES:
        x, *others = point
        assert getattr(Var(x), row.name)(*others).data == row(*point)
        assert getattr(Dual(x, 1.0), row.name)(*others).primal == row(*point)


@pytest.mark.parametrize("diff", [derivative, grad])
def test_kinks_follow_pytorch(diff):
    assert diff(abs)(0.0) == 0
    assert diff(relu)(0.0) == 0
    assert diff(lambda x: maximum(x, 0.0))(0.0) == 0.5
    assert diff(lambda x: maximum(0.0, x))(0.0) == 0.5
    assert diff(lambda x: minimum(x, 0.0))(0.0) == 0.5
    assert diff(lambda x: minimum(0.0, x))(0.0) == 0.5
    assert diff(lambda x: maximum(x, x))(3.0) == 1
    assert diff(lambda x: heaviside(x, 0.5) + sign(x))(2.0) == 0


def test_maximum_and_minimum_pick_the_right_side():
    assert [maximum(2, 3), maximum(3, 2), minimum(2, 3), minimum(3, 2)] == [3, 3, 2, 2]
    assert [sign(-3.0), sign(0.0), sign(2.0)] == [-1, 0, 1]
    assert [heaviside(-3.0, 0.5), heaviside(0.0, 0.5), heaviside(2.0, 0.5)] == [0, 0.5, 1]


@pytest.mark.parametrize("function", [maximum, minimum])
def test_nan_is_not_swallowed(function):
    assert math.isnan(function(math.nan, 1.0))
    assert math.isnan(function(1.0, math.nan))
    assert math.isnan(relu(math.nan))
    assert math.isnan(sign(math.nan))


def test_sigmoid_neither_overflows_nor_loses_its_tails():
    assert sigmoid(1000.0) == 1.0
    assert sigmoid(-1000.0) == 0.0
    tail = pytest.approx(math.exp(-40), rel=1e-12, abs=0)
    assert sigmoid(-40.0) == tail
    for x in (-40.0, 40.0):  # s(1 - s) would be 0 at 40
        assert D(sigmoid)(x) == tail
    assert D(sigmoid)(1000.0) == 0.0


def test_tanh_keeps_the_digits_of_its_slope_in_the_tails():
    for x in (-300.0, -20.0, -10.0, 1.0, 10.0, 20.0, 300.0):  # 1 - tanh(20)**2 is 0
        assert D(tanh)(x) == pytest.approx(math.cosh(x) ** -2, rel=1e-14, abs=0)
    assert D(tanh)(1000.0) == grad(tanh)(-1000.0) == 0.0


def test_derivatives_keep_their_digits_near_the_edge():
    x = 1 - 2.0**-40
    slope = 1 / math.sqrt(2.0**-40 * (2 - 2.0**-40))
    assert D(asin)(x) == pytest.approx(slope, rel=1e-14)
    assert D(lambda y: div(1.0, y))(1e-100) == pytest.approx(-1e200, rel=1e-14)
    assert D(lambda y: div(1e-200, y))(1e-200) == pytest.approx(-1e200, rel=1e-14)
    assert D(sqrt)(1e-300) == pytest.approx(0.5e150, rel=1e-14)


@pytest.mark.parametrize("diff", [derivative, grad])
@pytest.mark.parametrize(
    ("x", "n", "derivatives"),  # value, first, second and third derivative in x
    [
        (0.0, 0, [1, 0, 0, 0]),
        (0.0, 1, [0, 1, 0, 0]),
        (0.0, 2, [0, 0, 2, 0]),
        (0.0, 3, [0, 0, 0, 6]),
        (-2.0, 3, [-8, 12, -12, 6]),
        (-2.0, -1, [-0.5, -0.25, -0.25, -0.375]),
        (-2.0, 2.0, [4, -4, 2, 0]),
        (4.0, 0.5, [2, 0.25, -1 / 32, 3 / 256]),
        (0.0, 3.5, [0, 0, 0, 0]),
        (-1.0, 0, [1, 0, 0, 0]),
    ],
)
def test_powers_with_a_constant_exponent(diff, x, n, derivatives):
    f = lambda x: x**n  # noqa: E731
    for expected in derivatives:
        assert f(x) == pytest.approx(expected, rel=1e-14)
        f = diff(f)


def test_powers_with_a_varying_exponent():
    assert D(lambda y: 2**y)(3.0) == pytest.approx(8 * math.log(2), rel=1e-15)
    assert D(lambda y: 0.0**y)(2.0) == 0
    assert grad(pow, argnum=(0, 1))(0.0, 2.0) == (0, 0)
    assert D(lambda x: x**x)(2.0) == pytest.approx(4 * (1 + math.log(2)), rel=1e-15)
    mixed = grad(lambda y: D(lambda x: x**y)(2.0))
    assert mixed(0.0) == pytest.approx(0.5, rel=1e-15)  # d/dy of y 2^(y - 1) at 0
