"""Powers where base or exponent is zero or negative, and infinities at ties.

The oracle knows values alone: difference quotients in 350 digits, at two steps and from all
sides where there are values. They agree, or there is no finite derivative.
"""

import math
from functools import cache

import mpmath
import pytest
import torch
from diffprog.autodiff import (
    DomainError,
    derivative,
    exceeds,
    grad,
    heaviside,
    hessian,
    jacobian,
    maximum,
    minimum,
    pow,
    relu,
)

BASES = [0.0, -2.0, -0.5, 0.25, 1.0, 3.0]
EXPONENTS = [0.0, 1.0, 2.0, 3.0, 4.0, 0.5, 1.5, 2.5, -1.0, -2.0, -0.5]
GRID = [(x, y) for x in BASES for y in EXPONENTS]
AXES = [(0,), (1,), (0, 0), (0, 1), (1, 0), (1, 1)]
grid = pytest.mark.parametrize(("x", "y"), GRID)


class Undefined(Exception):  # noqa: N818 (an answer, not an error)
    pass


def power(x, y):
    if x > 0:
        return mpmath.power(x, y)
    if x == 0 and y >= 0:
        return mpmath.mpf(y == 0)
    if y == int(y) and x != 0:
        return mpmath.power(x, int(y))
    raise Undefined


def slope(f, axis, size):
    """The derivative of f along an axis, from steps of 10**-size and 10**(-2 size).

    A step from the base 0 is so small that x**1e-40 is small after it; one from another base is
    a fraction of that base.
    """

    def quotients(point, n):
        base = axis == 0
        step = mpmath.mpf(10) ** (-n * 10**60 if base and not point[0] else -n)
        for h in (step, -step):
            h = h * point[0] if base and point[0] else h
            moved = [point[i] + h * (i == axis) for i in range(2)]
            try:
                yield (f(*moved) - f(*point)) / h
            except Undefined:
                continue

    def f_slope(*point):
        found = [q for n in (size, 2 * size) for q in quotients(point, n)]
        if not found or max(found) - min(found) > 1e-12:
            raise Undefined
        with mpmath.workdps(90):
            return +found[-1]  # without the digits that the steps have spoiled

    return f_slope


@cache
def oracle(axes, x, y):
    """The derivative along these axes, the first of them innermost; None if there is none."""
    with mpmath.workdps(350):
        f = power
        for axis, size in zip(axes, (100, 20), strict=False):
            f = slope(f, axis, size)
        try:
            return float(f(mpmath.mpf(x), mpmath.mpf(y)))
        except Undefined:
            return None


def along(diff, f, axis):
    """The derivative in one of two arguments, by either mode."""
    if diff is grad:
        return grad(f, argnum=axis)
    return lambda x, y: diff((lambda t: f(t, y)) if axis == 0 else (lambda t: f(x, t)))(
        (x, y)[axis]
    )


def check(attempt, expected):
    if expected is None:
        with pytest.raises(DomainError, match="pow"):
            attempt()
    else:
        assert attempt() == pytest.approx(expected, rel=1e-11, abs=1e-11)


def test_the_oracle_knows_what_is_known():
    assert oracle((0,), 3.0, 2.0) == 6.0
    assert oracle((1,), 3.0, 2.0) == pytest.approx(9 * math.log(3))
    assert oracle((0, 1), 3.0, 2.0) == pytest.approx(3 * (1 + 2 * math.log(3)))
    assert [oracle(axes, 0.0, 1.0) for axes in AXES] == [1, 0, 0, None, None, 0]
    assert [oracle((axis,), -2.0, 3.0) for axis in (0, 1)] == [12.0, None]
    assert [oracle((axis,), 0.0, 0.0) for axis in (0, 1)] == [0.0, None]


@grid
@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("diff", [derivative, grad])
def test_first_derivatives(diff, axis, x, y):
    check(lambda: along(diff, pow, axis)(x, y), oracle((axis,), x, y))


@grid
@pytest.mark.parametrize("axes", AXES[2:])
def test_second_derivatives(axes, x, y):
    expected = oracle(axes, x, y)
    for inner in (derivative, grad):
        for outer in (derivative, grad):
            second = along(outer, along(inner, pow, axes[0]), axes[1])
            check(lambda second=second: second(x, y), expected)


@grid
def test_hessians(x, y):
    rows = [[oracle((i, j), x, y) for j in (0, 1)] for i in (0, 1)]
    exists = all(entry is not None for row in rows for entry in row)
    for h in (hessian, lambda f: jacobian(grad(f))):
        if exists:
            for row, expected in zip(h(lambda p: p[0] ** p[1])([x, y]), rows, strict=True):
                assert row == pytest.approx(expected, rel=1e-11, abs=1e-11)
        else:
            with pytest.raises(DomainError, match="pow"):
                h(lambda p: p[0] ** p[1])([x, y])


@grid
def test_pytorch_agrees_wherever_there_is_a_derivative(x, y):
    xy = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (x, y)]
    (xy[0] ** xy[1]).backward()
    for axis in (0, 1):
        expected = oracle((axis,), x, y)
        if expected is not None:
            assert xy[axis].grad.item() == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("diff", [derivative, grad])
def test_x_to_the_x_at_zero_has_no_slope(diff):
    """It falls like x log x: the slope is minus infinity, where PyTorch says 0."""
    message = r"pow\(x=0.0, y=0.0\) has no finite derivative in y"
    with pytest.raises(DomainError, match=message):
        diff(lambda x: x**x)(0.0)
    assert diff(lambda x: x**x)(1e-300) == pytest.approx(1 + math.log(1e-300), rel=1e-12)


def test_zero_to_the_y_is_constant_right_of_zero():
    f = lambda y: 0.0**y  # noqa: E731
    for diff in (derivative, grad):
        assert [diff(f)(1.5), diff(diff(f))(1.5), diff(diff(diff(f)))(0.1)] == [0, 0, 0]


@pytest.mark.parametrize("diff", [derivative, grad])
@pytest.mark.parametrize("infinity", [math.inf, -math.inf])
def test_infinities_tie_like_other_numbers(diff, infinity):
    for function in (maximum, minimum):
        assert diff(lambda x: function(x, infinity))(infinity) == 0.5  # noqa: B023
        assert diff(lambda x: function(infinity, x))(infinity) == 0.5  # noqa: B023
        assert diff(lambda x: function(x, x))(infinity) == 1  # noqa: B023
    larger = 1 if infinity > 0 else 0
    assert diff(lambda x: maximum(x, -infinity))(infinity) == larger
    assert diff(lambda x: minimum(x, 3.0))(infinity) == 1 - larger
    assert diff(relu)(infinity) == larger
    assert diff(abs)(infinity) == math.copysign(1, infinity)


def test_a_step_between_infinities():
    inf = math.inf
    assert [exceeds(inf, inf), exceeds(-inf, -inf), exceeds(inf, -inf), exceeds(-inf, inf)] == [
        0.5,
        0.5,
        1,
        0,
    ]
    assert [heaviside(inf, 0.5), heaviside(-inf, 0.5)] == [1, 0]
    assert math.isnan(exceeds(math.nan, 1.0))
    assert math.isnan(derivative(lambda x: maximum(x, math.nan))(1.0))
