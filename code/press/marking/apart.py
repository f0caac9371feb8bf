"""A second opinion on each test that passes: the test runs again where no student's code has run.

In the student's own process a test can be made to pass. So what passes there is tried again, with
other inputs, in a process that calls the student's functions from outside and compares by itself.
That a test cannot be tried so is decided by what the lab gives out and by what the test asks
for, and never by what a student has written.
"""

import ast
import atexit
import builtins
import contextlib
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from press.labs.kinds import TASK, is_test, kind_of
from press.marking import frames, sandbox, trust
from press.marking.tables import in_a_line

SENT = [Path(__file__).with_name(name) for name in ("frames.py", "wire.py", "calls.py")]
PASSED, CANNOT = "passed", "cannot: "
DELAY = 0.02  # seconds between two looks for a socket


def text() -> str:
    """The program for both sides, which imports nothing of the press."""
    lines = [line for file in SENT for line in file.read_text(encoding="utf-8").splitlines()]
    return "\n".join(line for line in lines if not line.startswith("from press."))


class Given:
    """What a lab gives out, as it bears on its tests: imports, functions, classes."""

    def __init__(self, release: NotebookNode) -> None:
        self.imports, self.functions, self.other = {}, set(), set()
        cells = [c for c in release.cells if c.cell_type == "code"]
        tests = [c for c in cells if is_test(c)]
        self.tests = {c.metadata["nbgrader"]["grade_id"]: c.source for c in tests}
        self.bound = {n for c in cells if c not in tests for n in trust.bound(c.source)}
        self.stubs = {c.source for c in cells if kind_of(c) is TASK}
        for node in (node for c in cells if c not in tests for node in _parsed(c.source)):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                for alias in node.names:
                    self.imports[(alias.asname or alias.name).partition(".")[0]] = ast.unparse(node)
            elif isinstance(node, ast.FunctionDef):
                self.functions.add(node.name)
            elif isinstance(node, ast.ClassDef):
                self.other.add(node.name)

    def request(self, test: str) -> tuple[str, list[str], list[str]] | None:
        """A test with its imports, the functions it calls and the values it reads, of a student.

        None where the test needs objects, which cannot be sent.
        """
        names = [node for node in ast.walk(ast.parse(test)) if isinstance(node, ast.Name)]
        own = {node.id for node in names if not isinstance(node.ctx, ast.Load)} | _defined(test)
        free = {node.id for node in names} - own - set(dir(builtins))
        if free & self.other:
            return None
        imports = sorted({self.imports[name] for name in free & set(self.imports)})
        functions = free & self.functions
        values = free - functions - set(self.imports)
        return "\n".join([*imports, test]), sorted(functions), sorted(values)


def _parsed(code: str) -> list[ast.stmt]:
    try:
        return ast.parse(code).body
    except SyntaxError:  # a stub that is no program yet
        return []


def _defined(code: str) -> set[str]:
    """Names that a test gives to functions, arguments and what it imports."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(a.asname or a.name).partition(".")[0] for a in node.names}
    return found


class Examiner:
    """The process in which tests run apart: for each it makes another, which ends with the test.

    So one serves a whole class: what a test runs in has seen no other notebook, and has a link of
    its own, on which no other verdict can come.
    """

    def __init__(self) -> None:
        self._own = Path(tempfile.mkdtemp(prefix="lab-"))
        code = f"{text()}\nexamine()\n"
        command = sandbox.command([sys.executable, "-c", code], self._own)
        self._control, theirs = socket.socketpair()
        with theirs:
            pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            self.process = subprocess.Popen(command, stdin=theirs, **pipes)

    def verdict(
        self, request: tuple, seed: str, place: Path, seconds: float, cut: bool = False
    ) -> str:
        """What becomes of a test, whose functions are called through the socket at `place`.

        With `cut` no gradient goes through a student's function. Raises TimeoutError, EOFError
        when the student's process ends, and BrokenPipeError when this one has.
        """
        until = time.monotonic() + seconds
        with socket.socket(socket.AF_UNIX) as link, self._begun(until) as test:
            _connect(link, place, until)
            said = json.dumps([*request, seed, cut]).encode()
            while True:
                said = _exchanged(test, said, until)
                if isinstance(verdict := json.loads(said), str):
                    return in_a_line(verdict)  # a student can choose its words
                frames.send(link, said, until)
                said = frames.receive(link, until)

    def _begun(self, until: float) -> socket.socket:
        """A link to a new process, of which the other end goes to the examiner."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._control.settimeout(max(until - time.monotonic(), DELAY))
            socket.send_fds(self._control, [b"1"], [theirs.fileno()])
        return ours

    def close(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        self._control.close()
        shutil.rmtree(self._own, ignore_errors=True)


@cache
def examiner() -> Examiner:
    """The one that serves all notebooks of this process."""
    atexit.register(close_examiner)
    return Examiner()


def close_examiner() -> None:
    """End it, if there is one; the next is new."""
    if examiner.cache_info().currsize:
        examiner().close()
        examiner.cache_clear()


def _exchanged(test: socket.socket, said: bytes, until: float) -> bytes:
    """What the test's process says to this, a call or the verdict."""
    try:
        frames.send(test, said, until)
        return frames.receive(test, until)
    except (EOFError, ConnectionError):
        raise BrokenPipeError from None


def _connect(link: socket.socket, place: Path, until: float) -> None:
    """Link to the socket at this place, which must be one itself and lead to no other."""
    while True:
        with contextlib.suppress(FileNotFoundError, ConnectionRefusedError):
            return _connect_once(link, place)
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(DELAY)


def _connect_once(link: socket.socket, place: Path) -> None:
    found = os.open(place, os.O_PATH | os.O_NOFOLLOW)
    try:
        if not stat.S_ISSOCK(os.fstat(found).st_mode):
            raise EOFError
        link.connect(f"/proc/self/fd/{found}")  # what was looked at, whatever lies there now
    finally:
        os.close(found)
