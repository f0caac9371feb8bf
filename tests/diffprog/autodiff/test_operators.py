"""Operators with plain numbers on either side, comparisons, NumPy's scalars."""

import operator
from fractions import Fraction

import pytest
from diffprog.autodiff import Dual, Var, derivative, eq, ge, grad, gt, le, lt, ne

ARITHMETIC = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
ORDER = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
FUNCTIONS = [lt, le, gt, ge, eq, ne]


@pytest.mark.parametrize("op", ARITHMETIC)
@pytest.mark.parametrize("make", [Var, Dual])
def test_values_with_plain_numbers_on_either_side(op, make):
    held = (lambda v: v.data) if make is Var else (lambda v: v.primal)
    assert held(op(make(2.0), 5)) == op(2.0, 5)
    assert held(op(5, make(2.0))) == op(5, 2.0)
    assert held(op(make(2.0), make(5.0))) == op(2.0, 5.0)


@pytest.mark.parametrize("op", ARITHMETIC)
@pytest.mark.parametrize("diff", [derivative, grad])
def test_derivatives_with_plain_numbers_on_either_side(op, diff):
    h, x = 1e-6, 2.0
    for f in (lambda x: op(x, 5), lambda x: op(5, x)):
        assert diff(f)(x) == pytest.approx((f(x + h) - f(x - h)) / (2 * h), rel=1e-8)


@pytest.mark.parametrize(("op", "function"), list(zip(ORDER, FUNCTIONS, strict=True)))
def test_comparisons_compare_values(op, function):
    for a in (1.0, 2.0):
        for b in (1.0, 2.0):
            expected = op(a, b)
            for x, y in [(Var(a), b), (a, Var(b)), (Var(a), Var(b)), (Dual(a, 3.0), Dual(b, 4.0))]:
                assert op(x, y) is expected
                assert function(x, y) is expected
            assert op(Var(Dual(a, 1.0)), Dual(b, 2.0)) is expected


def test_equality_with_other_types_is_false():
    assert Var(1.0) != "a"
    assert not Var(1.0) == None  # noqa: E711, SIM201
    assert Dual(1.0) not in ["a", None, [1.0]]


def test_hash_is_by_identity():
    x, y = Var(1.0), Var(1.0)
    assert x == y
    assert len({x, y, x}) == 2


def test_truth_is_that_of_the_value():
    assert Var(0.5)
    assert not Var(0.0)
    assert not Dual(0.0, 1.0)


def test_builtins_work():
    x = [Var(3.0), Var(1.0), Var(2.0)]
    assert min(x) is x[1]
    assert max(x) is x[0]
    assert [v.data for v in sorted(x)] == [1.0, 2.0, 3.0]
    assert sum(x).data == 6.0
    assert abs(Var(-2.0)).data == 2.0
    assert grad(lambda x: sum(v * v for v in x))([1.0, 2.0]) == [2.0, 4.0]
    assert grad(lambda x: max(x))([1.0, 2.0]) == [0.0, 1.0]


def test_in_place_operators_make_new_values():
    x = y = Var(3.0)
    y *= 2
    y += 1
    assert x.data == 3.0
    y.backward()
    assert (y.data, x.grad) == (7.0, 2.0)


def test_fractions_and_booleans_are_numbers():
    assert grad(lambda x: x * Fraction(1, 4))(Fraction(1, 2)) == 0.25
    assert (Var(2.0) * True).data == 2.0


@pytest.mark.parametrize("kind", ["float64", "float32", "int64"])
def test_numpy_scalars_are_numbers(kind):
    import numpy as np

    two = getattr(np, kind)(2)
    for make, held in ((Var, lambda v: v.data), (Dual, lambda v: v.primal)):
        for result, expected in [
            (make(3.0) * two, 6.0),
            (two * make(3.0), 6.0),
            (two - make(3.0), -1.0),
            (two ** make(3.0), 8.0),
            (make(two) / two, 1.0),
        ]:
            assert type(result) is make
            assert type(held(result)) is float
            assert held(result) == expected
        assert two > make(1.0)
    assert type(grad(lambda x: x * x)(two)) is float
