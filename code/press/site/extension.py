"""The book's own Sphinx extension; each module of this folder adds one thing."""

from sphinx.application import Sphinx

from press.site import (
    accessibility,
    citations,
    clone,
    course_map,
    figures,
    handout_links,
    icons,
    lab_pages,
    launch_buttons,
    links,
    missing_page,
    notebooks,
    outdated,
    overview,
    page_actions,
    popups,
    reader,
    removed_pages,
    run_times,
    start,
    theme,
)

PARTS = (
    start,
    reader,
    outdated,
    overview,
    theme,
    icons,
    links,
    course_map,
    run_times,
    handout_links,
    page_actions,
    accessibility,
    citations,
    popups,
    clone,
    figures,
    removed_pages,
    missing_page,
    notebooks,
    lab_pages,
    launch_buttons,
)


def setup(app: Sphinx) -> dict:
    """Connect every part; they keep no state that a parallel build could lose."""
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
