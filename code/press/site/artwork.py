"""Draws the picture of the landing page: `python -m press.site.artwork` writes the SVG.

A landscape as a sea chart, and the paths that gradient descent takes on it from eight
places. The gradients are those of the book's own reverse mode. The colours are left to
the style sheet, so that the picture follows the site into dark mode.
"""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from contourpy import contour_generator
from diffprog.autodiff import exp, grad

from press import paths

FILE = paths.BOOK / "_static" / "descent.svg"
WIDTH, HEIGHT = 640, 480
X, Y = (-3.2, 3.2), (-2.4, 2.4)  # what part of the plane is drawn
# Depth, centre and width of each basin (hills have a negative depth).
BASINS = [
    (2.0, 1.25, -0.55, 0.85),
    (1.5, -1.35, 0.75, 0.75),
    (1.25, 0.7, 1.3, 0.5),
    (-0.9, -0.2, -0.35, 0.55),
    (0.7, -1.0, -1.35, 0.5),
]
STARTS = [
    (-2.75, 1.75),
    (-0.1, 1.95),
    (2.45, 1.55),
    (2.85, -0.5),
    (1.9, -2.0),
    (-0.15, -0.2),
    (-2.75, -0.6),
    (-2.2, -1.95),
]
LEVELS = np.linspace(-1.7, 1.0, 18)
RATE, STEPS = 0.12, 100
TITLE = "Gradient descent on a landscape with several valleys"
TEXT = (
    "Contour lines of a surface with four valleys. Eight paths of dots start at its edge and "
    "on its hill and run downhill, crossing the contours at right angles, into the valleys."
)


def height(x, y):
    """f(x, y) = x²/9 + y²/5 - Σ depth · exp(-|(x, y) - centre|² / (2 width²))."""
    value = x * x / 9 + y * y / 5
    for depth, a, b, width in BASINS:
        value = value - depth * exp(((x - a) ** 2 + (y - b) ** 2) * (-0.5 / width**2))
    return value


def descend(start: tuple[float, float]) -> list[tuple[float, float]]:
    """The points that gradient descent visits, until it moves no more."""
    slope = grad(height, argnum=(0, 1))
    points = [start]
    for _ in range(STEPS):
        x, y = points[-1]
        dx, dy = slope(x, y)
        points.append((x - RATE * dx, y - RATE * dy))
    return points


def svg() -> str:
    """The whole picture: nested waters, paths, and where they end."""
    parts = [*_waters(), *map(_path, STARTS)]
    names = f'<title id="descent-title">{TITLE}</title><desc id="descent-text">{TEXT}</desc>'
    role = 'role="img" aria-labelledby="descent-title descent-text"'
    head = f'<svg class="descent" viewBox="0 0 {WIDTH} {HEIGHT}" {role}>'
    return "\n".join([head, names, *parts, "</svg>\n"])


def _waters() -> Iterable[str]:
    """What lies below each level; the darker, the more of these lie upon each other."""
    x, y = np.linspace(*X, 81), np.linspace(*Y, 61)
    z = np.vectorize(height)(*np.meshgrid(x, y))
    chart = contour_generator(x, y, z, fill_type="OuterCode")
    for level in LEVELS:
        outlines = [
            _line(points[start:stop])
            for points, codes in zip(*chart.filled(-np.inf, level), strict=True)
            for start, stop in pairwise([*np.flatnonzero(codes == 1), len(codes)])
        ]
        yield f'<path class="water" d="{"Z".join(outlines)}Z"/>'


def _path(start: tuple[float, float]) -> str:
    """The places that one descent visits: a line, a dot for each step, and a ring at the end."""
    points = [_pixel(*point) for point in descend(start)]
    moved = points[:1]
    for point in points[1:]:
        if np.hypot(point[0] - moved[-1][0], point[1] - moved[-1][1]) > 5:
            moved.append(point)
    dots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in moved)
    (x, y), line = points[-1], "L".join(f"{x:.1f} {y:.1f}" for x, y in moved)
    return (
        f'<path class="route" d="M{line}"/><path class="steps" d="{dots}"/>'
        f'<circle class="found" cx="{x:.1f}" cy="{y:.1f}" r="7"/>'
    )


def _line(points: np.ndarray) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (_pixel(*point) for point in points))


def _pixel(x: float, y: float) -> tuple[float, float]:
    across, up = (x - X[0]) / (X[1] - X[0]), (y - Y[0]) / (Y[1] - Y[0])
    return across * WIDTH, (1 - up) * HEIGHT


if __name__ == "__main__":
    FILE.write_text(svg(), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size / 1000:.0f} kB")
