"""Operators with plain numbers on either side, comparisons, NumPy's scalars."""

import math
import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from diffprog.autodiff import (
    Dual,
    UnsupportedTypeError,
    Var,
    derivative,
    eq,
    ge,
    grad,
    gt,
    le,
    lt,
    ne,
)

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


@pytest.mark.parametrize("other", [2 + 0j, Decimal(2), Fraction(2), True + True, 2])
def test_equality_is_that_of_the_number(other):
    for x in (Var(2.0), Dual(2.0, 1.0), Var(Dual(2.0, 1.0))):
        assert (x == other, other == x, x != other, other != x) == (True, True, False, False)
        y = x + 1
        assert (y == other, other == y, y != other, other != y) == (False, False, True, True)


def test_equality_with_arrays_is_by_entry():
    import numpy as np
    import torch

    for x in (Var(2.0), Dual(2.0, 1.0)):
        for make in (np.array, torch.tensor):
            pair = make([2.0, 3.0])
            for equal in (x == pair, pair == x):
                assert equal.tolist() == [True, False]
            for unequal in (x != pair, pair != x):
                assert unequal.tolist() == [False, True]
            assert bool(x == make(2.0)) is True
            assert bool(make(3.0) == x) is False


@pytest.mark.parametrize("other", [2 + 0j, Decimal(2), "2", None, [2.0], object()])
def test_order_needs_real_numbers(other):
    for x in (Var(2.0), Dual(2.0, 1.0)):
        for compare in (operator.lt, operator.le, operator.gt, operator.ge):
            for pair in ((x, other), (other, x)):
                with pytest.raises(UnsupportedTypeError, match="is not a number"):
                    compare(*pair)


def test_order_with_arrays_is_refused():
    import numpy as np
    import torch

    for array in (np.array([1.0, 2.0]), torch.tensor(1.0)):
        for pair in ((Var(2.0), array), (array, Var(2.0))):
            with pytest.raises(UnsupportedTypeError, match="is not a number"):
                operator.lt(*pair)


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
    import numpy as np

    assert grad(lambda x: x * Fraction(1, 4))(Fraction(1, 2)) == 0.25
    for true in (True, np.bool_(True)):
        for product in (Var(2.0) * true, true * Var(2.0)):
            assert product.data == 2.0
        assert Var(true).data == 1.0
        assert Var(1.0) == true
        assert Dual(0.5, 1.0) < true
        assert type(derivative(lambda x: x * x)(true)) is float


NUMPYS = "sin cos tan sinh cosh tanh exp log sqrt arcsin arccos arctan absolute square sign"


@pytest.mark.parametrize("name", NUMPYS.split())
def test_numpys_functions_are_ours(name):
    import numpy as np

    function = getattr(np, name)
    for diff in (derivative, grad):
        slope = diff(function)(0.4)
        assert slope == pytest.approx((function(0.4 + 1e-6) - function(0.4 - 1e-6)) / 2e-6, 1e-8)


def test_numpys_functions_of_two_numbers_are_ours():
    import numpy as np

    names = ("add", "subtract", "multiply", "divide", "power", "maximum", "minimum")
    for function, own in [(getattr(np, name), getattr(np, name)) for name in names]:
        x, y = Var(2.0), Var(3.0)
        z = function(x, y)
        assert z.data == own(2.0, 3.0)
        z.backward()
        expected = (own(2.0 + 1e-6, 3.0) - own(2.0 - 1e-6, 3.0)) / 2e-6
        assert x.grad == pytest.approx(expected, abs=1e-8)
    assert np.less(Var(1.0), 2.0) is True
    assert np.greater_equal(Var(1.0), 2.0) is False
    assert np.equal(Var(1.0), 1.0) is True


def test_numpys_other_functions_say_what_to_do():
    import numpy as np

    hint = r"numpy.{}: a diffprog.*Var is not a number. Use a function of diffprog.autodiff"
    for attempt, name in [
        (lambda x: np.log1p(x), "log1p"),
        (lambda x: np.isfinite(x), "isfinite"),
        (lambda x: np.add.outer(x, 2.0), "add"),
        (lambda x: np.sin(x, dtype=float), "sin"),
    ]:
        with pytest.raises(UnsupportedTypeError, match=hint.format(name)):
            attempt(Var(1.0))
    with pytest.raises(UnsupportedTypeError, match="would lose the derivative"):
        math.sin(Var(1.0))


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
