"""What Matplotlib's SVG files say of a figure: its axes, and where their ground or image lies."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points


def axes(svg: Element) -> Iterator[Element]:
    """The groups of the axes of a figure, in the order in which they are drawn."""
    return (group for group in svg.iter(f"{SVG}g") if group.get("id", "").startswith("axes_"))


def rectangle(of: Element) -> Element | None:
    """The group of the rectangle behind everything, if these axes have one; it is never cut."""
    first = of.find(f"{SVG}g[@id]")
    path = first.find(f"{SVG}path") if first is not None else None
    if path is None or path.get("clip-path") or not first.get("id").startswith("patch_"):
        return None
    return first


def ground(of: Element) -> Box | None:
    """Where that rectangle lies."""
    behind = rectangle(of)
    if behind is None:
        return None
    numbers = [float(number) for number in NUMBER.findall(behind.find(f"{SVG}path").get("d"))]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def image(of: Element) -> Box | None:
    """Where the first image of these axes lies; Matplotlib draws it upside down from below."""
    found = of.find(f"{SVG}g/{SVG}image")
    if found is None:
        return None
    x, y, width, height = (float(found.get(name)) for name in ("x", "y", "width", "height"))
    return x, -y, x + width, height - y
