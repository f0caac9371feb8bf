"""Each mistake has a message that says what, where and what to do."""

import math

import pytest
from diffprog.autodiff import (
    DomainError,
    Dual,
    NonScalarOutputError,
    StructureMismatchError,
    UnsupportedTypeError,
    Var,
    acos,
    asin,
    derivative,
    exp,
    grad,
    hessian,
    hvp,
    jacobian,
    jvp,
    log,
    sin,
    sqrt,
    vjp,
)

VALUES = [
    (log, -1.0, r"log\(x=-1.0\) has no finite value: it needs x > 0\. Test the argument"),
    (log, 0.0, r"log\(x=0.0\) has no finite value: it needs x > 0"),
    (sqrt, -1.0, r"sqrt\(x=-1.0\) has no finite value: it needs x >= 0"),
    (asin, 2.0, r"asin\(x=2.0\) has no finite value: it needs -1 <= x <= 1"),
    (acos, -2.0, r"acos\(x=-2.0\) has no finite value"),
    (lambda x: 1 / x, 0.0, r"div\(x=1, y=0.0\) has no finite value: it needs y != 0"),
    (lambda x: x**0.5, -2.0, r"pow\(x=-2.0, y=0.5\) has no finite value: it needs x > 0, or"),
    (lambda x: x**-1, 0.0, r"pow\(x=0.0, y=-1\) has no finite value"),
    (exp, 1000.0, r"exp\(x=1000.0\) .* too large for a floating-point number"),
]
SLOPES = [
    (sqrt, 0.0, r"sqrt\(x=0.0\) has no finite derivative in x: it needs x > 0"),
    (asin, 1.0, r"asin\(x=1.0\) has no finite derivative in x: it needs -1 < x < 1"),
    (lambda x: x**0.5, 0.0, r"pow\(x=0.0, y=0.5\) has no finite derivative in x"),
    (lambda y: (-2.0) ** y, 2.0, r"pow\(x=-2.0, y=2.0\) has no finite derivative in y"),
]


@pytest.mark.parametrize(("f", "x", "message"), VALUES)
def test_outside_the_domain(f, x, message):
    for attempt in (lambda: f(Var(x)), lambda: f(Dual(x, 1.0)), lambda: f(Var(Dual(x, 1.0)))):
        with pytest.raises(DomainError, match=message):
            attempt()


def test_plain_numbers_get_the_same_message():
    with pytest.raises(DomainError, match=r"log\(x=-1\) has no finite value: it needs x > 0"):
        log(-1)


@pytest.mark.parametrize(("f", "x", "message"), SLOPES)
def test_where_only_the_derivative_is_missing(f, x, message):
    assert math.isfinite(f(x))
    for diff in (derivative, grad):
        with pytest.raises(DomainError, match=message):
            diff(f)(x)


def test_a_domain_error_is_a_value_error():
    with pytest.raises(ValueError, match="log"):
        log(-1)


UNSUPPORTED = [
    ("a", r"mul: a str is not a number. Convert it with float"),
    (1j, r"mul: a complex is not a number. Only functions of real numbers"),
    (None, r"mul: a NoneType is not a number. .*return statement"),
    ([1.0], r"mul: a list is not a number. Apply the function to one element at a time"),
    (object(), r"mul: a object is not a number. Pass a float"),
]


@pytest.mark.parametrize(("other", "message"), UNSUPPORTED)
def test_unsupported_types_are_named(other, message):
    for x in (Var(1.0), Dual(1.0, 1.0)):
        for attempt in (lambda x=x: x * other, lambda x=x: other * x):
            with pytest.raises(UnsupportedTypeError, match=message):
                attempt()


def test_a_type_error_is_raised_at_the_entrances():
    for attempt in (
        lambda: Var("a"),
        lambda: Dual(1.0, "a"),
        lambda: sin("a"),
        lambda: grad(sin)("a"),
        lambda: derivative(sin)(1j),
        lambda: jvp(lambda x: 1.0, (1.0,), ("a",)),
        lambda: jvp(lambda x: 1.0, ("a",), (1.0,)),
        lambda: vjp(lambda x: 1.0, "a"),
        lambda: vjp(sin, 1.0)[1]("a"),
        lambda: Var(1.0).backward("a"),
    ):
        with pytest.raises(UnsupportedTypeError, match="is not a number"):
            attempt()


def test_arrays_are_refused_on_either_side():
    import numpy as np

    array = np.array([1.0, 2.0])
    for attempt in (
        lambda: Var(1.0) * array,
        lambda: array * Var(1.0),
        lambda: Dual(1.0, 1.0) + array,
        lambda: array / Dual(1.0, 1.0),
        lambda: grad(sin)(array),
        lambda: jacobian(lambda x: x)(array),
    ):
        with pytest.raises(UnsupportedTypeError, match=r"numpy.ndarray is not a number"):
            attempt()
    with pytest.raises(UnsupportedTypeError, match=r"pass x.tolist\(\) or x.item\(\)"):
        sin(array)


def test_functions_of_math_do_not_lose_the_derivative_silently():
    with pytest.raises(UnsupportedTypeError, match=r"call diffprog.autodiff.sin\(x\)"):
        math.sin(Var(1.0))
    with pytest.raises(UnsupportedTypeError, match="would lose the derivative"):
        float(Dual(1.0, 1.0))


def test_a_gradient_needs_one_number():
    f = lambda x: [x, x, x]  # noqa: E731
    for attempt in (lambda: grad(f)(1.0), lambda: hvp(lambda x: f(x[0]), [1.0], [1.0])):
        with pytest.raises(NonScalarOutputError, match=r"returned a list of 3.*jacobian"):
            attempt()
    with pytest.raises(NonScalarOutputError, match="a tuple of 2"):
        hessian(lambda x: (x[0], x[0]))([1.0])


@pytest.mark.parametrize("diff", [derivative, grad])
def test_a_function_that_returns_nothing(diff):
    with pytest.raises(UnsupportedTypeError, match=r"result of the function: a NoneType"):
        diff(lambda x: None)(1.0)


@pytest.mark.parametrize("diff", [derivative, grad])
def test_a_result_that_hides_the_derivative(diff):
    for make in (Var, lambda x: Dual(x, 1.0)):
        with pytest.raises(UnsupportedTypeError, match="made by hand inside the function"):
            diff(lambda x, make=make: make(x) * x)(2.0)


@pytest.mark.parametrize("diff", [derivative, grad])
def test_a_variable_kept_from_a_derivative_that_has_ended(diff):
    kept = []
    diff(lambda x: kept.append(x) or x)(2.0)
    message = "belongs to a derivative that has ended, and was kept from there"
    for outer in (derivative, grad):
        with pytest.raises(UnsupportedTypeError, match=message):
            outer(lambda x: x * kept[0])(3.0)
        with pytest.raises(UnsupportedTypeError, match=message):
            outer(lambda x: diff(lambda y: kept.append(y) or y * y)(x) * kept[-1])(3.0)
    with pytest.raises(UnsupportedTypeError, match=message):
        grad(lambda x, state: kept[0])(3.0, [1.0])


def test_variables_by_hand_outside_are_no_leak():
    w = Var(3.0)
    slope = grad(lambda x: w * x * w)(2.0)
    slope.backward()
    assert (slope.data, w.grad) == (9.0, 6.0)
    d = Dual(2.0, 1.0)
    assert derivative(lambda x: d * x)(2.0).tangent == 1.0


def test_shapes_that_do_not_match():
    for attempt in (
        lambda: jvp(sin, (1.0,), (1.0, 2.0)),
        lambda: jvp(sin, 1.0, 1.0),
        lambda: jvp(lambda x: x[0], ([1.0, 2.0],), ([1.0],)),
        lambda: jvp(lambda x: x[0], ([1.0, 2.0],), (1.0,)),
        lambda: jvp(sin, (1.0,), ([1.0],)),
        lambda: vjp(lambda x: [x, x], 1.0)[1](1.0),
        lambda: vjp(lambda x: [x, x], 1.0)[1]([1.0]),
        lambda: hvp(lambda x: x[0], [1.0], [1.0, 2.0]),
    ):
        with pytest.raises(StructureMismatchError):
            attempt()


def test_functions_of_a_list_need_a_flat_list():
    for attempt in (lambda: jacobian(lambda x: x)(1.0), lambda: hessian(sin)([[1.0]])):
        with pytest.raises(UnsupportedTypeError, match="one flat list or tuple"):
            attempt()
    with pytest.raises(UnsupportedTypeError, match="use grad or jacobian"):
        derivative(sin)([1.0])


def test_an_argument_number_that_does_not_exist():
    with pytest.raises(IndexError, match="argnum is 2, but there are 1 arguments"):
        grad(sin, argnum=2)(1.0)


@pytest.mark.parametrize("argnum", [(0, 0), (0, -2), (-1, 1), [1, 0, 1]])
def test_an_argument_number_twice(argnum):
    with pytest.raises(ValueError, match=r"argnum is .*, which names one of 2 arguments twice"):
        grad(lambda x, y: x * y, argnum=argnum)(2.0, 3.0)


@pytest.mark.parametrize("argnum", [True, (0, False), 1.0, (0.0,), "0", None, ((0,), 1)])
def test_argument_numbers_are_whole_numbers(argnum):
    with pytest.raises(TypeError, match=r"argnum is .*, but arguments are numbered 0, 1, 2"):
        grad(lambda x, y: x * y, argnum=argnum)


def test_no_argument_number():
    for argnum in ((), []):
        with pytest.raises(ValueError, match="argnum names no argument"):
            grad(sin, argnum=argnum)


@pytest.mark.parametrize("diff", [derivative, grad, jacobian, hessian])
def test_arguments_have_no_names(diff):
    with pytest.raises(TypeError, match=r": pass x by position, not by name\. .*lambda x: f\("):
        diff(sin)(x=1.0)
    with pytest.raises(TypeError, match="pass n, m by position"):
        diff(sin)(1.0, n=2, m=3)
