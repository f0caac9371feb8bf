"""The book's own Sphinx extension; each module of this folder adds one thing."""

from sphinx.application import Sphinx

from press.extension import outdated


def setup(app: Sphinx) -> dict:
    """Connect every part; they keep no state that a parallel build could lose."""
    for part in (outdated,):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
