"""The site's SVG figures, in both themes, and as small as can be without a visible change.

Matplotlib writes six decimals of a point and a letter for each straight line. Two decimals
are finer than any screen, and a line's letter may be left out after another line.
"""

import re
from pathlib import Path
from xml.etree import ElementTree

from sphinx.application import Sphinx

from press.errors import PressError
from press.site import dark_figures

PLACES = 2  # decimals of a point, which is a third of a millimetre
MANY = 10_000  # characters of a path, such as a contour's: one decimal less is enough there
LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
ATTRIBUTE = re.compile(r' (d|x|y)="([^"]*)"')  # not `transform`, whose scales may be small


def setup(app: Sphinx) -> None:
    app.connect("build-finished", finish)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Shrink the figures of the pages that this build has written, and adapt them to the dark."""
    if exception or app.builder.name != "html":
        return
    folder, kept = Path(app.outdir) / app.builder.imagedir, dark_figures.kept_uris(app)
    for uri, name in app.builder.images.items():
        file = folder / name
        if file.suffix == ".svg" and file.is_file():
            svg = shrink(file.read_text(encoding="utf-8"))
            try:
                adapted = dark_figures.adapt(svg, keep=uri in kept)
            except (PressError, ElementTree.ParseError) as error:
                pages = ", ".join(sorted(app.env.images[uri][0]))
                why = f"its figure {uri} cannot be adapted to the dark: {error}"
                raise PressError(f"{pages}: {why}") from error
            file.write_text(adapted, encoding="utf-8")


def shrink(svg: str) -> str:
    """The same picture in fewer characters."""
    svg = ATTRIBUTE.sub(lambda found: f' {found[1]}="{_path(found[2])}"', svg)
    return re.sub(r"\n\s*", "\n", svg)


def _path(data: str) -> str:
    kept, before = [], ""
    places = PLACES - (len(data) > MANY)
    for token in LONG.sub(lambda number: _rounded(number, places), data).split():
        if token.isalpha():
            if token == "L" and before in ("M", "L"):
                continue
            before = token
        kept.append(token)
    return " ".join(kept)


def _rounded(number: re.Match, places: int) -> str:
    text = f"{float(number[0]):.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-", "-0") else text
