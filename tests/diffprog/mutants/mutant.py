"""A mutant: one small breakage of the package, and the tests that must notice it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import diffprog

PACKAGE = Path(diffprog.__file__).parent
TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Mutant:
    """In `file`, a path below the package, `old` becomes `new`; `tests` go red.

    `old` stands in the file exactly once. `tests` is a file, folder or test below tests/diffprog;
    choose the quickest that should notice. `why` says what the breakage is.
    """

    file: str
    old: str
    new: str
    why: str
    tests: str

    def apply(self, package: Path) -> None:
        """Break the copy of the package that lies in `package`."""
        path = package / self.file
        path.write_text(path.read_text("utf-8").replace(self.old, self.new), "utf-8")


def copy_package(folder: Path) -> Path:
    """A copy of diffprog below `folder`, to be broken; returns the copy."""
    copy = folder / "diffprog"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def run_tests(package: Path, *tests: str) -> subprocess.CompletedProcess:
    """Run tests, given as paths below tests/diffprog, against the copy in `package`.

    Without plugins, which saves time. Status 0 is green, 1 is red; pytest has other numbers
    for tests that could not even be collected.
    """
    path = str(package.parent)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += ["--tb=line", "-o", f"pythonpath={path}", *(str(TESTS / test) for test in tests)]
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "OMP_NUM_THREADS": "1",
    }
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
