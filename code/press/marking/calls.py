"""Both ends of a call from a test to a student's function, in two processes that share nothing.

This text, after that of `wire`, is sent to the kernel in which the student's cells have run
(`serve`) and to a process that has seen nothing of theirs (`examine`).
"""

import builtins
import contextlib
import io
import json
import os
import socket
import sys
from pathlib import Path

from press.marking.wire import Unsendable, decode, encode, state, write_back


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
    before = [state(x) for x in given]
    try:
        value = names[name]
        value = encode(value(*args, **settings) if args is not None else value)
    except Unsendable as error:
        return {"error": ["TypeError"], "words": f"{name} gives {error}, no number or tensor"}
    except BaseException as error:
        return {"error": [kind.__name__ for kind in type(error).__mro__], "words": str(error)}
    after = [state(x) for x in given]
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

    drawn = torch.get_rng_state()
    for line in sys.stdin:
        code, functions, values, seed = json.loads(line)
        os.environ["DIFFPROG_COURSE_SEED"] = seed
        torch.set_rng_state(drawn)
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
