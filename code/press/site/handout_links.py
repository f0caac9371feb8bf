"""Handouts in the site: copied into it and linked where they have been made."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from press import paths
from press.pages import toc

FOLDER = "handouts"  # in the site


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", pages_with_new_links)
    app.connect("build-finished", copy)


@cache
def made() -> dict[str, Path]:
    """The handouts that `make handouts` has made, by the names of their pages."""
    pages = [entry.docname for entry in toc.chapters()]
    files = {docname: paths.HANDOUTS / toc.handout_name(docname) for docname in pages}
    return {docname: file for docname, file in files.items() if file.is_file()}


def handout_link(docname: str, pathto: Callable[..., str]) -> str | None:
    """The address of a page's handout as seen from the page, None where there is none."""
    file = made().get(docname)
    return pathto(f"{FOLDER}/{file.name}", 1) if file else None


def pages_with_new_links(
    app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set
) -> list[str]:
    """Names of the pages whose handouts have come or gone since the last build."""
    if app.builder.name != "html":
        return []
    before, now = getattr(env, "press_handouts", set()), set(made())
    env.press_handouts = now
    return sorted((before ^ now) & env.found_docs)


def copy(app: Sphinx, exception: Exception | None) -> None:
    """Put the handouts into a finished site, and only those that still exist."""
    if exception or app.builder.name != "html":
        return
    target = Path(app.outdir) / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    for file in made().values():
        target.mkdir(exist_ok=True)
        shutil.copy2(file, target)
