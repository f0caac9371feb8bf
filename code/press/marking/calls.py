"""Both ends of a call from a test to a student's function, in two processes that share nothing.

This text, after that of `wire`, is sent to the kernel in which the student's cells have run
(`serve`) and to a process that has seen nothing of theirs (`examine`).
"""

import builtins
import contextlib
import io
import json
import os
import signal
import socket
import sys
from pathlib import Path

from press.marking.frames import receive, send
from press.marking.wire import Handed, Unsendable, decode, encode, state, write_back


def serve(place, names):
    """In the student's kernel: answer calls that come through the socket until it is closed."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen(1)
    try:
        link = listening.accept()[0]
        with link, contextlib.suppress(EOFError, ConnectionError):
            while True:
                send(link, json.dumps(_answer_quietly(names, json.loads(receive(link)))).encode())
    finally:
        listening.close()
        Path(place).unlink()


def _answer_quietly(names, asked):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return _answer(names, *asked)


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

    def __init__(self, name, ask, cut):
        self.name, self.ask, self.cut = name, ask, cut

    def __call__(self, *args, **settings):
        given = Handed(self.cut)
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
    """Run each test that comes in, in a process of its own, with a link of its own to the host.

    Through descriptor 0 come these links, one for each test. What a test runs in has begun as
    this process is and ends with the test, so that none can know or change another.
    """
    import cloudpickle  # noqa: F401 (each test would load them again)
    import diffprog.check
    import diffprog.runtime  # noqa: F401
    import torch  # noqa: F401

    control, nothing = socket.socket(fileno=os.dup(0)), os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    child = None
    while links := socket.recv_fds(control, 1, 1)[1]:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        with socket.socket(fileno=links[0]) as link:
            if not (child := os.fork()):
                try:
                    control.close()
                    _examine_one(link)
                finally:
                    os._exit(0)


def _examine_one(link):
    """Run the test that comes through a link, and say what became of it."""
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    code, functions, values, seed, cut = json.loads(receive(link))

    def ask(words):
        send(link, json.dumps(words).encode())
        return json.loads(receive(link))

    os.environ["DIFFPROG_COURSE_SEED"] = seed
    names = {"__name__": "__main__", **{name: Call(name, ask, cut) for name in functions}}
    verdict = "passed"
    try:
        names |= {name: Call(name, ask, cut).get() for name in values}
        exec(compile(code, "<test>", "exec"), names)
    except Unsendable as error:
        verdict = f"cannot: {error}"
    except BaseException as error:
        verdict = f"{type(error).__name__}: {error}"
    send(link, json.dumps(verdict).encode())
