"""Claims of identity and of outcome."""

from itertools import combinations

import numpy as np

from diffprog.check.values import (
    CheckFailed,
    at,
    number,
    require_claim,
    require_numbers,
    require_tolerances,
    to_array,
    zero_of,
)


def agree(claim, *values, rtol=1e-6, atol=None):
    """Check |a - b| <= atol + rtol max(|a|, |b|), entry by entry, for all pairs of routes.

    `atol`, by default, is 1e-9 of the largest number in the two routes, and at most 1e-9: small
    entries may differ beside large ones, small numbers alone may not. State it where the truth
    is 0 and a route has rounding noise.
    Shapes: each value has the same shape (...). Prints the largest |a - b|, divided by
    max(|a|, |b|) where that exceeds 1 (or the largest number, if smaller and no `atol` is
    stated). Equal infinities agree.
    Raises CheckFailed on disagreement, NaN, unequal shapes, empty values or fewer than two;
    TypeError for what is no number; ValueError for a tolerance that is negative or passes all.
    Source: this book's page "Preface" (identity).
    """
    require_claim(claim)
    require_tolerances(claim, rtol, atol)
    if len(values) < 2:
        raise CheckFailed(f"{claim}: agreement needs two or more routes, got {len(values)}")
    _require_distinct(claim, values)
    arrays = [_route(value, i + 1, claim) for i, value in enumerate(values)]
    worst = max(
        _compare(claim, (i + 1, j + 1), arrays[i], arrays[j], rtol, atol)
        for i, j in combinations(range(len(arrays)), 2)
    )
    how = f"to {worst:.0e}".replace("e-0", "e-") if worst else "exactly"
    print(f"✓ {claim}: {len(arrays)} routes agree {how}")


def _require_distinct(claim, values):
    for (i, a), (j, b) in combinations(enumerate(values, 1), 2):
        if a is b and (hasattr(a, "__setitem__") or hasattr(a, "detach")):
            raise CheckFailed(
                f"{claim}: routes {i} and {j} are one object, which always agrees with itself; "
                "pass a copy if it was changed in place"
            )


def _route(value, position, claim):
    place = f"route {position}"
    return require_numbers(to_array(value, f"{claim}: {place}"), place, claim)


@np.errstate(over="ignore")
def _compare(claim, routes, a, b, rtol, atol):
    i, j = routes
    if a.shape != b.shape:
        raise CheckFailed(f"{claim}: route {i} has shape {a.shape}, route {j} has {b.shape}")
    same = a == b  # also equal infinities
    finite = np.isfinite(a) & np.isfinite(b)
    size = np.where(finite, np.maximum(abs(a), abs(b)), 1.0)
    apart = np.abs(np.where(finite, a, 0) - np.where(finite, b, 0))
    gap = np.where(finite | same, apart, np.inf)  # an infinity against anything else
    zero = zero_of(a, b) if atol is None else atol
    tolerance = zero + rtol * size
    if (gap > tolerance).any():
        k = np.unravel_index(np.argmax(gap / np.maximum(tolerance, 1e-300)), gap.shape)
        where = at(tuple(int(n) for n in k))
        raise CheckFailed(
            f"{claim}: routes {i} and {j} disagree{where}: {a[k]:.9g} and {b[k]:.9g} "
            f"differ by {gap[k]:.2g}, more than {tolerance[k]:.2g} "
            f"({np.count_nonzero(gap > tolerance)} of {gap.size} entries)"
        )
    unit = 1.0 if atol is not None else 1e9 * zero or 1.0
    return float((gap / np.maximum(size, unit)).max())


def better(claim, value, than, *, by, larger=False):
    """Check value * by <= than, or value >= than * by where larger is better.

    Shapes: `value` and `than` are single positive numbers; `by` > 1 has no unit.
    Raises CheckFailed if it does not hold, or if a number is NaN, infinite, negative, or
    the baseline is 0; ValueError unless by > 1; TypeError for what is no number.
    Source: this book's page "Preface" (outcome).
    """
    require_claim(claim)
    if not 1 < by < np.inf:
        raise ValueError(f"{claim}: by is a factor above 1, got {by}")
    value, than = (
        _positive(claim, name, x) for name, x in (("the value", value), ("the baseline", than))
    )
    if than == 0:
        raise CheckFailed(f"{claim}: the baseline is 0, and no factor measures against it")
    factor = value / than if larger else (than / value if value else float("inf"))
    comparison = "larger" if larger else "smaller"
    if factor < by:
        raise CheckFailed(
            f"{claim}: {number(value)} is not {number(by)} times {comparison} than "
            f"{number(than)} (it is {number(factor)} times {comparison})"
        )
    print(f"✓ {claim}: {number(value)} against {number(than)}, {number(factor)} times {comparison}")


def _positive(claim, name, value):
    array = require_numbers(to_array(value, f"{claim}: {name}"), name, claim)
    if array.size != 1 or array.dtype.kind == "c":
        raise CheckFailed(f"{claim}: {name} must be one real number, got shape {array.shape}")
    if not 0 <= array.item() < np.inf:
        raise CheckFailed(
            f"{claim}: {name} is {array.item():.3g}; a factor compares finite, positive numbers"
        )
    return array.item()


def holds(claim, condition, /, **numbers):
    """Check that `condition` is true, and print the named numbers beside the claim.

    Shapes: `condition` is one truth value (bool, or a 0-d boolean array or tensor);
    each of `numbers` is one number.
    Raises CheckFailed if it is false or a number is NaN; TypeError for a condition that is
    no truth value, so that `holds("...", x)` cannot pass because x is not empty.
    """
    require_claim(claim)
    truth = _truth(claim, condition)
    shown = ", ".join(f"{name} = {_show(claim, name, x)}" for name, x in numbers.items())
    if not truth:
        raise CheckFailed(f"{claim}: it does not hold" + (f" ({shown})" if shown else ""))
    print(f"✓ {claim}" + (f": {shown}" if shown else ""))


def _truth(claim, condition):
    dtype, shape = getattr(condition, "dtype", None), getattr(condition, "shape", None)
    if isinstance(condition, bool):
        return condition
    if str(dtype) in ("bool", "torch.bool") and tuple(shape) == ():
        return bool(condition)
    raise TypeError(
        f"{claim}: the condition must be one truth value, got {type(condition).__name__}"
        + (f" of shape {tuple(shape)}; use .all()" if shape is not None else "; use bool(...)")
    )


def _show(claim, name, x):
    array = require_numbers(to_array(x, f"{claim}: {name}"), name, claim)
    if array.shape:
        raise CheckFailed(f"{claim}: {name} must be one number, got shape {array.shape}")
    return number(x if isinstance(x, (bool, int)) else array.item())
