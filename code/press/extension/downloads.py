"""Handouts in the site: copied into it and linked where they have been made."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from press import paths

FOLDER = "handouts"  # in the site


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", pages_with_new_links)
    app.connect("build-finished", copy)


def handout(docname: str) -> Path:
    """Where `make handouts` puts the handout of a page."""
    return paths.HANDOUTS / f"{docname.rpartition('/')[2]}.pdf"


def handout_link(docname: str, pathto: Callable[..., str]) -> str | None:
    """The address of a page's handout as seen from the page, None where there is none."""
    made = handout(docname)
    return pathto(f"{FOLDER}/{made.name}", 1) if made.is_file() else None


def pages_with_new_links(
    app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set
) -> list[str]:
    """Names of the pages whose handouts have come or gone since the last build."""
    before = getattr(env, "press_handouts", set())
    now = {docname for docname in env.found_docs if handout(docname).is_file()}
    env.press_handouts = now
    return sorted((before ^ now) & env.found_docs)


def copy(app: Sphinx, exception: Exception | None) -> None:
    """Put the handouts into a finished site, and only those that still exist."""
    if exception or app.builder.name != "html":
        return
    target = Path(app.outdir) / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    for docname in app.env.press_handouts:
        target.mkdir(exist_ok=True)
        shutil.copy2(handout(docname), target)
