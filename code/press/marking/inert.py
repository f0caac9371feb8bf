"""What a student wrote or printed, so that it is text and pictures wherever it is opened.

The form grader and the feedback show notebooks as HTML, on pages from which a lecturer's files
and terminals can be reached. So nothing of a student's is left there that a browser would run.
What is allowed is listed, and not what is forbidden: Markdown has more ways to write an address
than a list can hold.
"""

import base64
import binascii
import html
import re
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from press.labs.kinds import kind_of

PICTURES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff"}
PICTURES |= {"image/gif": b"GIF8", "image/webp": b"RIFF"}  # and how they begin
FILE = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,300}")  # how a picture may be called
PICTURE = re.compile(r"!\[((?:(?!!\[|\]\().){0,300})\]\(\s*<?attachment:", re.S)  # and its words
ENDS = re.compile(r""">?(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)""")  # an address, and its title
LONGEST = 2000  # letters of both
LEADS = r"(?:https?://|mailto:|#)"  # how an address begins that runs nothing
GAP = "\u200b"  # a space of no width: it reads as before, and keeps two signs apart
APART = re.compile(
    r"(?<=<)(?=[A-Za-z/!?])"  # what opens an element, in HTML's own grammar
    r"|(?<=&)(?=#?[^\s<&#;]{1,32};)"  # what stands for another sign
    rf"|(?<=\])(?=\((?!{LEADS}))"  # [text](address)
    rf"|(?<=\])(?=:(?!\s*{LEADS}))"  # [name]: address
    r"|(?<=!)(?=\[)"  # a picture, which is fetched from where it lies
    r"|(?<=\\)(?=href|style|class|cssId|require|unicode|mmlToken)"  # HTML in a formula
    # The language of a block is then none that is known: a drawing can be a program, and some
    # languages are read in a time that doubles with each letter.
    r"|(?<=```|~~~)(?=[^\S\n]*[^\s`~])"
)
# Making a page of these takes a time that grows with a power of what there is.
COLOURED = 100_000  # letters of outputs in which colours stay
SPACES = re.compile(r"(\s{100})\s+(?=\s{100})")  # of so many in a row these are left out
WORDS = 10_000  # letters of an error's words, and of each part of its traceback
LEXER = {"name": "python", "pygments_lexer": "python3"}  # IPython's looks back at each sign


class Inert(NbGraderPreprocessor):
    """Leaves of each cell its text and of each output its text and pictures."""

    _coloured = 0  # letters so far

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple:
        self._coloured = 0
        nb, resources = super().preprocess(nb, resources)
        nb.metadata.language_info = NotebookNode(LEXER)
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple:
        if kind_of(cell) is None:
            cell.metadata = NotebookNode()
        if cell.cell_type == "code":
            _number(cell)
            cell.source = SPACES.sub(r"\1", cell.source)
            cell.outputs = [self._with_few_colours(_output(one)) for one in cell.outputs]
            return cell, resources
        pictures = attachments(cell.pop("attachments", None) or {})
        cell.source = plain(cell.source, list(pictures))
        cell.cell_type = "markdown"  # a raw cell is shown as it is written
        if pictures:
            cell.attachments = NotebookNode({_address(name): pictures[name] for name in pictures})
        return cell, resources

    def _with_few_colours(self, output: NotebookNode) -> NotebookNode:
        """The output with its texts, of which those with colours are not too long together."""
        for holder, key in _texts(output):
            self._coloured += len(holder[key]) if "\x1b" in holder[key] else 0
            if self._coloured > COLOURED:
                holder[key] = strip_ansi(holder[key]).replace("\x1b", "")
        return output


def plain(text: str, pictures: list[str] | None = None) -> str:
    """Markdown in which no element opens, no address runs a program, and no picture is fetched.

    Pictures of these names are attached to it, and stay.
    """
    text = html.unescape(text)  # an entity is the sign that it stands for, wherever it stands
    text = SPACES.sub(r"\1", text)
    known = {unquote(html.unescape(name)) for name in pictures or []}
    said, done = [], 0
    for begins in PICTURE.finditer(text):
        name, end = _picture(text, begins.end(), known)
        if name:
            words = begins[1].translate({ord("["): "(", ord("]"): ")"})
            before = APART.sub(GAP, text[done : begins.start()])
            said.append(f"{before}![{APART.sub(GAP, words)}](attachment:{_address(name)})")
            done = end
    return "".join([*said, APART.sub(GAP, text[done:])])


def _picture(text: str, start: int, known: set[str]) -> tuple[str, int]:
    """Which of these pictures is named from here on, if one is, and where that ends.

    An address may be written as it is, percent-encoded, or between angles; a title may follow.
    """
    for end in islice(ENDS.finditer(text, start, start + LONGEST), 20):
        if (name := unquote(text[start : end.start()])) in known:
            return name, end.end()
    return "", start


def _address(name: str) -> str:
    """How a picture is called on a page, however it was called before."""
    return quote(unquote(html.unescape(name)), safe="")


def _number(cell: NotebookNode) -> None:
    """The number of a run is one: it is shown as it is, and a student's process says it."""
    if "execution_count" in cell and not isinstance(cell.execution_count, int):
        cell.execution_count = None


def _texts(output: NotebookNode) -> list[tuple[Any, Any]]:
    """Where the texts of an output stand: what holds each, and its place there."""
    if output.output_type == "error":
        return [(output.traceback, place) for place in range(len(output.traceback))]
    holder, key = (output, "text") if "text" in output else (output.data, "text/plain")
    return [(holder, key)] if key in holder else []


def _output(output: NotebookNode) -> NotebookNode:
    if output.output_type == "stream":
        output.name = "stderr" if output.name == "stderr" else "stdout"
    elif output.output_type == "error":
        output.ename, output.evalue = output.ename[:WORDS], output.evalue[:WORDS]
        output.traceback = [part[:WORDS] for part in output.traceback]
    elif "data" in output:
        _number(output)
        kept = {kind: data for kind, data in output.data.items() if _is_safe(kind, data)}
        output.data = NotebookNode(kept or {"text/plain": "(an output that is not shown here)"})
        output.metadata = NotebookNode()
    return output


def attachments(attached: dict) -> dict[str, NotebookNode]:
    """The pictures that were pasted into a text."""
    kept = {
        name: NotebookNode({kind: data for kind, data in many.items() if _is_safe(kind, data)})
        for name, many in attached.items()
        if FILE.fullmatch(name) and isinstance(many, dict)
    }
    return {name: many for name, many in kept.items() if many}


def _is_safe(kind: str, data: Any) -> bool:
    if kind not in PICTURES:
        return kind == "text/plain" and isinstance(data, str)
    try:
        return base64.b64decode("".join(data.split()), validate=True).startswith(PICTURES[kind])
    except (AttributeError, binascii.Error, ValueError):
        return False
