"""The table of contents, read from `_toc.yml`: the only list of pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from press import paths


@dataclass(frozen=True)
class Entry:
    """One page of the book: its name for Sphinx, its part, and its file."""

    docname: str
    part: str
    source: Path


def entries(toc: Path | None = None, book: Path | None = None) -> list[Entry]:
    """Every page in reading order, the root first.

    Raises FileNotFoundError for a page that is listed but has no file.
    """
    toc, book = toc or paths.TOC, book or paths.BOOK
    tree = yaml.safe_load(toc.read_text(encoding="utf-8"))
    found = []
    for docname, part in _walk(tree):
        source = book / f"{docname}.md"
        if not source.is_file():
            raise FileNotFoundError(
                f"{toc.name} lists '{docname}', but {source} does not exist: "
                "write the page or take it out of the table of contents"
            )
        found.append(Entry(docname, part, source))
    return found


def _walk(tree: dict) -> Iterator[tuple[str, str]]:
    yield tree["root"], ""
    for part in tree.get("parts", []):
        pending = list(part.get("chapters", []))
        while pending:
            item = pending.pop(0)
            yield item["file"], part.get("caption", "")
            pending[:0] = item.get("sections", [])
