"""The model solution of a lab, marked once: which of its tests cannot be tried apart.

So that this is decided by the lab, and never by what a student's functions do.
"""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from press import fresh
from press.errors import PressError
from press.labs.kinds import is_test
from press.marking import apart, config_file

BUDGET = 3600  # seconds for it, however little a student's notebook has: it is run once
CANNOT = "cannot-apart"  # in the notebook's metadata: names of tests that could not be tried
# What decides it beside the lab.
PROGRAM = [*apart.SENT, Path(apart.__file__)]


def cannot(course: Path, lab: str) -> set[str] | None:
    """The tests of a lab that cannot be tried apart; None where that is not known."""
    file = _file(course, lab)
    return set(json.loads(file.read_text())["cannot"]) if file.is_file() else None


def is_known(course: Path, lab: str) -> bool:
    """Whether it was found out, for the lab as it is."""
    file = _file(course, lab)
    return file.is_file() and json.loads(file.read_text())["of"] == _of(course, lab)


def find_out(course: str, lab: str, _: str) -> str:
    """Mark the model solution, in the course folder, and write down what cannot be tried apart.

    Raises PressError where one of its tests has not passed: of that nothing would be known.
    """
    _file(Path(course), lab).unlink(missing_ok=True)
    with config_file.settings(Path(course)) as settings:
        steps = {step.__name__: step for step in settings.Autograde.autograde_preprocessors}
        marking = steps["Mark"](config=settings)
        marking.budget = BUDGET
        names = [n for f in sorted(Path("source", lab).glob("*.ipynb")) for n in _ran(marking, f)]
    said = {"of": _of(Path(course), lab), "cannot": names}
    _file(Path(course), lab).write_text(json.dumps(said))
    return ""


def _ran(marking: Any, file: Path) -> list[str]:
    where = {"assignment": file.parent.name, "notebook": file.stem}
    notebook = nbformat.read(file, as_version=4)
    ran, _ = marking.preprocess(notebook, {"nbgrader": where, "metadata": {"path": ""}})
    require_all_passed(ran, file.name)
    return ran.metadata.get(CANNOT, [])


def require_all_passed(ran: NotebookNode, name: str) -> None:
    """Raises PressError, which names the first test of a notebook that has not passed."""
    for cell in filter(is_test, ran.cells):
        test = cell.metadata["nbgrader"]["grade_id"]
        for output in cell.outputs:
            if output.output_type == "error":
                why = f"{output.ename}: {output.evalue[:500]}"
                raise PressError(f"the model solution in source/{name} fails {test} ({why})")


def _file(course: Path, lab: str) -> Path:
    return course / f"apart-{lab}.json"


def _of(course: Path, lab: str) -> str:
    return fresh.digest(course / "source" / lab, *PROGRAM)
