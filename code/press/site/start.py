"""Where Sphinx reads the book and writes it when Jupyter Book's own command has started it.

`jupyter-book build .` names the folder that holds `_config.yml` and `_toc.yml`, and Sphinx
takes that folder for the pages' own, which lie in `book/`. Its site is built aside, like
that of `make html` but apart from it, since here a page need not have run.
"""

import sys
from pathlib import Path

from sphinx.application import Sphinx

from press import address, paths
from press.errors import PressError
from press.pages import page, toc
from press.site import html

FOLDER = paths.STAGING / "jupyter-book"
LAST = 950  # when all else is in the site


def setup(app: Sphinx) -> None:
    """Move Sphinx from the repository's root into `book/`; other places are refused."""
    started = Path(app.srcdir)
    # Jupyter Book takes this extension away when it is given a single page.
    if started not in (paths.ROOT, paths.BOOK) or "sphinx_external_toc" not in app.extensions:
        _end(f"the book is built as a whole: jupyter-book build {paths.ROOT}")
    if started == paths.ROOT:
        _require_sound_sources()
        app.srcdir = app.confdir = type(app.srcdir)(paths.BOOK)
        app.connect("builder-inited", redirect)


def redirect(app: Sphinx) -> None:
    """Choose the folder by the builder, which is known only now."""
    if app.builder.format == "latex":
        _end("the printed book is made by `make pdf`, handouts by `make handouts`")
    if app.builder.name == "html":
        site = Path(app.outdir)
        _write_to(app, FOLDER / "html")
        app.connect("build-finished", lambda app, error: _publish(app, site, error), LAST)
    if app.builder.name == "linkcheck":  # Jupyter Book would put its report into the site
        _write_to(app, FOLDER / "linkcheck")


def _write_to(app: Sphinx, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app.outdir = app.builder.outdir = type(app.outdir)(folder)


def _publish(app: Sphinx, site: Path, error: Exception | None) -> None:
    if error is None:
        html.publish(Path(app.outdir), site)
        app.builder.epilog = ""  # which would name the folder aside


def _require_sound_sources() -> None:
    """End with the first fault that would otherwise come out of Sphinx with a traceback."""
    try:
        address.title(), address.repository()
        for entry in toc.entries():
            page.read(entry.source)
    except PressError as error:
        _end(str(error))


def _end(why: str) -> None:
    sys.exit(f"press: {why}")
