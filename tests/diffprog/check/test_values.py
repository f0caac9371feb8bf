"""All kinds of numbers become the same array."""

from fractions import Fraction

import numpy as np
import pytest
import sympy
import torch
from diffprog.check import CheckFailed, agree
from diffprog.check.values import number, to_array

ROOT = torch.tensor([1.5, -2.0], requires_grad=True)


@pytest.mark.parametrize(
    "value",
    [
        [1.5, -2.0],
        (1.5, -2),
        np.array([1.5, -2.0], dtype=np.float16),
        [np.float32(1.5), torch.tensor(-2)],
        ROOT,
        2 * ROOT / 2,
        torch.tensor([1.5, -2.0], dtype=torch.bfloat16),
        torch.tensor([1.5, -2.0]).to_sparse(),
        torch.complex(torch.tensor([0.0, 0.0]), torch.tensor([-1.5, 2.0])).conj().imag,
        [sympy.Rational(3, 2), sympy.Integer(-2)],
        [Fraction(3, 2), sympy.sqrt(4) * -1],
        np.array([1.5, -2], dtype=object),
    ],
)
def test_real_numbers(value):
    array = to_array(value, "here")
    assert array.dtype == np.float64
    assert array.tolist() == [1.5, -2.0]


def test_shapes_are_kept():
    for shape in [(), (1,), (2, 3), (2, 1, 3)]:
        for value in (np.ones(shape), torch.ones(shape), np.ones(shape).tolist()):
            assert to_array(value, "here").shape == shape
    rows = [torch.ones(2, 3), np.ones((2, 3))]
    assert to_array(rows, "here").shape == (2, 2, 3)
    assert to_array([], "here").shape == (0,)


def test_complex_numbers_keep_both_parts():
    assert to_array([1, 2j], "here").tolist() == [1, 2j]
    assert to_array(torch.tensor([1 + 2j]).conj(), "here").tolist() == [1 - 2j]
    assert to_array(1 + 2 * sympy.I, "here") == 1 + 2j
    with pytest.raises(CheckFailed):
        agree("conjugate", 1 + 2j, 1 - 2j)


def test_truth_values_are_0_and_1():
    assert to_array([True, False], "here").tolist() == [1.0, 0.0]
    agree("masks", np.array([True, False]), torch.tensor([True, False]))
    with pytest.raises(CheckFailed, match="disagree"):
        agree("masks", [True, False], [True, True])


def test_large_integers():
    assert to_array(10**400 // 10**390, "here") == 1e10
    agree("factorial", sympy.factorial(30), 265252859812191058636308480000000)


@pytest.mark.parametrize(
    "value",
    [
        "1.0",
        b"1",
        None,
        {"a": 1},
        {1, 2},
        sympy.Symbol("x"),
        object(),
        [1, "2"],
        [None],
        np.array([1, "2"], dtype=object),
    ],
)
def test_what_is_no_number_is_named(value):
    with pytest.raises(TypeError, match=r"^here.* is .*not (a|an array of) number"):
        to_array(value, "here")


def test_ragged_rows_are_named():
    with pytest.raises(CheckFailed, match=r"row 0 has shape \(2,\), row 1 has \(1,\)"):
        to_array([[1, 2], [3]], "here")
    with pytest.raises(CheckFailed, match=r"here\[1\] is ragged"):
        to_array([[[1], [2]], [[3], [4, 5]]], "here")


def test_nothing_is_changed():
    value = [1, 2]
    array = np.ones(2)
    to_array(value, "here")[0] = 9
    to_array(array, "here")[0] = 9
    tensor = torch.ones(2, dtype=torch.float64)
    to_array(tensor, "here")[0] = 9
    assert (value, array.tolist(), tensor.tolist()) == ([1, 2], [1.0, 1.0], [1.0, 1.0])


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (3, "3"),
        (123456, "123,456"),
        (0.123456, "0.123"),
        (np.int64(7), "7"),
        (3.0, "3"),
        (True, "True"),
        (-1549.6, "-1,550"),
        (999.7, "1,000"),
        (999_400.0, "999,000"),
        (1_063_000.0, "1,060,000"),
        (3.41e10, "3.41e+10"),
    ],
)
def test_printed_numbers(x, text):
    assert number(x) == text


def test_in_a_notebook_the_message_stands_first_and_no_other_code_is_shown():
    """A traceback would show the whole test, with all its hints, above the message."""
    try:
        raise CheckFailed("it is 2, but should be 3")  # this line
    except CheckFailed as error:
        first, second = error._render_traceback_()
    assert first == "CheckFailed: it is 2, but should be 3"
    assert second.startswith("  in line ")
    assert second.endswith("# this line")
