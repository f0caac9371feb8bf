"""The site's figures in the dark: each colour of an SVG becomes a variable with two values.

A browser draws an SVG file in the colour scheme of the `<img>` that shows it, which is the
theme's, so that one file serves both. In the light each variable has the colour that the page
has drawn. Images, colour maps and axes with a ground of their own stay as they are, together
with what is drawn over them; the tag `keep-colours` says so of all axes of a cell's figure.
Where an image shows nothing (masked, NaN), the ground of the page is seen through it.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx

from press.errors import PressError
from press.site.palette import INK, PAPER, is_named, twin
from press.site.svg import NUMBER, SVG, Box, axes, ground, image, rectangle

TAG = "keep-colours"
NOTED = "press-keep-colours"  # where the metadata of a page name its images with this tag
COLOUR = re.compile(r"\b(fill|stroke|stop-color): (#[0-9a-f]{6})\b")
FILL = re.compile(r"\bfill: (#[0-9a-f]{6})\b")
# Matplotlib's names of what is coloured by a map, as the filled contours of a function.
MAPPED = ("QuadContourSet", "TriContourSet", "QuadMesh", "PolyQuadMesh")
COVERED = 0.95  # of the axes; a smaller image is a mark among others


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", note_kept)


def note_kept(app: Sphinx, doctree: nodes.document) -> None:
    """Note which images come from cells with the tag; a later build may not read the page."""
    cells = [c for c in doctree.findall(nodes.container) if f"tag_{TAG}" in c["classes"]]
    images = [image for cell in cells for image in cell.findall(nodes.image)]
    found = {uri for image in images for uri in image["candidates"].values()}
    app.env.metadata[app.env.docname][NOTED] = sorted(found)


def kept_uris(app: Sphinx) -> set[str]:
    """The images of the book whose cells have the tag."""
    return {uri for page in app.env.metadata.values() for uri in page.get(NOTED, ())}


def adapt(svg: str, keep: bool = False) -> str:
    """The same picture in the light, and one in the twins of its colours in the dark."""
    if "</style>" not in svg:  # none of Matplotlib's
        return svg
    used = sorted({colour for _, colour in COLOUR.findall(svg)})
    kept = set(_kept(ElementTree.fromstring(svg), keep))
    svg = COLOUR.sub(lambda found: f"{found[1]}: var({_name(found[2])},{found[2]})", svg)
    svg = re.sub(r'<g id="([^"]+)"', lambda g: g[0] + ' class="kept"' * (g[1] in kept), svg)
    dark = "".join(f"{_name(colour)}:{twin(colour)};" for colour in used)
    # What is black has no fill of its own, and a variable without a value has its first one.
    back = "".join(f"{_name(colour)}:initial;" for colour in used) if kept else ""
    rules = f"svg{{fill:{INK};{dark}}}" + f".kept{{fill:#000000;{back}}}" * bool(kept)
    dark = f"@media (prefers-color-scheme:dark){{{rules}}}"
    return svg.replace("</style>", f"{dark}</style>", 1)


def _name(colour: str) -> str:
    return f"--{colour[1:]}"


def _kept(root: ElementTree.Element, everything: bool) -> Iterator[str]:
    """The ids of the groups that keep their colours: what lies inside of some of the axes."""
    for one in axes(root):
        box = ground(one) or image(one)
        if box and (everything or _is_picture(one, box)):
            # Paper under an image is seen only where the image has no value.
            paper = image(one) and not everything and _behind(one) == {PAPER}
            through = rectangle(one) if paper else None
            yield from (
                part.get("id") for part in _over(one) if part is not through and _inside(part, box)
            )


def _behind(one: ElementTree.Element) -> set[str]:
    """The colour of the ground of these axes; nothing if it is black, or there is none."""
    behind = rectangle(one)
    return set() if behind is None else set(_fills(behind))


def _over(one: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What is drawn over these axes: their own parts, and the grid, but no ticks or labels."""
    for part in one.findall(f"{SVG}g[@id]"):
        if part.get("id").startswith("matplotlib.axis"):
            yield from (
                g for g in part.iter(f"{SVG}g") if g.find(f"{SVG}path[@clip-path]") is not None
            )
        elif not part.get("id").startswith("axes_"):
            yield part


def _is_picture(one: ElementTree.Element, box: Box) -> bool:
    """Whether these axes are an image, are coloured by a map or have a ground of their own."""
    if _behind(one) - {PAPER}:
        return True
    maps = [part for part in one if part.get("id", "").startswith(MAPPED)]
    if any(not is_named(fill) for part in maps for fill in _fills(part)):
        return True
    shown = image(one)
    return bool(shown) and _area(shown) > COVERED * _area(box)


def _inside(part: ElementTree.Element, box: Box) -> bool:
    """Whether a text stands in the box; all other parts of the axes do."""
    if not part.get("id", "").startswith("text_"):
        return True
    place = next(_places(part), "")
    if len(numbers := NUMBER.findall(place)) < 2:
        raise PressError(f"no place is known of the text {part.get('id')}")
    x, y = map(float, numbers[:2])
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _places(text: ElementTree.Element) -> Iterator[str]:
    """Where a text stands: it is moved there, or, if it has an edge, drawn there as paths."""
    yield from (g.get("transform") for g in text.iter() if "translate" in g.get("transform", ""))
    yield from (path.get("d") for path in text.iter(f"{SVG}path") if path.get("d"))


def _fills(part: ElementTree.Element) -> list[str]:
    return [fill for path in part.iter() for fill in FILL.findall(path.get("style", ""))]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
