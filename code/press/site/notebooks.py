"""Write each executable page's notebook beside its HTML, from the same document tree.

The site's build has resolved every reference and number already, and it writes a page
only when something on it has changed; so the notebooks need no build of their own.
"""

from pathlib import Path

import nbformat
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from press import address, fresh, paths
from press.labs import release, shown
from press.notebook.cells import convert
from press.notebook.render import Page
from press.notebook.unresolved import leftovers
from press.pages import page, toc

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    # All pages are written again when the code of the press has changed.
    app.add_config_value("press_code", fresh.digest(paths.CODE / "press"), "html")
    # Late, so that other extensions have finished with the tree.
    app.connect("doctree-resolved", write_notebook, priority=900)


def target(app: Sphinx, docname: str) -> Path:
    """The file that holds the notebook of a page, in the site."""
    return Path(app.outdir) / address.notebook_path(docname)


def write_notebook(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """The page's notebook; a page without code has none."""
    if app.builder.name != "html":
        return
    path = Path(app.env.doc2path(docname))
    source = shown.notebook(path) if toc.is_lab(docname) else page.read(path)
    file = target(app, docname)
    if not page.is_executable(source):
        file.unlink(missing_ok=True)
        return
    notebook = convert(doctree, Page(docname, app.env), source)
    if toc.is_lab(docname):
        notebook = release.for_students(notebook)
    nbformat.validate(notebook)
    for leftover in leftovers(notebook):
        logger.warning("notebook of the page: %s", leftover, location=docname)
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, file)
