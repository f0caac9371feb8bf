"""External links, checked weekly: a site that moved must not turn a change red."""

from press import paths
from press.pages import execute
from press.site import downloads
from press.site.builder import build


def links() -> int:
    """Ask for every external link of the book; 0 when all lead somewhere."""
    if status := execute.execute():
        return status
    # Links to PDFs are not external; other tests look whether these are there.
    settings = {"linkcheck_ignore": [rf".*\b{folder}/[^/]+\.pdf$" for folder in downloads.FOLDERS]}
    passed = build("linkcheck", paths.STAGING / "links", paths.STAGING / "doctrees", settings)
    print(f"links: see {paths.STAGING / 'links' / 'output.txt'}")
    return 0 if passed else 1
