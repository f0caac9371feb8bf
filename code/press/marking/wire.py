"""What goes between a test and a student's function in two processes that share nothing, as JSON.

What a student's process says is data: numbers, texts, sequences and tensors, and nothing that could
run. A test may also give a function, a class of PyTorch or a generator.
"""

import base64
import inspect
import pickle
import types

PLAIN = (bool, int, float, str, type(None))


class Unsendable(Exception):  # noqa: N818 (a test asks for what is no data)
    """A value that is no data: a function, an object, a tensor that belongs to a graph."""


class Handed(list):
    """What a function is given and may change in place, in order.

    With `cut` a tensor goes as a leaf whatever its gradient belongs to: so a test that needs no
    gradient through a student's function can always be tried, whatever that function returns.
    """

    def __init__(self, cut=False):
        super().__init__()
        self.cut = cut


def encode(value, given=None):
    """A value as JSON; `given` collects what a function may change in place, in order."""
    import numpy as np
    import torch

    if isinstance(value, PLAIN):
        return value
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, (list, tuple)):
        if given is not None and isinstance(value, list):
            given.append(value)
        kind = "list" if isinstance(value, list) else "tuple"
        return {kind: [encode(x, given) for x in value]}
    if isinstance(value, dict):
        return {"dict": [[encode(k, given), encode(v, given)] for k, v in value.items()]}
    if isinstance(value, torch.dtype):
        return {"type": str(value).removeprefix("torch.")}
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "biufc":
        return {"array": encode(torch.as_tensor(_usual(value, np)))}
    if given is not None and isinstance(value, torch.Generator):
        given.append(value)
        return {"generator": state(value)}
    if given is not None and callable(value) and _travels(value, torch):
        import cloudpickle

        return {"code": base64.b64encode(cloudpickle.dumps(value)).decode()}
    if not isinstance(value, torch.Tensor) or value.layout != torch.strided:
        raise Unsendable(type(value).__name__)
    if given is not None:
        if value.requires_grad and not getattr(given, "cut", False):
            raise Unsendable("a tensor whose gradient is asked for")
        given.append(value)
    return _of_tensor(value, torch)


def state(value):
    """As `encode`, for what a function may change in place."""
    return encode(value.get_state() if hasattr(value, "get_state") else value)


def _travels(function, torch):
    """Whether a function does the same elsewhere: it changes nothing that is seen from here."""
    if function.__module__ != "__main__":
        return isinstance(function, (type, types.BuiltinFunctionType, types.FunctionType))
    if not isinstance(function, types.FunctionType):
        return False
    used = inspect.getclosurevars(function)
    known = (*PLAIN, types.ModuleType, torch.Tensor, torch.dtype)
    many = [*used.nonlocals.values(), *used.globals.values()]
    return all(isinstance(x, known) or (callable(x) and _travels(x, torch)) for x in many)


def _usual(value, np):
    """A copy of an array as PyTorch can have it: in one piece, and of no number beyond 64 bits."""
    kind = {"g": "d", "G": "D"}.get(value.dtype.char, value.dtype.newbyteorder("="))
    return np.array(value, dtype=kind, order="C")


def _of_tensor(value, torch):
    data = b""
    if value.numel() and not value.is_meta:
        flat = torch.empty(value.numel(), dtype=value.dtype).copy_(value.detach().reshape(-1))
        data = flat.view(torch.uint8).numpy().tobytes()
    return {
        "tensor": base64.b64encode(data).decode(),
        "type": str(value.dtype).removeprefix("torch."),
        "shape": list(value.shape),
        "device": "meta" if value.is_meta else "cpu",
        "grad": value.requires_grad,
    }


def decode(said, given=None):
    """The value that was encoded; `given` collects as `encode` does, where a test is believed."""
    import torch

    if not isinstance(said, dict):
        return said
    if "tensor" in said:
        dtype, shape = _type(said["type"], torch), said["shape"]
        if said["device"] == "meta":
            value = torch.empty(shape, dtype=dtype, device="meta")
        else:  # `reshape` raises where there are more or fewer data than a shape holds
            data = bytearray(base64.b64decode(said["tensor"]))
            flat = torch.frombuffer(data, dtype=dtype) if data else torch.empty(0, dtype=dtype)
            value = flat.reshape(shape).clone()
        if said["grad"]:
            value.requires_grad_()
        if given is not None:
            given.append(value)
        return value
    (kind, inner), *_ = said.items()
    if kind == "list":
        value = []
        if given is not None:
            given.append(value)
        value += [decode(x, given) for x in inner]
        return value
    if kind == "tuple":
        return tuple(decode(x, given) for x in inner)
    if kind == "dict":
        return {decode(k, given): decode(v, given) for k, v in inner}
    if given is not None and kind == "code":
        return pickle.loads(base64.b64decode(inner))
    if given is not None and kind == "generator":
        value = torch.Generator()
        value.set_state(decode(inner))
        given.append(value)
        return value
    if kind == "complex":
        return complex(*inner)
    if kind == "type":
        return _type(inner, torch)
    if kind == "array":
        return decode(inner).numpy()
    raise TypeError(f"{kind} is nothing that a student's function may give")


def _type(name, torch):
    """A type of tensors, and nothing else of what torch has."""
    if not isinstance(found := getattr(torch, name), torch.dtype):
        raise TypeError(f"{name} is no type of tensors")
    return found


def write_back(old, new):
    """Change lists and tensors of a caller as the function that got copies has changed those."""
    import torch

    for ours, theirs in zip(old, new, strict=True):
        if theirs is None:
            continue
        if isinstance(ours, list):
            ours[:] = decode(theirs)
            continue
        if hasattr(ours, "set_state"):
            ours.set_state(decode(theirs))
            continue
        changed = decode(theirs)
        asks, changed = changed.requires_grad, changed.detach()
        with torch.no_grad():  # it may be a leaf whose gradient is asked for
            if ours.shape == changed.shape and ours.dtype == changed.dtype:
                ours.copy_(changed)
            else:
                ours.data = changed
        if ours.is_leaf:
            ours.requires_grad_(asks)
