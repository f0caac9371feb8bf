"""The look of every figure in the book, and the few drawings that many pages share."""

from diffprog.plot import graph
from diffprog.plot.images import images
from diffprog.plot.label import label_line
from diffprog.plot.style import COLOURS, use_style

__all__ = ["COLOURS", "graph", "images", "label_line", "use_style"]
