"""The site offers the source of a lab as its readers see it, and nothing else leaks."""

from pathlib import Path

from sphinx.application import Sphinx

from press.errors import PressError
from press.labs import shown
from press.labs.lab import require_no_leak
from press.pages import toc


def setup(app: Sphinx) -> None:
    app.connect("build-finished", cut_copies)


def cut_copies(app: Sphinx, exception: Exception | None) -> None:
    """The site offers each page's source; Sphinx copies it from the file."""
    folder = Path(app.outdir) / "_sources"
    if exception or app.builder.name != "html" or not folder.is_dir():
        return
    for docname in filter(toc.is_lab, app.env.found_docs):
        source = Path(app.env.doc2path(docname))
        for copy in folder.glob(f"{docname}{source.suffix}*"):
            # A page that was not written again has its copy of the last build, which is cut.
            if copy.read_bytes() == source.read_bytes():
                copy.write_text(shown.text(source), encoding="utf-8")
    _require_no_leak(Path(app.outdir))


def _require_no_leak(site: Path) -> None:
    """The last guard: no file of a lab in the site has a delimiter in it."""
    for file in (*site.rglob("labs/**/*.html"), *site.rglob("labs/**/*.md")):
        try:
            require_no_leak(file.read_text(encoding="utf-8"), str(file))
        except PressError:
            file.unlink()
            raise
