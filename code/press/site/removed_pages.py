"""A page that has left the book leaves the site with what was made of it."""

from pathlib import Path

from sphinx.application import Sphinx

from press import address
from press.site import popups


def setup(app: Sphinx) -> None:
    # Before others put pages of their own into the finished site.
    app.connect("build-finished", remove_leftovers, priority=100)


def remove_leftovers(app: Sphinx, exception: Exception | None) -> None:
    """Remove what an earlier build wrote of pages that this one knows no more."""
    if app.builder.name != "html" or exception:
        return
    site, pages = Path(app.outdir), app.env.found_docs
    own = {"genindex", "search", *(name for name, *_ in app.builder.domain_indices)}
    _remove_others(site, ".html", pages | own)
    _remove_others(site, popups.SUFFIX, pages)
    _remove_others(site / address.NOTEBOOKS, ".ipynb", pages)


def _remove_others(folder: Path, suffix: str, wanted: set[str]) -> None:
    for file in folder.rglob(f"*{suffix}"):
        name = file.relative_to(folder).as_posix().removesuffix(suffix)
        if name not in wanted and not name.startswith("_static/"):
            file.unlink()
