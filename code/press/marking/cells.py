"""What of a student's cell says which cell it is: an id, and a name; nothing else is kept.

A tag can decide whether a cell runs, so two notebooks of the same text could compute different
things; and what nbformat refuses in one tag would cost the marks of a whole notebook.
"""

import re
from itertools import count
from typing import Any

from nbformat import NotebookNode

ID = re.compile(r"[\w-]{1,64}", re.ASCII)  # of a cell, as nbformat has it
NAME = 100  # letters of a name; no lab has a longer one


def name_alone(metadata: dict[str, Any]) -> NotebookNode:
    """Of what a cell says of itself its name in the lab, empty where it is none."""
    if "nbgrader" not in metadata:
        return NotebookNode()
    marks = metadata["nbgrader"]
    name = marks.get("grade_id") if isinstance(marks, dict) else ""
    known = isinstance(name, str) and len(name) <= NAME
    return NotebookNode(nbgrader=NotebookNode(grade_id=name if known else ""))


def give_ids(cells: list[NotebookNode]) -> None:
    """No two cells share an id, whatever was copied, and each id is a name."""
    seen = set()
    for cell in cells:
        if not ID.fullmatch(str(cell.get("id", ""))) or cell.id in seen:
            cell.id = next(new for i in count(1) if (new := f"own-{i}") not in seen)
        seen.add(cell.id)
