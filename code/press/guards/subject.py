"""A page's source as the rules see it: cells with lines, prose without markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import nbformat

from press import paths, texts
from press.pages import page, toc

# What is not prose: display and inline mathematics, code, roles, links' targets,
# directive openings and options, HTML. Each is blanked, newlines kept.
MARKUP = re.compile(
    r"""```.*?```|~~~.*?~~~ | \$\$.*?\$\$(\s*\([\w-]+\))? | \\begin\{(\w+\*?)\}.*?\\end\{\2\}
    | (\{[\w:-]+\})?(`+)(?:.|\n)*?\4 | (?<!\\)\$(?!\s)[^$]*?(?<!\\)\$
    | ^:::+[^\n]*$ | ^:[\w-]+:[^\n]*$ | ^\([\w-]+\)=\s*$ | \]\([^)]*\) | <[^>\n]+> | https?://\S+""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, and where."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Cell:
    """A cell of a page, with the line of the page at which its text starts."""

    kind: str
    text: str
    line: int
    metadata: dict

    def line_at(self, place: int) -> int:
        """The line of the page at which a place of the cell's text stands."""
        return self.line + self.text.count("\n", 0, place)


@dataclass
class Page:
    """One page: its cells, and the labels and citation keys that its book knows."""

    file: str
    text: str
    is_chapter: bool
    labels: frozenset[str] = frozenset()
    citations: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()  # of the index of the whole book
    words: frozenset[str] = frozenset()  # of the prose of the whole book

    @cached_property
    def notebook(self) -> nbformat.NotebookNode:
        return page.parse(self.text, self.file)

    @cached_property
    def cells(self) -> list[Cell]:
        """All cells; a cell's line is that of the first line of its text."""
        lines = self.text.splitlines()
        return [
            Cell(c.cell_type, c.source, self._first_line(c, i, lines), c.metadata)
            for i, c in enumerate(self.notebook.cells)
        ]

    def code(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == "code"]

    def prose(self) -> list[Cell]:
        """The Markdown cells with all markup blanked, line for line."""
        return [
            Cell(c.kind, MARKUP.sub(_blank, c.text), c.line, c.metadata)
            for c in self.cells
            if c.kind == "markdown"
        ]

    def in_prose(self, pattern: re.Pattern) -> Iterator[tuple[int, re.Match]]:
        """What matches in the prose, each with its line of the page."""
        for cell in self.prose():
            for match in pattern.finditer(cell.text):
                yield cell.line_at(match.start()), match

    def in_markdown(self, pattern: re.Pattern) -> Iterator[tuple[int, re.Match]]:
        """What matches in the Markdown with its markup, each with its line of the page."""
        for cell in self.cells:
            if cell.kind == "markdown":
                for match in pattern.finditer(cell.text):
                    yield cell.line_at(match.start()), match

    def line_at(self, place: int) -> int:
        """The line at which a place of the page's text stands."""
        return 1 + self.text.count("\n", 0, place)

    def problem(self, line: int, what: str) -> Problem:
        return Problem(self.file, line, what)

    def _first_line(self, cell: nbformat.NotebookNode, index: int, lines: list[str]) -> int:
        start = page.line_of(self.notebook, index) if "source_map" in self.notebook.metadata else 1
        if not cell.source:
            return start
        first = cell.source.splitlines()[0]
        rest = lines[start - 1 :]
        return start + (rest.index(first) if first in rest else 0)


def _blank(match: re.Match) -> str:
    return re.sub(r"[^\n]", " ", match.group())


@dataclass
class Book:
    """All pages that the table of contents lists."""

    pages: list[Page]

    @classmethod
    def read(cls) -> "Book":
        """Read every page, with the labels of the whole book."""
        entries = toc.entries()
        written = {entry.docname: texts.read(entry.source) for entry in entries}
        labels = frozenset(name for text in written.values() for name in defined_labels(text))
        bib = paths.BOOK / "references.bib"
        keys = re.findall(r"^@\w+\{\s*([^,\s]+)", texts.read(bib), re.MULTILINE)
        terms = frozenset(term for text in written.values() for term, _ in index_entries(text))
        pages = [
            Page(
                entry.source.relative_to(paths.ROOT).as_posix(),
                written[entry.docname],
                entry.is_chapter,
                labels,
                frozenset(keys),
                terms,
            )
            for entry in entries
        ]
        words = frozenset(word for one in pages for word in prose_words(one))
        for one in pages:
            one.words = words
        return cls(pages)

    def contents_problems(self) -> list[Problem]:
        """Pages that lie in `book/` but are not in the table of contents."""
        listed = {page.file for page in self.pages}
        files = (path.relative_to(paths.ROOT).as_posix() for path in paths.BOOK.rglob("*.md"))
        return [
            Problem(file, 1, "is not in _toc.yml: add it there or delete it")
            for file in sorted(files)
            if file not in listed
        ]


def defined_labels(text: str) -> set[str]:
    """Every label that a page's source defines, whatever it stands on."""
    found = re.findall(r"^\(([\w-]+)\)=\s*$", text, re.MULTILINE)
    found += re.findall(r"^\s*(?::label:|:name:|name:)\s*([\w-]+)\s*$", text, re.MULTILINE)
    found += re.findall(r"\$\$\s*\(([\w-]+)\)", text)
    return set(found)


def index_entries(text: str) -> list[tuple[str, int]]:
    """What a page's source puts into the index by the role `index`, and in which line."""
    found = []
    for match in re.finditer(r"\{index\}`!?([^`]+)`", text):
        explicit = re.fullmatch(r".*<!?(.+)>", match[1], re.DOTALL)
        term = " ".join((explicit[1] if explicit else match[1]).split())
        found.append((term, text.count("\n", 0, match.start()) + 1))
    return found


def prose_words(page: Page) -> set[str]:
    """Words of running prose: in lower case, or with a capital in the middle of a sentence."""
    pattern = re.compile(r"\b[a-z]+\b|(?<=[a-z,;] )[A-Z][a-z]+\b")
    return {word for cell in page.prose() for word in pattern.findall(cell.text)}
