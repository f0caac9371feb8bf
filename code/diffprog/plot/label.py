"""Labels that stand where the thing is, instead of in a legend."""

import numpy as np
from matplotlib.colors import to_rgb


def label_line(line, text, x=None, dx=4, dy=0, **kwargs):
    """Write `text` after the last point of `line`, or above it at x, in its colour made darker.

    Shapes: `line` is one Line2D with N points; x is in data units, dx and dy in points.
    Other keyword arguments go to `Axes.annotate`. Returns the annotation.
    Raises ValueError for a line without a finite point, or an x outside of it.
    """
    x_data, y_data = (np.asarray(v, dtype=float) for v in line.get_data())  # (N,), (N,)
    seen = np.isfinite(x_data) & np.isfinite(y_data)
    if not seen.any():
        raise ValueError(f"the line for {text!r} has no finite point to stand beside")
    x_data, y_data = x_data[seen], y_data[seen]
    if x is None:
        point = (x_data[-1], y_data[-1])
    elif not x_data.min() <= x <= x_data.max():
        raise ValueError(
            f"x = {x} is outside the line for {text!r}: {x_data.min()} to {x_data.max()}"
        )
    else:
        order = np.argsort(x_data)
        point = (x, np.interp(x, x_data[order], y_data[order]))
    dark = [0.75 * c for c in to_rgb(line.get_color())]  # pale colours are hard to read
    style = {
        "color": dark,
        "va": "center" if x is None else "bottom",
        "ha": "left",
        "fontsize": 8,
        **kwargs,
    }
    return line.axes.annotate(
        text, point, xytext=(dx, dy), textcoords="offset points", annotation_clip=False, **style
    )
