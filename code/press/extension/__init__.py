"""The book's own Sphinx extension; each module of this folder adds one thing."""

from sphinx.application import Sphinx

from press.extension import (
    accessibility,
    course_map,
    downloads,
    figures,
    labs,
    launch_buttons,
    leftovers,
    links,
    missing_page,
    notebooks,
    outdated,
    overview,
    page_actions,
    printing,
    run_times,
    theme,
    tokens,
)

PARTS = (
    outdated,
    overview,
    theme,
    links,
    course_map,
    run_times,
    downloads,
    page_actions,
    accessibility,
    tokens,
    figures,
    leftovers,
    missing_page,
    notebooks,
    labs,
    launch_buttons,
    printing,
)


def setup(app: Sphinx) -> dict:
    """Connect every part; they keep no state that a parallel build could lose."""
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
