"""External links, checked weekly: a site that moved must not turn a change red."""

from press import paths
from press.pages import execute
from press.site.builder import build


def links() -> int:
    """Ask for every external link of the book; 0 when all lead somewhere."""
    if status := execute.execute():
        return status
    passed = build("linkcheck", paths.STAGING / "links", paths.STAGING / "doctrees")
    print(f"links: see {paths.STAGING / 'links' / 'output.txt'}")
    return 0 if passed else 1
