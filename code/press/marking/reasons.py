"""Words for what went wrong: the first thing to mend, and what asks for a look."""

import re
from dataclasses import replace
from typing import Any

from nbformat import NotebookNode

from press.labs.kinds import TASK, kind_of
from press.labs.lab import CHECK_FAILED
from press.marking.run import TECHNICAL


def said(output: NotebookNode) -> str:
    """An error in a line."""
    name = "" if output.ename == CHECK_FAILED else output.ename
    return ": ".join(filter(None, [name, " ".join(output.evalue.split())]))


def stopped_tasks(notebook: NotebookNode) -> dict[str, str]:
    """For each name that a task should define and does not, what stopped its cell."""
    found = {}
    for cell in notebook.cells:
        errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
        if errors and kind_of(cell) is TASK and errors[0].ename not in TECHNICAL:
            words = f"the cell of the task stops: {said(errors[0])}"
            found |= dict.fromkeys(re.findall(r"^(?:def|class) (\w+)", cell.source, re.M), words)
    return found


def to_look(row: Any, look: list[str]) -> Any:
    """The row with what in its notebook asks for a look, whatever the mark."""
    if not look:
        return row
    reason = "; ".join([*([row.reason] if row.reason else []), *look])
    return replace(row, flag="LOOK", reason=reason)
