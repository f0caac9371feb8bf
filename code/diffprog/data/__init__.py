"""Data that needs no download: bundled with scikit-learn or Python, or generated."""

from diffprog.data.bundled import digits, table
from diffprog.data.curves import line, sine
from diffprog.data.media import photo, prose
from diffprog.data.plane import blobs, moons, spirals
from diffprog.data.ratings import ratings
from diffprog.data.split import split

__all__ = [
    "blobs",
    "digits",
    "line",
    "moons",
    "photo",
    "prose",
    "ratings",
    "sine",
    "spirals",
    "split",
    "table",
]
