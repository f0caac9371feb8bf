"""Derivatives from values alone."""

import numpy as np

from diffprog.check.values import rounding, to_array


def central_difference(f, x, h=None):
    """(f(x + h) - f(x - h)) / 2h, for each entry of x in turn.

    Shapes: for a number x the result is like f's output; for an array, a sequence or a
    tensor x of shape (...) it is f.shape + (...). f is given the kind that x is.
    The step is eps**(1/3) max(1, |x|) by default, where truncation and rounding balance.
    Raises ValueError if x is empty or not finite, or h is not positive or vanishes beside x;
    TypeError if x is no real number.
    Source: Press et al. (2007), Numerical Recipes, section 5.7.
    """
    values = to_array(x, "x")
    if values.dtype.kind == "c":
        raise TypeError("x is complex; central_difference takes real numbers")
    if not (values.size and np.isfinite(values).all()):
        raise ValueError(f"x must be finite and not empty, got {x}")
    if hasattr(x, "detach"):
        return _of_tensor(f, x.detach(), h)
    if values.ndim == 0:
        return _slope(f, x if hasattr(x, "dtype") else float(x), h)
    return _of_array(f, x, values, h)


def _slope(f, x, h):
    h = rounding(x) ** (1 / 3) * max(1.0, abs(float(x))) if h is None else float(h)
    if not h > 0:
        raise ValueError(f"the step h must be positive, got {h}")
    up, down = x + h, x - h
    if up == down:
        raise ValueError(f"the step h = {h:g} vanishes beside x = {float(x):g}")
    return _difference(f(up), f(down)) / (up - down)  # the step that was really taken


def _difference(up, down):
    if isinstance(up, (list, tuple)):
        up, down = to_array(up, "f(x + h)"), to_array(down, "f(x - h)")
    return up - down


def _of_array(f, x, values, h):
    kind = type(x) if isinstance(x, (list, tuple)) else None
    if rounding(x) > rounding(1.0):
        values = values.astype(x.dtype)  # a float32 array stays one

    def along(index):
        def g(entry):
            moved = values.copy()
            moved[index] = entry
            return to_array(f(kind(moved.tolist()) if kind else moved), "f(x)")

        return g

    columns = [_slope(along(i), values[i], h) for i in np.ndindex(values.shape)]
    return np.stack(columns, axis=-1).reshape(columns[0].shape + values.shape)


def _of_tensor(f, x, h):
    import torch

    x = x if x.is_floating_point() else x.double()

    def along(index):
        def g(entry):
            moved = x.clone()
            moved[index] = entry
            return torch.as_tensor(f(moved)).detach()

        return g

    columns = [_slope(along(i), x[i], h) for i in np.ndindex(tuple(x.shape))]
    return torch.stack(columns, dim=-1).reshape(columns[0].shape + x.shape)
