"""Numbers of every kind, brought to one: NumPy arrays of float64 or complex128."""

import traceback
from numbers import Number

import numpy as np


class CheckFailed(AssertionError):  # noqa: N818 (a claim fails; nothing is broken)
    """A claim that did not hold; the message says what, where and by how much."""

    def _render_traceback_(self):
        """What Jupyter shows: the message, then the line of the cell, and no other code.

        A traceback would show a whole test first, with its hints.
        """
        lines = traceback.extract_tb(self.__traceback__)
        here = next((line for line in lines if "site-packages" not in line.filename), None)
        where = [f"  in line {here.lineno}: {here.line}"] if here and here.line else []
        return [f"{type(self).__name__}: {self}", *where]


def to_array(value, place):
    """The numbers in `value` as a float64 or complex128 array of the same shape.

    Shapes: `value` of shape (...) gives (...). Takes numbers (SymPy's too), nested
    sequences, NumPy arrays and torch tensors on any device, detached first; a truth
    value counts as 0 or 1. `place` names the value in messages.
    Raises TypeError for anything that is not a number, CheckFailed for ragged rows.
    """
    if hasattr(value, "detach"):
        value = tensor_to_numpy(value)
    elif isinstance(value, (list, tuple)):
        value = sequence_to_numpy(value, place)
    array = np.asarray(value)
    if array.dtype == object:
        array = objects_to_numbers(array, place)
    if array.dtype.kind not in "biufc":
        raise TypeError(f"{place} is {type(value).__name__}, not a number or an array of numbers")
    return array.astype(complex if array.dtype.kind == "c" else float)


def tensor_to_numpy(tensor):
    """A torch tensor as an array of the same shape (...), without importing torch."""
    tensor = tensor.detach().cpu()
    if getattr(tensor, "is_sparse", False):
        tensor = tensor.to_dense()
    if tensor.is_floating_point():
        tensor = tensor.double()  # NumPy has no bfloat16
    return tensor.resolve_conj().resolve_neg().numpy()


def sequence_to_numpy(rows, place):
    """A nested sequence of N rows of shape (...) as an array of shape (N, ...).

    Raises CheckFailed where two rows differ in shape.
    """
    if all(isinstance(row, (bool, int, float, complex)) for row in rows):
        return np.array(rows)
    arrays = [to_array(row, f"{place}[{i}]") for i, row in enumerate(rows)]
    for i, array in enumerate(arrays):
        if array.shape != arrays[0].shape:
            raise CheckFailed(
                f"{place} is ragged: row 0 has shape {arrays[0].shape}, row {i} has {array.shape}"
            )
    return np.array(arrays)


def objects_to_numbers(array, place):
    """An array of objects, such as SymPy numbers, as numbers; the same shape (...).

    Raises TypeError for an object that is no number.
    """
    return np.array([_number(item, place) for item in array.ravel()]).reshape(array.shape)


def _number(item, place):
    if isinstance(item, (str, bytes)) or item is None:
        raise TypeError(f"{place} is {item!r}, not a number")
    if isinstance(item, Number) and not hasattr(item, "evalf"):
        return complex(item) if isinstance(item, complex) else float(item)
    try:
        number = complex(item)
    except (TypeError, ValueError):
        number = _real(item, place)
    return number if number.imag else number.real


def _real(item, place):
    try:
        return float(item)
    except (TypeError, ValueError):
        raise TypeError(
            f"{place} is {type(item).__name__} {str(item)[:40]!r}, not a number"
        ) from None


def require_numbers(array, place, claim):
    """`array` of any shape (...), unless it is empty or holds a NaN.

    Raises CheckFailed, naming the place.
    """
    if array.size == 0:
        raise CheckFailed(f"{claim}: {place} is empty (shape {array.shape}): nothing is compared")
    if np.isnan(array).any():
        raise CheckFailed(f"{claim}: {place} is NaN{at(first(np.isnan(array)))}")
    return array


def zero_of(*arrays):
    """What counts as zero beside the numbers of `arrays`: 1e-9 of the largest, at most 1e-9.

    So a number is small beside others, or because its caller states an `atol`; 1e-12 and
    5e-10 alone are different numbers.
    """
    sizes = [np.abs(array[np.isfinite(array)]).max(initial=0.0) for array in arrays]
    return 1e-9 * min(1.0, max(sizes))


def require_tolerances(claim, rtol, atol):
    """Two numbers that can tell right from wrong; `atol` may be None.

    Raises ValueError unless 0 <= rtol < 1 and 0 <= atol < infinity.
    """
    if not 0 <= rtol < 1:
        raise ValueError(f"{claim}: rtol is a fraction from 0 up to, not including, 1; got {rtol}")
    if atol is not None and not 0 <= atol < np.inf:
        raise ValueError(f"{claim}: atol is finite and not negative, got {atol}")


def rounding(value):
    """The distance from 1 to the next number in the precision of `value`; float64 by default."""
    kind = str(getattr(value, "dtype", "float64")).removeprefix("torch.")
    return {"bfloat16": 2.0**-7, "float16": 2.0**-10, "float32": 2.0**-23}.get(kind, 2.0**-52)


def first(mask):
    """The index of the first true entry of `mask`, shape (...), as a tuple of ints."""
    return tuple(int(i) for i in np.argwhere(mask)[0])


def at(index):
    """How a message names an index: nothing for a single number, ` at [i, j]` else."""
    return f" at {list(index)}" if index else ""


def number(x):
    """A number for a printed line: integers in full, else three significant digits.

    Thousands have their marks, as a sentence has them: 1,550 and not 1.55e+03.
    """
    x = x.item() if hasattr(x, "item") else x
    if isinstance(x, bool):
        return str(x)
    if isinstance(x, int):
        return f"{x:,}"
    short = f"{x:.3g}"
    return f"{float(short):,.0f}" if 1e3 <= abs(float(short)) < 1e9 else short


def require_claim(claim):
    """`claim`, which must say something.

    Raises TypeError unless it is a string with text in it.
    """
    if not isinstance(claim, str) or not claim.strip():
        raise TypeError(f"the first argument is the claim, a text; got {claim!r}")
    return claim
