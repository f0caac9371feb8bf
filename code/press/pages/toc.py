"""The table of contents, read from `_toc.yml`: the only list of pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx_external_toc.api import GlobItem, SiteMap, TocTree, UrlItem
from sphinx_external_toc.parsing import MalformedError, parse_toc_data

from press import paths, settings
from press.errors import PressError

LABS = "labs"  # the folder of the labs in `book/`
# What stands before a number, by folder, where pages are numbered within their kind.
PREFIXES = {"seminars": "S", "topics": "T", LABS: "L"}
SUFFIX = ".md"  # of every page; `_toc.yml` may leave it out


@dataclass(frozen=True)
class Entry:
    """One page: its name for Sphinx, its part, its file, whether it is numbered."""

    docname: str
    part: str
    source: Path
    numbered: bool = False

    @property
    def is_chapter(self) -> bool:
        """Whether it teaches a subject: a numbered page that is no lab."""
        return self.numbered and not is_lab(self.docname)


def entries(toc: Path | None = None, book: Path | None = None) -> list[Entry]:
    """Every page in reading order, the root first, whatever form the file has.

    Raises PressError when the file is not a table of contents, and for a page that is
    listed but has no file.
    """
    toc, book = toc or paths.TOC, book or paths.BOOK
    found: dict[str, Entry] = {}
    for name, part, numbered in _walk(_site_map(toc), book):
        docname = name.removesuffix(SUFFIX)
        source = book / f"{docname}{SUFFIX}"
        if not source.is_file():
            raise PressError(
                f"{toc.name} lists '{name}', but {source} does not exist: "
                "write the page or take it out of the table of contents"
            )
        found.setdefault(docname, Entry(docname, part, source, numbered))
    return list(found.values())


def source(docname: str) -> Path:
    """The file of a page."""
    return paths.BOOK / f"{docname}{SUFFIX}"


def chapters() -> list[Entry]:
    """The pages that have a handout: those in numbered parts, but labs.

    Raises PressError when two of them would have the same file name.
    """
    found: dict[str, Entry] = {}
    for entry in entries():
        if entry.is_chapter:
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


def prefix(docname: str) -> str:
    """What stands before the number of a page: `S` in `S1`, nothing for a chapter."""
    return PREFIXES.get(docname.partition("/")[0], "")


def _site_map(toc: Path) -> SiteMap:
    """The table of contents as Sphinx's extension reads it: what it takes, we take."""
    try:
        return parse_toc_data(settings.read(toc))
    except MalformedError as error:
        raise PressError(f"{toc}: this is not a table of contents: {error}") from error


def _walk(site_map: SiteMap, book: Path) -> Iterator[tuple[str, str, bool]]:
    """Name, part and whether it is numbered, of each page in the order of reading."""
    yield site_map.root.docname, "", False
    for tree in site_map.root.subtrees:
        yield from _below(tree, site_map, book, tree.caption or "", bool(tree.numbered))


def _below(
    tree: TocTree, site_map: SiteMap, book: Path, part: str, numbered: bool
) -> Iterator[tuple[str, str, bool]]:
    for item in tree.items:
        if isinstance(item, UrlItem):  # a link in the site's list of pages
            continue
        if isinstance(item, GlobItem):
            files = sorted(book.glob(f"{item}{SUFFIX}"))
            yield from ((file.relative_to(book).as_posix(), part, numbered) for file in files)
            continue
        yield item, part, numbered
        for subtree in site_map[item].subtrees:
            yield from _below(subtree, site_map, book, part, numbered or bool(subtree.numbered))
