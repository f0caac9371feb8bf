"""A mutant: one small breakage of a package, and the tests that must notice it."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import forked_pytest

ROOT = Path(__file__).parents[2]
CODE, TESTS = ROOT / "code", ROOT / "tests"
# What lies beside the code is read and never changed: a copy has links to it.
BESIDE = (
    "_config.yml",
    "_toc.yml",
    "requirements.txt",
    "CONTRIBUTING.md",
    "book",
    "tests",
)


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


def of_module(file: str) -> Callable[[str, str, str, str], Mutant]:
    """What makes mutants of a module from `old`, `new`, `why` and a test of its own file.

    The tests of nn/conv.py stand in nn/test_conv.py; `test` is a name without its `test_`.
    """
    tests = Path(file).with_name(f"test_{Path(file).name}").as_posix()

    def mutant(old: str, new: str, why: str, test: str) -> Mutant:
        return Mutant(file, old, new, why, f"{tests}::test_{test}")

    return mutant


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
        status, said = self.run_tests(self.copy(root), *sorted(tests))
        assert status == 0, said

    def require_red(self, root: Path, mutant: Mutant) -> None:
        """Fail unless the mutant's tests fail in a copy that it has broken."""
        copy = self.copy(root)
        mutant.apply(copy)
        status, said = self.run_tests(copy, mutant.tests)
        assert status == 1, f"{mutant.tests}: {said}"
        assert " failed" in said

    def require_its_copy_is_tested(self, root: Path, tests: str) -> None:
        """Fail unless the tests import the copy, and not the package itself."""
        copy = self.copy(root)
        for path in copy.rglob("*.py"):
            path.write_text("raise ImportError('this is the copy')", "utf-8")
        status, said = self.run_tests(copy, tests)
        assert status not in (0, 1)
        assert "this is the copy" in said

    def run_tests(self, copy: Path, *tests: str) -> tuple[int, str]:
        """Run tests, given as paths below the package's tests, against the copy.

        The status, 0 for green and 1 for red; pytest has other numbers for tests that could not
        even be collected. Then what pytest says.
        """
        code, output = str(copy.parent), copy.parents[1] / "output.txt"
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "--tb=line"]
        arguments += ["-o", f"pythonpath='{code}' '{TESTS / 'support'}'"]
        arguments += [str(TESTS / self.tests / test) for test in tests]
        status = forked_pytest.run(arguments, output, PYTHONPATH=code, PYTHONDONTWRITEBYTECODE="1")
        return status, output.read_text("utf-8")
