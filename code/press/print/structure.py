"""What a document is made of, as assistive technology reads it: a tree of parts.

The tree is built while the LaTeX is written. Each part has a number, under which its letters
are marked in the LaTeX; the tree itself is written after the end of the document, where LaTeX
reads nothing. `tagged` puts the two together in the PDF.
"""

import json
from dataclasses import dataclass, field

END = "%%% structure "


@dataclass
class Part:
    """A structure element: its role in the words of PDF 1.7, and what is said of it.

    `facts` may have `alt` (words in place of it), `contents` (of a link), `scope` (of the
    header of a table) and `numbering` (of a list).
    """

    name: str
    parent: str
    role: str
    facts: dict[str, str] = field(default_factory=dict)


# The head of a PDF is set by `press.sty`, which marks its lines under these names.
HEAD = [
    Part("Book", "", "P"),
    Part("Title", "", "H1"),
    *(Part(name, "", "P") for name in ("Author", "Reading", "Online", "Date")),
]


class Structure:
    """The parts so far, and those that are open."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.open: list[str] = []

    @property
    def number(self) -> int:
        """The number of the next part."""
        return len(self.parts) + 1

    def begin(self, role: str, **facts: str) -> int:
        """Open a part within the one that is open; returns its number."""
        number = self.number
        self.parts.append(Part(str(number), self.open[-1] if self.open else "", role, facts))
        self.open.append(str(number))
        return number

    def end(self) -> None:
        """Close the part that was opened last."""
        self.open.pop()

    def written(self) -> str:
        """The tree as a line that follows the end of the LaTeX document."""
        parts = [[part.name, part.parent, part.role, part.facts] for part in self.parts]
        return f"\n{END}{json.dumps(parts)}\n"


def read(latex: str) -> list[Part]:
    """The parts that a LaTeX file was written with, those of its head first."""
    found = latex.rpartition(END)[2]
    return [*HEAD, *(Part(*fields) for fields in json.loads(found))]
