"""One run of a page under one setting, in a process of its own: what its checks say.

Checks are collected, not raised, so that one run tells of all. `diffprog.check` is patched in
this process alone; the package knows nothing of it.
"""

import ast
import contextlib
import functools
import io
import linecache
import re
import sys
import types
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

from press.pages import modules
from press.stress.knobs import CLAIMS, Scaler, Setting, bare_loops

NOT_FINITE = re.compile(r"\b(nan|inf|infinity)\b", re.IGNORECASE)  # in messages of checks


@dataclass(frozen=True)
class Cell:
    """A code cell: its source and its number on the page."""

    source: str
    number: int
    figure: bool = False  # what breaks in it does not count
    test: bool = False  # of a lab: its numbers are those of a task, and are left alone


@dataclass
class Outcome:
    """What a run of a page has shown."""

    held: list[str] = field(default_factory=list)  # claims, in order
    failed: dict[str, str] = field(default_factory=dict)  # claim or cell, and what it says
    diverged: list[str] = field(default_factory=list)  # what else is not finite, and not told
    knobs: int = 0
    bare: list[str] = field(default_factory=list)  # loops that cannot be reached


def run_page(cells: list[Cell], setting: Setting) -> Outcome:
    """Run all cells with scaled knobs; a cell that breaks ends there, and the next one starts."""
    outcome = Outcome()
    namespace, collector = fresh_main(), Collector(outcome)
    with quietly():
        install(collector.collecting)
        for cell in cells:
            error = _run_cell(cell, setting, namespace, outcome, collector)
            if error and not cell.figure:
                collector.note(*error)
    return outcome


def _run_cell(
    cell: Cell, setting: Setting, namespace: dict, outcome: Outcome, collector: "Collector"
) -> tuple[str, str] | None:
    """Run one cell; returns where and why it broke, if it did."""
    tree = modules.tree(cell.source)
    outcome.bare += [f"cell {cell.number}, line {line}" for line in bare_loops(tree)]
    for statement in tree.body:
        first = ast.unparse(statement).splitlines()[0]
        scaler = Scaler(Setting("as it stands") if cell.test else setting, namespace)
        collector.raises = any(isinstance(node, ast.Try) for node in ast.walk(statement))
        try:
            execute(scaler.visit(statement), namespace, cell)
        except NameError as error:
            # A cell before this one has broken, and was reported.
            return None if outcome.failed else (f"cell: {first}", f"NameError: {error}")
        except Exception as error:
            return f"cell: {first}", f"{type(error).__name__}: {error}"
        finally:
            outcome.knobs += 0 if cell.test else len(scaler.found)
    return None


def execute(statement: ast.stmt, namespace: dict, cell: Cell) -> None:
    """Run one statement of a cell, whose functions can be looked up in its source."""
    name = f"<cell {cell.number}>"
    lines = cell.source.splitlines(keepends=True)
    linecache.cache[name] = (len(cell.source), None, lines, name)
    module = ast.fix_missing_locations(ast.Module([statement], []))
    exec(compile(module, name, "exec"), namespace)


def fresh_main() -> dict:
    """The namespace of a new `__main__`: what pages define can go to other processes."""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    return main.__dict__


def install(collecting: Callable[[Callable], Callable]) -> list[Callable]:
    """Put other checks in the place of those of `diffprog.check`, before a page imports them."""
    from diffprog import check

    for name in CLAIMS:
        setattr(check, name, collecting(getattr(check, name)))
    return [getattr(check, name) for name in CLAIMS]


@contextlib.contextmanager
def quietly():
    """No output, no warnings, no windows."""
    import matplotlib

    matplotlib.use("agg")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


class Collector:
    """Takes the place of the checks, and notes what they say."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.raises = False  # where the page itself catches what a check raises
        self.diverged = False  # whether a number of this run was not finite

    def collecting(self, real: Callable) -> Callable:
        from diffprog.check import CheckFailed

        @functools.wraps(real)
        def collected(claim: str, /, *values: object, **settings: object) -> object:
            try:
                result = real(claim, *values, **settings)
            except CheckFailed as error:
                if self.raises:
                    raise
                return self.note(claim, str(error).removeprefix(f"{claim}: "))
            self.outcome.held.append(claim)
            return result

        return collected

    def note(self, what: str, message: str) -> None:
        """Note a failure; one divergence makes many, and the first of a run speaks for all."""
        if NOT_FINITE.search(message):
            if self.diverged:
                self.outcome.diverged.append(what)
                return
            self.diverged = True
        self.outcome.failed.setdefault(what, message)
