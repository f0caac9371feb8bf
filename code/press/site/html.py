"""The HTML site: built aside, published only when it is whole."""

import filecmp
import shutil
from pathlib import Path

from press import fresh, paths
from press.pages import key
from press.site import downloads

# The names of two records: what the site was made of, and what it then was.
NAME, PUBLISHED = "site", "published site"


def html() -> int:
    """Build `_build/html`; the last good site stays in place when a build fails."""
    refresh()
    made_of = inputs()
    # The site counts as well: Jupyter Book's own command, among others, may have written there.
    if fresh.is_fresh(NAME, made_of) and fresh.is_fresh(PUBLISHED, fresh.digest(paths.SITE)):
        print("site: up to date")
        return _say_where()
    # Imported here: these take seconds that an up-to-date site need not spend.
    from press import address
    from press.pages import execute
    from press.site.builder import build

    address.repository()  # what is wrong with it had better be said before pages run
    if status := execute.execute():
        return status
    print("site: building", flush=True)
    if not build("html", paths.STAGING / "html", paths.STAGING / "doctrees"):
        print("site: not published, because of the warnings above; the last good one stands")
        return 1
    publish(paths.STAGING / "html", paths.SITE)
    fresh.note(NAME, made_of)
    fresh.note(PUBLISHED, fresh.digest(paths.SITE))
    return _say_where()


def refresh() -> None:
    """Let the site that stands, if one does, offer the PDFs that have been made meanwhile."""
    if not paths.SITE.is_dir() or downloads.is_offered(paths.SITE):
        return
    was_fresh = fresh.is_fresh(PUBLISHED, fresh.digest(paths.SITE))
    downloads.offer(paths.SITE)
    if was_fresh:
        fresh.note(PUBLISHED, fresh.digest(paths.SITE))


def publish(source: Path, target: Path) -> None:
    """Make `target` the same tree as `source`, copying only what differs, and add the PDFs."""
    pdfs = downloads.made()
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for name in wanted:
        old, new = target / name, source / name
        old.parent.mkdir(parents=True, exist_ok=True)
        if name.suffix == ".html":
            _publish_page(downloads.offered(new.read_text(encoding="utf-8"), set(pdfs)), old)
        elif not (old.is_file() and filecmp.cmp(new, old, shallow=True)):
            shutil.copy2(new, old)
    for path in list(target.rglob("*")):
        if path.is_file() and path.relative_to(target) not in wanted:
            path.unlink()
    downloads.bring(target, pdfs)


def _publish_page(text: str, target: Path) -> None:
    """A page that is as it was keeps its date, by which servers tell what is new."""
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def inputs() -> str:
    """A hash of all that builders read: the book, its settings, its code, its outputs."""
    return fresh.digest(
        paths.CONFIG, paths.TOC, paths.REQUIREMENTS, paths.BOOK, paths.CODE, key.surroundings()
    )


def _say_where() -> int:
    print(f"open {paths.SITE / 'index.html'}")
    return 0
