"""What Matplotlib's SVG files say of their figure: its size, its letters, and its panels."""

import re
from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple
from xml.etree.ElementTree import Element

from press.site.svg import NUMBER, SVG, axes, image

SCALE = re.compile(r"scale\(([\d.]+)")
UNITS = 100  # Matplotlib draws a letter in units of a hundredth of its size
LETTER = 65  # about the width of one, in these units
AIR = 2.0  # points that must be free between two panels
TICK = 4.0  # points left of an axis which its ticks take, and a little more
HALF = 5.0  # points of the lowest number that stand below the axis beside which it is
MOST = 3  # panels below each other; more are a series, which is read as one


class Part(NamedTuple):
    """A part of a figure, from top to bottom, in points."""

    left: float
    top: float
    width: float
    height: float


class Panel(NamedTuple):
    """A panel, and to its left the numbers of another panel's axis where it has none itself."""

    part: Part
    numbers: Part | None = None

    @property
    def width(self) -> float:
        """Of both, in points."""
        return self.part.width + (self.numbers.width if self.numbers else 0.0)


def size(svg: Element) -> tuple[float, float]:
    """Width and height of the figure, in points."""
    _, _, width, height = map(float, svg.get("viewBox").split())
    return width, height


def is_drawn(svg: Element) -> bool:
    """Whether Matplotlib has drawn this."""
    return any(g.get("id", "").startswith("figure_") for g in svg.iter(f"{SVG}g"))


def smallest_letters(svg: Element) -> float:
    """The size of the smallest text, in points, or 0 where there is none."""
    return min((scale * UNITS for _, _, scale, _ in _texts(svg)), default=0.0)


def panels(svg: Element) -> list[Panel]:
    """The panels of a figure that stand side by side, from left to right.

    What stands below each other is one panel. The whole figure is the only one where panels
    cannot be told apart: where no vertical line passes between them, or where something belongs
    to several.
    """
    width, height = size(svg)
    whole = [Panel(Part(0.0, 0.0, width, height))]
    found = [_Axes(part) for part in axes(svg)]
    if len(found) < 2 or len(found) < len(_parts(svg)):
        return whole
    columns = _columns(found, narrow=0.12 * width)
    between = [(a.right + b.left) / 2 for a, b in pairwise(columns)]
    free = all(b.left - a.right > AIR for a, b in pairwise(columns))
    if not 1 < len(columns) <= MOST or not free or columns[0].borrows:
        return whole
    result, numbers = [], None
    for column, (a, b) in zip(columns, pairwise([0.0, *between, width]), strict=True):
        if not column.borrows:
            # Without the line of the axis and its ticks: the panel beside which they come has
            # its own. Nor with what stands below, which is of the other panel.
            ends = min(column.bottom + HALF, height)
            numbers = Part(a, 0.0, column.start - TICK - a, ends)
        result.append(Panel(Part(a, 0.0, b - a, height), numbers if column.borrows else None))
    return result


class _Axes:
    """Where axes and all that belongs to them begin and end; whether they borrow numbers for y."""

    def __init__(self, part: Element) -> None:
        *frame, bottom = _frame(part)
        ends = [frame, *((x, x + w) for x, _, _, w in _texts(part))]
        self.left, self.right = min(a for a, _ in ends), max(b for _, b in ends)
        self.start, self.width, self.bottom = frame[0], frame[1] - frame[0], bottom
        axis = [g for g in part if g.get("id", "").startswith("matplotlib.axis")][1:]
        ticks = [g for g in axis if any(i.get("id", "").startswith("ytick_") for i in g.iter())]
        self.borrows = bool(ticks) and not any(True for _ in _texts(ticks[0]))

    def join(self, other: "_Axes") -> None:
        """Take in what stands below, or beside as a scale of colours."""
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.start, self.bottom = min(self.start, other.start), max(self.bottom, other.bottom)


def _columns(axes: list[_Axes], narrow: float) -> list[_Axes]:
    """One for each panel of a row; what is narrow, as a scale of colours, goes with the last."""
    columns: list[_Axes] = []
    for one in sorted(axes, key=lambda one: (one.start, -one.width)):
        below = bool(columns) and one.start < columns[-1].start + columns[-1].width / 2
        if columns and (below or one.width < narrow):
            columns[-1].borrows |= below and one.borrows
            columns[-1].join(one)
        else:
            columns.append(one)
    return columns


def _parts(svg: Element) -> list[Element]:
    """What the figure consists of, without its ground."""
    figure = next(g for g in svg.iter(f"{SVG}g") if g.get("id", "").startswith("figure_"))
    return figure.findall(f"{SVG}g[@id]")[1:]


def _frame(one: Element) -> tuple[float, float, float]:
    """Left, right and lower edge of the first uncut shape of axes, such as their ground, or of
    their image.
    """
    path = one.find(f"{SVG}g/{SVG}path")
    if path is not None and not path.get("clip-path"):
        numbers = [float(number) for number in NUMBER.findall(path.get("d"))]
        return min(numbers[::2]), max(numbers[::2]), max(numbers[1::2])
    if box := image(one):
        return box[0], box[2], box[3]
    return -inf, inf, inf  # nothing says where they end


def _texts(part: Element) -> Iterator[tuple[float, float, float, float]]:
    """Of each text: its left edge, its base line, its scale, and about its width."""
    for group in part.iter(f"{SVG}g"):
        how = group.get("transform", "")
        if not (scale := SCALE.search(how)) or "translate" not in how:
            continue
        x, y = map(float, NUMBER.findall(how)[:2])
        size = float(scale[1]) * UNITS
        if "rotate" in how:
            yield x - size, y, float(scale[1]), 1.3 * size
        else:
            places = (
                NUMBER.findall(use.get("transform", "")) for use in group.findall(f"{SVG}use")
            )
            last = max((float(place[0]) for place in places if place), default=0.0)
            yield x, y, float(scale[1]), float(scale[1]) * (last + LETTER)
