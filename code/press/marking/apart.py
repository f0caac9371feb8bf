"""A second opinion on each test that passes: the test runs again where no student's code has run.

In the student's own process a test can be made to pass. So what passes there is tried again, with
other inputs, in a process that calls the student's functions from outside and compares by itself.
That a test cannot be tried so is decided by what the lab gives out and by what the test asks
for, and never by what a student has written.
"""

import ast
import builtins
import contextlib
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nbformat import NotebookNode

from press.labs.kinds import kind_of
from press.marking import sandbox

SENT = [Path(__file__).with_name(name) for name in ("wire.py", "calls.py")]
PASSED, CANNOT = "passed", "cannot: "
LONGEST = 64 * 2**20  # bytes of one answer
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
        tests = [c for c in cells if (kind := kind_of(c)) and kind.is_given]
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
    """The process in which tests run apart; one serves a whole class, since it learns nothing."""

    def __init__(self) -> None:
        self._own = Path(tempfile.mkdtemp(prefix="lab-"))
        code = f"{text()}\nexamine()\n"
        command = sandbox.command([sys.executable, "-c", code], self._own, self._own)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **pipes)

    def verdict(self, request: tuple, seed: str, place: Path, seconds: float) -> str:
        """What becomes of a test, whose functions are called through the socket at `place`.

        Raises TimeoutError, EOFError when the student's process ends, and BrokenPipeError when
        this one has.
        """
        until = time.monotonic() + seconds
        with socket.socket(socket.AF_UNIX) as link:
            _connect(link, place, until)
            self._say(json.dumps([*request, seed]).encode() + b"\n")
            while True:
                line = _line(self.process.stdout.fileno(), until, BrokenPipeError)
                if isinstance(said := json.loads(line), str):
                    return said
                link.settimeout(max(until - time.monotonic(), DELAY))
                link.sendall(line)
                self._say(_line(link.fileno(), until, EOFError))

    def _say(self, line: bytes) -> None:
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def close(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self._own, ignore_errors=True)


def _connect(link: socket.socket, place: Path, until: float) -> None:
    while True:
        with contextlib.suppress(FileNotFoundError, ConnectionRefusedError):
            return link.connect(str(place))
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(DELAY)


def _line(file: int, until: float, ended: type[Exception]) -> bytes:
    """One line that comes in, which is not too long and not too late."""
    pieces, size = [], 0
    while not pieces or not pieces[-1].endswith(b"\n"):
        left = until - time.monotonic()
        if left < 0 or size > LONGEST or not select.select([file], [], [], left)[0]:
            raise TimeoutError
        if not (piece := os.read(file, 2**20)):
            raise ended
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
