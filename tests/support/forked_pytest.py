"""Runs pytest in a fork of a process that has imported the large libraries already.

Tests of a mutant end at the first that fails: most of their time went into importing PyTorch.
Nothing of the project is imported before the fork, so that each run finds the copy it is given.
Run as a program, this is that process: it takes one order after another, a line of JSON each.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

# PyTorch imports the largest of its parts only when the first optimizer is made.
LIBRARIES = (
    "beartype",
    "hypothesis",
    "jaxtyping",
    "matplotlib.pyplot",
    "nbgrader.preprocessors",
    "numpy",
    "pytest",
    "scipy.stats",
    "sklearn.datasets",
    "sphinx.application",
    "torch._dynamo",
)
LIMIT = 300  # seconds, also on a busy machine
# Where nobody says otherwise each run has the machine for itself, and sees no plugin: less time.
OWN = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OMP_NUM_THREADS": "1"}


def run(arguments: list[str], output: Path, **environment: str) -> int:
    """The status of pytest with these arguments; what it says is written to `output`.

    `environment` is added to that of this process. A run that takes too long is ended by a
    signal: its status is then that signal's number, negative.
    """
    order = {"arguments": arguments, "output": str(output), "environment": environment}
    server = _server()
    server.stdin.write(json.dumps(order) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


@cache
def _server() -> subprocess.Popen:
    """The process that forks, one for each process of tests; it ends with the end of its input."""
    return subprocess.Popen(
        [sys.executable, __file__],
        env={**os.environ, **OWN, "PYTHONPATH": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _serve() -> None:
    for name in LIBRARIES:
        import_module(name)
    _first_failure_is_enough()
    gc.freeze()  # else each run would copy all of them at its first collection
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _obey(**json.loads(line))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(status, flush=True)


def _first_failure_is_enough() -> None:
    """Hypothesis looks for no simpler example: that takes longer than all the rest."""
    from hypothesis import Phase, settings

    phases = set(Phase) - {Phase.shrink, Phase.explain}
    settings.register_profile("first failure", phases=phases)
    settings.load_profile("first failure")


def _obey(arguments: list[str], output: str, environment: dict[str, str]) -> None:
    """Be what `python -m pytest` with these arguments would be, and end."""
    import pytest

    status = 70  # as programs say that they failed themselves
    signal.alarm(LIMIT)
    with Path(output).open("w") as said, Path(os.devnull).open() as nothing:
        for stream, number in ((nothing, 0), (said, 1), (said, 2)):
            os.dup2(stream.fileno(), number)
    os.environ.update(environment)
    try:
        status = int(pytest.main(arguments))
        sys.stdout.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _serve()
