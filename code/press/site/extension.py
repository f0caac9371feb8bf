"""The book's own Sphinx extension; each module of this folder adds one thing."""

from sphinx.application import Sphinx

from press.site import (
    accessibility,
    checks,
    citations,
    clone,
    course_map,
    dark_figures,
    downloads,
    figures,
    folded_code,
    icons,
    lab_pages,
    lab_tests,
    launch_buttons,
    links,
    listings,
    missing_page,
    notebooks,
    numbering,
    outdated,
    outputs,
    overview,
    page_actions,
    phone_figures,
    popups,
    powers,
    reader,
    removed_pages,
    run_times,
    search,
    stacked_tables,
    start,
    terms,
    theme,
    unbroken,
)

PARTS = (
    start,
    reader,
    numbering,
    outdated,
    overview,
    theme,
    icons,
    links,
    listings,
    course_map,
    run_times,
    page_actions,
    accessibility,
    citations,
    popups,
    clone,
    figures,
    dark_figures,
    phone_figures,
    outputs,
    stacked_tables,
    powers,
    unbroken,
    removed_pages,
    missing_page,
    notebooks,
    checks,
    lab_pages,
    lab_tests,
    folded_code,
    launch_buttons,
    downloads,
    search,
    terms,
)


def setup(app: Sphinx) -> dict:
    """Connect every part; they keep no state that a parallel build could lose."""
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
