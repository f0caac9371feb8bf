"""Which tests one worker takes together, and which come first.

The tests of a file share what is costly to make, and some go on from the one before them: they
stay together. A file whose tests need nothing of each other says so, in a line such as

    SPREAD = "mutants of the press"

It is cut into units: a test alone, or all that have the same parameters, also those of other
files that give the same name. Tests that share a costly fixture with parameters, such as a page
in the browser, thus stay together, in whatever file they stand.

A worker that is free takes the next unit. Whole files come first, and the small units after them,
so that no worker is still busy with a long file when the others have nothing left.
"""

import ast
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling


@cache
def name_of_units(file: Path) -> str:
    """The name that a file gives to its units; empty where its tests stay together."""
    for line in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "SPREAD":
            return ast.literal_eval(line.value)
    return ""


class Spreading(LoadScopeScheduling):
    """Hands files to workers, and of files that are spread a unit at a time."""

    def _split_scope(self, nodeid: str) -> str:
        """The unit of a test: a file, a test, or a name with parameters."""
        file, _, test = nodeid.partition("::")
        name = name_of_units(self.config.rootpath / file)
        if not name:
            return file
        _, bracket, parameters = test.partition("[")
        return f"{name} [{parameters}" if bracket else nodeid

    def _assign_work_unit(self, node) -> None:
        """Give a worker the first of the units that are left: see `_rank`."""
        self.workqueue.move_to_end(max(self.workqueue, key=self._rank), last=False)
        super()._assign_work_unit(node)

    def _rank(self, unit: str) -> tuple[bool, int]:
        """Files come first; among units of one kind those with most tests."""
        return unit.endswith(".py"), len(self.workqueue[unit])
