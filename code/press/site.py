"""The HTML site: built aside, published only when it is whole."""

import filecmp
import json
import shutil
from pathlib import Path

from press import key, paths

STAMP = paths.STAGING / "site.json"


def html() -> int:
    """Build `_build/html`; the last good site stays in place when a build fails."""
    fingerprint = [*inputs(), *sorted(pdf.name for pdf in paths.HANDOUTS.glob("*.pdf"))]
    if paths.SITE.is_dir() and STAMP.is_file() and json.loads(STAMP.read_text()) == fingerprint:
        print("site: up to date")
        return _say_where()
    # Imported here: these take seconds that an up-to-date site need not spend.
    from press import execute, store, toc
    from press.builder import build

    if status := execute.execute():
        return status
    print("site: building", flush=True)
    store.fill_jupyter_cache(toc.entries())
    if not build("html", paths.STAGING / "html", paths.STAGING / "doctrees"):
        print("site: not published, because of the warnings above; the last good one stands")
        return 1
    publish(paths.STAGING / "html", paths.SITE)
    STAMP.write_text(json.dumps(fingerprint))
    return _say_where()


def publish(source: Path, target: Path) -> None:
    """Make `target` the same tree as `source`, copying only what differs."""
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for name in wanted:
        old, new = target / name, source / name
        if not (old.is_file() and filecmp.cmp(new, old, shallow=True)):
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(new, old)
    for path in list(target.rglob("*")):
        if path.is_file() and path.relative_to(target) not in wanted:
            path.unlink()


def inputs() -> list[str]:
    """All that builders read: the book, its settings, its code, its outputs."""
    files = [paths.CONFIG, paths.TOC, paths.REQUIREMENTS]
    return [
        *(path.read_text(encoding="utf-8") for path in files),
        key.tree_digest(paths.BOOK),
        key.tree_digest(paths.CODE, "*.py"),
        *key.surroundings(),
    ]


def _say_where() -> int:
    print(f"open {paths.SITE / 'index.html'}")
    return 0
