"""A page that has left the book leaves the site, too."""

from pathlib import Path

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    # Before others put pages of their own into the finished site.
    app.connect("build-finished", remove_leftovers, priority=100)


def remove_leftovers(app: Sphinx, exception: Exception | None) -> None:
    """Remove the HTML of pages that an earlier build wrote and this one knows no more."""
    if app.builder.name != "html" or exception:
        return
    folder = Path(app.outdir)
    extra = {"genindex", "search", *(name for name, *_ in app.builder.domain_indices)}
    for file in folder.rglob("*.html"):
        name = file.relative_to(folder).with_suffix("").as_posix()
        if name not in app.env.found_docs | extra and not name.startswith("_static/"):
            file.unlink()
