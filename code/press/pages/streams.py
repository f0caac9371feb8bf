"""What a cell has printed, as a terminal would show it in the end.

A kernel sends text in pieces, which come as they happen to be cut. They are joined here, once,
so that no reader of the outputs has to.
"""

import re
from itertools import chain, groupby

from nbformat import NotebookNode

from press.pages.signs import SIGN

CONTROL = re.compile(r"[\r\b]|\x1b\[[AK]")
TOKEN = re.compile(r"\r|\n|\b|\x1b\[[AK]|\x1b|[^\r\n\b\x1b]+".replace(r"\b", "\b"))


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs of a cell with one stream for each name, what was overwritten left out.

    A stream stands where its first piece stood; standard output comes before errors beside it,
    for their order is chance. Nothing is moved across the sign at which hidden tests begin.
    """
    kept, streams, hidden = [], {}, False
    for output in chain.from_iterable(map(_cut, outputs)):
        if not _is_stream(output):
            kept.append(output)
            continue
        hidden = hidden or SIGN in output.text
        if (output.name, hidden) not in streams:
            streams[output.name, hidden] = []
            kept.append(output)
        streams[output.name, hidden].append(output.text)
    for output, texts in zip(filter(_is_stream, kept), streams.values(), strict=True):
        output.text = _whole_lines(on_a_terminal("".join(texts)))
    return _ordered(kept)


def on_a_terminal(text: str) -> str:
    """The text that stays to be seen: carriage returns and the like overwrite what was there.

    Understood are carriage return, backspace, and the sequences by which progress bars move
    up a line and clear one. The time taken is linear in the text.
    """
    if not CONTROL.search(text):
        return text
    lines, row, column = [[]], 0, 0
    for token in TOKEN.findall(text):
        if token == "\n":
            row, column = row + 1, 0
            if row == len(lines):
                lines.append([])
        elif token == "\r":
            column = 0
        elif token == "\b":
            column = max(column - 1, 0)
        elif token == "\x1b[A":
            row = max(row - 1, 0)
        elif token == "\x1b[K":
            del lines[row][column:]
        else:
            lines[row].extend(" " * (column - len(lines[row])))
            lines[row][column : column + len(token)] = token
            column += len(token)
    return "\n".join(map("".join, lines))


def size(outputs: list[NotebookNode]) -> int:
    """How many characters of text these outputs hold; pictures are not counted."""
    return sum(
        len(output.text)
        if _is_stream(output)
        else sum(len(str(data)) for kind, data in output.get("data", {}).items() if _is_text(kind))
        for output in outputs
    )


def _cut(output: NotebookNode) -> list[NotebookNode]:
    """The output, in two where it holds the sign: what comes before it, and the rest."""
    before, sign, after = output.text.partition(SIGN) if _is_stream(output) else ("", "", "")
    if not (before and sign):
        return [output]
    return [NotebookNode(output, text=before), NotebookNode(output, text=sign + after)]


def _is_stream(output: NotebookNode) -> bool:
    return output.output_type == "stream"


def _is_text(kind: str) -> bool:
    return kind.startswith("text/")


def _whole_lines(text: str) -> str:
    return text.rstrip(" \n") + "\n"


def _ordered(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The same outputs, with `stdout` before `stderr` where nothing stands between them."""
    ordered = []
    for _, group in groupby(outputs, key=_is_stream):
        ordered += sorted(group, key=lambda output: output.get("name") == "stderr")
    return ordered
