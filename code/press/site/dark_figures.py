"""The site's figures in the dark: each colour of an SVG becomes a variable with two values.

A browser draws an SVG file in the colour scheme of the `<img>` that shows it, which is the
theme's, so that one file serves both. In the light each variable has the colour that the page
has drawn. Images, colour maps and axes with a ground of their own stay as they are, together
with what is drawn over them; the tag `keep-colours` says so of all axes of a cell's figure.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx

from press.site.palette import INK, PAPER, is_named, twin

TAG = "keep-colours"
NOTED = "press-keep-colours"  # where the metadata of a page name its images with this tag
SVG = "{http://www.w3.org/2000/svg}"
COLOUR = re.compile(r"\b(fill|stroke|stop-color): (#[0-9a-f]{6})\b")
FILL = re.compile(r"\bfill: (#[0-9a-f]{6})\b")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# Matplotlib's names of what is coloured by a map, as the filled contours of a function.
MAPPED = ("QuadContourSet", "TriContourSet", "QuadMesh", "PolyQuadMesh")
COVERED = 0.95  # of the axes; a smaller image is a mark among others
AFTER_SHRINKING = 600

Box = tuple[float, float, float, float]  # left, top, right, bottom


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", note_kept)
    app.connect("build-finished", adapt_figures, priority=AFTER_SHRINKING)


def note_kept(app: Sphinx, doctree: nodes.document) -> None:
    """Note which images come from cells with the tag; a later build may not read the page."""
    cells = [c for c in doctree.findall(nodes.container) if f"tag_{TAG}" in c["classes"]]
    images = [image for cell in cells for image in cell.findall(nodes.image)]
    found = {uri for image in images for uri in image["candidates"].values()}
    app.env.metadata[app.env.docname][NOTED] = sorted(found)


def adapt_figures(app: Sphinx, exception: Exception | None) -> None:
    """Give the figures of the pages that this build has written their second values."""
    if exception or app.builder.name != "html":
        return
    kept = {uri for page in app.env.metadata.values() for uri in page.get(NOTED, ())}
    for uri, name in app.builder.images.items():
        file = Path(app.outdir) / app.builder.imagedir / name
        if file.suffix == ".svg" and file.is_file():
            svg = file.read_text(encoding="utf-8")
            file.write_text(adapt(svg, keep=uri in kept), encoding="utf-8")


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
    for axes in root.iter(f"{SVG}g"):
        if not axes.get("id", "").startswith("axes_"):
            continue
        box = _ground(axes) or _image(axes)
        if box and (everything or _is_picture(axes, box)):
            yield from (part.get("id") for part in _over(axes) if _inside(part, box))


def _over(axes: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What is drawn over these axes: their own parts, and the grid, but no ticks or labels."""
    for part in axes.findall(f"{SVG}g[@id]"):
        if part.get("id").startswith("matplotlib.axis"):
            yield from (
                g for g in part.iter(f"{SVG}g") if g.find(f"{SVG}path[@clip-path]") is not None
            )
        elif not part.get("id").startswith("axes_"):
            yield part


def _is_picture(axes: ElementTree.Element, box: Box) -> bool:
    """Whether these axes are an image, are coloured by a map or have a ground of their own."""
    ground, image = axes.find(f"{SVG}g[@id]"), _image(axes)
    if _ground(axes) and set(_fills(ground)) - {PAPER}:
        return True
    maps = [part for part in axes if part.get("id", "").startswith(MAPPED)]
    if any(not is_named(fill) for part in maps for fill in _fills(part)):
        return True
    return bool(image) and _area(image) > COVERED * _area(box)


def _ground(axes: ElementTree.Element) -> Box | None:
    """Where the rectangle behind everything lies, if these axes have one; it is never cut."""
    first = axes.find(f"{SVG}g[@id]")
    path = first.find(f"{SVG}path") if first is not None else None
    if path is None or path.get("clip-path") or not first.get("id").startswith("patch_"):
        return None
    numbers = [float(number) for number in NUMBER.findall(path.get("d"))]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def _image(axes: ElementTree.Element) -> Box | None:
    """Where the first image of these axes lies; Matplotlib draws it upside down from below."""
    image = axes.find(f"{SVG}g/{SVG}image")
    if image is None:
        return None
    x, y, width, height = (float(image.get(name)) for name in ("x", "y", "width", "height"))
    return x, -y, x + width, height - y


def _inside(part: ElementTree.Element, box: Box) -> bool:
    """Whether a text stands in the box; all other parts of the axes do."""
    if not part.get("id", "").startswith("text_"):
        return True
    places = (g.get("transform", "") for g in part.iter() if "translate" in g.get("transform", ""))
    x, y = map(float, NUMBER.findall(next(places))[:2])
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _fills(part: ElementTree.Element) -> list[str]:
    return [fill for path in part.iter() for fill in FILL.findall(path.get("style", ""))]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
