"""Values moved far from what they are: what a check that means something should notice."""

import functools
import types
from collections.abc import Callable
from typing import Any

# By a tenth and one, which is beyond any tolerance; to the other sign; by a power of ten; to
# nothing, which tells a difference from none.
MOVES: tuple[Callable, ...] = (
    lambda x: x * 11 / 10 + 1,
    lambda x: -x,
    lambda x: x * 10,
    lambda x: x * 0,
)
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, functools.partial)


def moved(value: Any, move: Callable) -> Any:
    """The value with all its numbers moved; a function is one whose results are moved.

    What holds no numbers comes back as it is, the same object.
    """
    import numpy as np
    import sympy
    import torch

    if isinstance(value, bool | np.bool_):
        return value
    if isinstance(value, int):
        return round(move(value))
    if isinstance(value, float | complex | np.number | np.ndarray | sympy.Basic):
        return move(value)
    if isinstance(value, torch.Tensor):
        return move(value.detach()).requires_grad_(value.requires_grad)
    if type(value) in (list, tuple):
        return type(value)([moved(item, move) for item in value])
    if type(value) is dict:
        return {key: moved(item, move) for key, item in value.items()}
    if isinstance(value, FUNCTIONS):
        return functools.wraps(value)(lambda *a, **k: moved(value(*a, **k), move))
    return value


def first_moved(value: Any) -> Any:
    """The value with the first of its parts moved alone, for parts may be each other's rivals.

    What has no parts, and a part without numbers, comes back as it is, the same object.
    """
    import numpy as np
    import torch

    if isinstance(value, torch.Tensor) and value.ndim and len(value):
        whole = value.detach().clone()
        whole[0] = MOVES[0](whole[0])
        return whole.requires_grad_(value.requires_grad)
    if isinstance(value, np.ndarray) and value.ndim and len(value):
        whole = value.copy()
        whole[0] = MOVES[0](whole[0])
        return whole
    if type(value) in (list, tuple) and value:
        first = moved(value[0], MOVES[0])
        return value if first is value[0] else type(value)([first, *value[1:]])
    if type(value) is dict and value:
        key, first = next(iter(value.items()))
        part = moved(first, MOVES[0])
        return value if part is first else {**value, key: part}
    return value
