"""Lists of references without a search through all installed packages for each of them."""

from functools import cache

from pybtex import plugin
from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    # pybtex asks for the plugins of its style at each page: a fifth of a small build.
    plugin.entry_points = cache(plugin.entry_points)
