"""The table of contents, read from `_toc.yml`: the only list of pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from press import paths
from press.errors import PressError

LABS = "labs"  # the folder of the labs in `book/`


@dataclass(frozen=True)
class Entry:
    """One page: its name for Sphinx, its part, its file; chapters are numbered."""

    docname: str
    part: str
    source: Path
    numbered: bool = False


def entries(toc: Path | None = None, book: Path | None = None) -> list[Entry]:
    """Every page in reading order, the root first.

    Raises PressError for a page that is listed but has no file.
    """
    toc, book = toc or paths.TOC, book or paths.BOOK
    tree = yaml.safe_load(toc.read_text(encoding="utf-8"))
    found = []
    for docname, part, numbered in _walk(tree):
        source = book / f"{docname}.md"
        if not source.is_file():
            raise PressError(
                f"{toc.name} lists '{docname}', but {source} does not exist: "
                "write the page or take it out of the table of contents"
            )
        found.append(Entry(docname, part, source, numbered))
    return found


def source(docname: str) -> Path:
    """The file of a page."""
    return paths.BOOK / f"{docname}.md"


def chapters() -> list[Entry]:
    """The pages that have a handout: those in numbered parts.

    Raises PressError when two of them would have the same file name.
    """
    found: dict[str, Entry] = {}
    for entry in entries():
        if entry.numbered:
            other = found.setdefault(handout_name(entry.docname), entry)
            if other is not entry:
                raise PressError(
                    f"{entry.docname} and {other.docname} would both be printed as "
                    f"{handout_name(entry.docname)}: rename one of the pages"
                )
    return list(found.values())


def handout_name(docname: str) -> str:
    """The file name of a page's handout: `a/b-c` has `b-c.pdf`."""
    return f"{docname.rpartition('/')[2]}.pdf"


def is_lab(docname: str) -> bool:
    """Whether a page is a lab, by its folder."""
    return docname.startswith(f"{LABS}/")


def _walk(tree: dict) -> Iterator[tuple[str, str, bool]]:
    yield tree["root"], "", False
    for part in tree.get("parts", []):
        pending = list(part.get("chapters", []))
        while pending:
            item = pending.pop(0)
            yield item["file"], part.get("caption", ""), bool(part.get("numbered"))
            pending[:0] = item.get("sections", [])
