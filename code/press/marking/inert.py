"""What a student wrote or printed, so that it is text and pictures wherever it is opened.

The form grader and the feedback show notebooks as HTML, on pages from which a lecturer's files
and terminals can be reached. So nothing of a student's is left there that a browser would run.
"""

import base64
import binascii
import re
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from press.labs.kinds import kind_of

PICTURES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff"}  # and how they begin
OPENS = re.compile(r"<(?=[A-Za-z/!?])")  # what opens an element, in HTML's own grammar
GAP = "<\u200b"  # a space of no width: it reads as before, and opens nothing
ADDRESS = re.compile(r"\b(javascript|vbscript|data)(\s*):", re.IGNORECASE)
NAME = re.compile(r"[\w. -]{1,100}")


class Inert(NbGraderPreprocessor):
    """Leaves of each cell its text and of each output its text and pictures."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple:
        if kind_of(cell) is None:
            cell.metadata = NotebookNode()
        if not NAME.fullmatch(str(cell.get("id", "x"))):
            cell.id = f"own-{index}"
        if cell.cell_type == "code":
            cell.outputs = [_output(one) for one in cell.outputs]
            return cell, resources
        cell.source = plain(cell.source)
        cell.cell_type = "markdown"  # a raw cell is shown as it is written
        if "attachments" in cell:
            cell.attachments = _attachments(cell.attachments)
        return cell, resources


def plain(text: str) -> str:
    """Markdown in which no element opens and no address runs a program."""
    return ADDRESS.sub("\\g<1>\u200b:", OPENS.sub(GAP, text))


def _output(output: NotebookNode) -> NotebookNode:
    if output.output_type == "stream":
        output.name = "stderr" if output.name == "stderr" else "stdout"
    elif "data" in output:
        kept = {kind: data for kind, data in output.data.items() if _is_safe(kind, data)}
        output.data = NotebookNode(kept or {"text/plain": "(an output that is not shown here)"})
        output.metadata = NotebookNode()
    return output


def _attachments(attached: dict) -> NotebookNode:
    """The pictures that were pasted into a text."""
    kept = {
        name: NotebookNode({kind: data for kind, data in many.items() if _is_safe(kind, data)})
        for name, many in attached.items()
        if NAME.fullmatch(name) and isinstance(many, dict)
    }
    return NotebookNode({name: many for name, many in kept.items() if many})


def _is_safe(kind: str, data: Any) -> bool:
    if kind not in PICTURES:
        return kind == "text/plain" and isinstance(data, str)
    try:
        return base64.b64decode("".join(data.split()), validate=True).startswith(PICTURES[kind])
    except (AttributeError, binascii.Error, ValueError):
        return False
