"""A student's answer against the right one, with a message that teaches."""

import numpy as np

from diffprog.check.values import (
    CheckFailed,
    at,
    require_claim,
    require_tolerances,
    to_array,
    zero_of,
)


def answer(claim, got, want, *, rtol=1e-6, atol=None, hints=None):
    """Check |got - want| <= atol + rtol |want|, entry by entry; wrong answers get a reason.

    `atol`, by default, is 1e-9 of the largest number in `want`, and at most 1e-9; where all of
    `want` is 0, it is 1e-9.

    Shapes: `want` has shape (...), and `got` must have just that shape. `hints` maps a
    sentence, such as "this is the mean; the loss is a sum", to the value, of any shape, that
    this mistake gives: when a wrong `got` is that value, the message is the sentence.
    Raises CheckFailed for None, another type or shape, NaN, and wrong numbers; ValueError for a
    NaN in `want`, and for a tolerance that is negative or passes all.
    Source: this book's page "Teaching with this book".
    """
    require_claim(claim)
    require_tolerances(claim, rtol, atol)
    right = to_array(want, f"{claim}: the right answer")
    if np.isnan(right).any():
        raise ValueError(f"{claim}: the right answer is NaN, so no answer can be right")
    atol = (zero_of(right) or 1e-9) if atol is None else atol
    given = _given(claim, got)
    if not _close(given, right, rtol, atol):
        raise CheckFailed(f"{claim}: {_reason(given, right, rtol, atol, hints or {})}")
    print(f"✓ {claim}")


def _given(claim, got):
    """What the student gave, as an array; None most often is a `return` forgotten."""
    if got is None:
        raise CheckFailed(f"{claim}: there is no answer (None); does your function `return` it?")
    if got is Ellipsis or got is NotImplemented:
        raise CheckFailed(f"{claim}: there is no answer yet")
    try:
        return to_array(got, "your answer")
    except TypeError as error:
        raise CheckFailed(f"{claim}: {error}") from None


def _close(a, b, rtol, atol, nan=False):
    """Whether a is b within the tolerances; a NaN is close to a NaN only if `nan` is true."""
    return a.shape == b.shape and np.allclose(a, b, rtol=rtol, atol=atol, equal_nan=nan)


def _reason(given, right, rtol, atol, hints):
    """Why an answer is wrong, in a sentence: the mistake if it is known."""
    for hint, value in hints.items():
        wrong = to_array(value, f"the hint '{hint}'")
        if _close(given, wrong, rtol, atol, nan=True):
            return hint
    if given.shape != right.shape:
        return f"its shape is {given.shape}, but should be {right.shape}"
    if np.isnan(given).any():
        return f"it is NaN{at(tuple(int(i) for i in np.argwhere(np.isnan(given))[0]))}"
    return _difference(given, right, rtol, atol)


def _difference(given, right, rtol, atol):
    """Where the two differ most, and in how many places."""
    wrong = ~np.isclose(given, right, rtol=rtol, atol=atol)
    with np.errstate(invalid="ignore"):
        gap = np.nan_to_num(np.abs(given - right), nan=np.inf)
    k = np.unravel_index(np.argmax(np.where(wrong, gap, -1.0)), gap.shape)
    many = f" ({wrong.sum()} of {wrong.size} entries are wrong)" if wrong.size > 1 else ""
    is_, should = _apart(given[k], right[k])
    return f"it is {is_}{at(tuple(int(i) for i in k))}, but should be {should}{many}"


def _apart(a, b):
    """Two different numbers for a printed line, with as many digits as tell them apart."""
    for digits in (3, 6, 9, 17):
        texts = f"{a:.{digits}g}", f"{b:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return texts
