"""One style for every figure: colour-blind-safe, legible in grey, the same on every machine."""

import os

from cycler import cycler

# Source: Okabe and Ito (2008), Color Universal Design; the yellow is left out, since a thin
# yellow line on white is too faint, and the order puts the most contrasting first.
COLOURS = {
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "orange": "#E69F00",
    "black": "#000000",
}
DASHES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (2, 1)), (0, (9, 2))]
INK, GRID = "#222222", "#E3E3E3"

STYLE = {
    "figure.figsize": (5.6, 3.2),  # inches
    "savefig.dpi": 200,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",  # a page in the dark exchanges it, and all colours of lines
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # ships with matplotlib
    "mathtext.fontset": "dejavusans",
    "font.size": 9,
    "axes.titlesize": 9.5,
    "axes.labelsize": 9,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": "#777777",
    "xtick.color": "#777777",
    "ytick.color": "#777777",
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "lines.linewidth": 1.8,
    "lines.markersize": 4.5,
    "axes.prop_cycle": cycler(color=list(COLOURS.values())) + cycler(linestyle=DASHES),
    "image.cmap": "cividis",
    "svg.fonttype": "path",  # the same letters on every machine
    "svg.hashsalt": "diffprog",  # the same file at every run
}


def use_style(png=False):
    """Set the book's figure style; in a notebook, show figures as SVG, or as PNG.

    Sizes are in inches and points: 5.6 by 3.2 inches, text of 8 to 9.5 points. PNG (`png=True`),
    200 dots an inch, is for figures with thousands of marks. Call it once, at the top of a page.
    Source: Okabe and Ito (2008), Color Universal Design, for the colours.
    """
    import matplotlib

    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # no time of day inside the files
    matplotlib.rcParams.update(STYLE | {"figure.dpi": 200 if png else 100})
    shell = _shell()
    if shell is not None:
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        set_matplotlib_formats("png" if png else "svg")


def _shell():
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()
