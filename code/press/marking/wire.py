"""Both ends of a call from a test to a student's function, in two processes that share nothing.

The text of this file is sent to the kernel in which the student's cells have run (`serve`) and to
a process that has seen nothing of theirs (`examine`); lines of JSON go between them. What comes
back is data: numbers, texts, sequences and tensors, and nothing that could run.
"""

import base64
import builtins
import contextlib
import io
import json
import os
import socket
import sys
from pathlib import Path

PLAIN = (bool, int, float, str, type(None))


class Unsendable(Exception):  # noqa: N818 (a test asks for what is no data)
    """A value that is no data: a function, an object, a tensor that belongs to a graph."""


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
        return {"array": encode(torch.as_tensor(np.asarray(value)))}
    if not isinstance(value, torch.Tensor) or value.layout != torch.strided:
        raise Unsendable(type(value).__name__)
    if given is not None:
        if value.requires_grad:
            raise Unsendable("a tensor whose gradient is asked for")
        given.append(value)
    return _of_tensor(value, torch)


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
    """The value that was encoded; `given` collects lists and tensors in the order of `encode`."""
    import torch

    if not isinstance(said, dict):
        return said
    if "tensor" in said:
        dtype, shape = _type(said["type"], torch), said["shape"]
        data = bytearray(base64.b64decode(said["tensor"]))
        value = torch.empty(shape, dtype=dtype, device=said["device"])
        if data:
            value = torch.frombuffer(data, dtype=dtype).reshape(shape).clone()
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
    if kind == "complex":
        return complex(*inner)
    if kind == "type":
        return _type(inner, torch)
    return decode(inner).numpy()


def _type(name, torch):
    """A type of tensors, and nothing else of what torch has."""
    if not isinstance(found := getattr(torch, name), torch.dtype):
        raise TypeError(f"{name} is no type of tensors")
    return found


def write_back(old, new):
    """Change lists and tensors of a caller as the function that got copies has changed those."""
    for ours, theirs in zip(old, new, strict=True):
        if theirs is None:
            continue
        if isinstance(ours, list):
            ours[:] = decode(theirs)
            continue
        changed = decode(theirs)
        asks, changed = changed.requires_grad, changed.detach()
        if ours.shape == changed.shape and ours.dtype == changed.dtype:
            ours.copy_(changed)
        else:
            ours.data = changed
        ours.requires_grad_(asks)


def serve(place, names):
    """In the student's kernel: answer calls that come through the socket until it is closed."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen(1)
    stream = listening.accept()[0].makefile("rw", encoding="utf-8")
    for line in stream:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            said = _answer(names, *json.loads(line))
        stream.write(json.dumps(said) + "\n")
        stream.flush()
    listening.close()
    Path(place).unlink()


def _answer(names, name, args, settings):
    """What a call gives, or the error that it raises; and what it has changed in place."""
    given = []
    args, settings = decode(args, given), decode(settings, given)
    before = [encode(x) for x in given]
    try:
        value = names[name]
        value = encode(value(*args, **settings) if args is not None else value)
    except Unsendable as error:
        return {"error": ["TypeError"], "words": f"{name} gives {error}, no number or tensor"}
    except BaseException as error:
        return {"error": [kind.__name__ for kind in type(error).__mro__], "words": str(error)}
    after = [encode(x) for x in given]
    return {
        "value": value,
        "changed": [None if a == b else a for a, b in zip(after, before, strict=True)],
    }


class Call:
    """In the other process: a student's function, which is called where it is."""

    def __init__(self, name, ask):
        self.name, self.ask = name, ask

    def __call__(self, *args, **settings):
        given = []
        return self.get(encode(args, given), encode(settings, given), given)

    def get(self, args=None, settings=None, given=()):
        """What the call gives; without arguments, what has this name and is no function."""
        said = self.ask([self.name, args, settings])
        if "error" in said:
            raise _known(said["error"])(said["words"])
        write_back(given, said["changed"])
        return decode(said["value"])


def _known(names):
    """The nearest of an error's classes that exists here too."""
    kinds = (getattr(builtins, name, None) for name in names)
    found = (k for k in kinds if isinstance(k, type) and issubclass(k, Exception))
    return next(found, RuntimeError)


def examine():
    """In a process of its own: run the tests that come in, and say what became of each."""
    out, sys.stdout, sys.stderr = sys.stdout, io.StringIO(), io.StringIO()

    def ask(words):
        out.write(json.dumps(words) + "\n")
        out.flush()
        return json.loads(sys.stdin.readline())

    import torch

    state = torch.get_rng_state()
    for line in sys.stdin:
        code, functions, values, seed = json.loads(line)
        os.environ["DIFFPROG_COURSE_SEED"] = seed
        torch.set_rng_state(state)
        names = {"__name__": "__main__", **{name: Call(name, ask) for name in functions}}
        verdict = "passed"
        try:
            names |= {name: Call(name, ask).get() for name in values}
            exec(compile(code, "<test>", "exec"), names)
        except Unsendable as error:
            verdict = f"cannot: {error}"
        except BaseException as error:
            verdict = f"{type(error).__name__}: {error}"
        out.write(json.dumps(verdict) + "\n")
        out.flush()
