"""A mutant: one small breakage of a package, and the tests that must notice it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE, TESTS = ROOT / "code", ROOT / "tests"
# What lies beside the code is read and never changed: a copy has links to it.
BESIDE = ("_config.yml", "_toc.yml", "requirements.txt", "book", "tests")


@dataclass(frozen=True)
class Mutant:
    """In `file`, a path below the package, `old` becomes `new`; `tests` go red.

    `old` stands in the file exactly once. `tests` is a file, folder or test below the package's
    folder of tests; choose the quickest that should notice. `why` says what the breakage is.
    """

    file: str
    old: str
    new: str
    why: str
    tests: str

    def require_its_text(self, package: "Package") -> None:
        """Fail unless there is one text to break, and breaking changes it."""
        text = (package.folder / self.file).read_text("utf-8")
        assert text.count(self.old) == 1, f"{self.file}: {self.old!r}"
        assert self.new != self.old

    def apply(self, package: Path) -> None:
        """Break the copy of the package that lies in `package`."""
        path = package / self.file
        path.write_text(path.read_text("utf-8").replace(self.old, self.new), "utf-8")


@dataclass(frozen=True)
class Package:
    """A package of `code/`, and where its tests lie below `tests/`, to be tested in a copy."""

    name: str
    tests: str = ""

    @property
    def folder(self) -> Path:
        return CODE / self.name

    def copy(self, root: Path) -> Path:
        """A copy of all code below `root`, in a project like this one; returns the package."""
        shutil.copytree(CODE, root / "code", ignore=shutil.ignore_patterns("__pycache__"))
        for name in BESIDE:
            (root / name).symlink_to(ROOT / name)
        return root / "code" / self.name

    def require_green(self, root: Path, tests: Iterable[str]) -> None:
        """Fail unless these tests pass in a copy below `root`."""
        result = self.run_tests(self.copy(root), *sorted(tests))
        assert result.returncode == 0, result.stdout + result.stderr

    def require_red(self, root: Path, mutant: Mutant) -> None:
        """Fail unless the mutant's tests fail in a copy that it has broken."""
        copy = self.copy(root)
        mutant.apply(copy)
        result = self.run_tests(copy, mutant.tests)
        assert result.returncode == 1, f"{mutant.tests}: {result.stdout}{result.stderr}"
        assert " failed" in result.stdout

    def require_its_copy_is_tested(self, root: Path, tests: str) -> None:
        """Fail unless the tests import the copy, and not the package itself."""
        copy = self.copy(root)
        for path in copy.rglob("*.py"):
            path.write_text("raise ImportError('this is the copy')", "utf-8")
        result = self.run_tests(copy, tests)
        assert result.returncode not in (0, 1)
        assert "this is the copy" in result.stdout

    def run_tests(self, copy: Path, *tests: str) -> subprocess.CompletedProcess:
        """Run tests, given as paths below the package's tests, against the copy.

        Without plugins, which saves time. Status 0 is green, 1 is red; pytest has other numbers
        for tests that could not even be collected.
        """
        code = str(copy.parent)
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        command += ["--tb=line", "-o", f"pythonpath='{code}' '{TESTS / 'support'}'"]
        command += [str(TESTS / self.tests / test) for test in tests]
        environment = {
            **os.environ,
            "PYTHONPATH": code,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "OMP_NUM_THREADS": "1",
        }
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
