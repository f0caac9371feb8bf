"""Figures on a phone: panels below each other, letters that can be read, and a way to enlarge.

A figure is as wide as the column of a desktop. On a phone its letters would shrink to six
pixels. So panels that stand side by side are shown one below the other, by views of the same
file (`#svgView(...)`); what is then still too small is as wide as its smallest letters need,
and scrolls. A link opens the file itself; `enlarge.js` shows it over the page instead.
"""

import re
from itertools import repeat
from pathlib import Path
from xml.etree import ElementTree

from sphinx.application import Sphinx

from press.site.panels import Panel, Part, is_drawn, panels, size, smallest_letters

# Pixels that the smallest letters of a figure must have: ten, but that figures of 3.7 inches, with
# letters of eight points, just fit a phone of 390 pixels.
LETTERS = 9.9
PICTURES = 14.0  # points: pictures without letters are as wide as with letters of this size
# What the caption calls the panels, which is said above each when they are stacked.
NAMES = {2: ("Left", "Right"), 3: ("Left", "Middle", "Right")}
FIGURE = re.compile(
    r'(<figure class="[^"]*" id="[^"]+">\s*)'
    r'(?P<img><img alt="(?P<alt>[^"]*)" src="(?P<src>[^"]*\.svg)"[^>]*>)'
    r'(?P<rest>(?:(?!</figure>).)*?caption-number">(?P<number>[^<]*)<.*?)'
    r"(?P<end></p>\s*</figcaption>)",
    re.DOTALL,
)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", adapt)


def adapt(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Give each figure of a page its width on a phone, its panels, and the link to enlarge it."""
    if not context.get("body"):
        return
    files = {name: uri for uri, name in app.builder.images.items()}

    def adapted(found: re.Match) -> str:
        file = Path(app.srcdir) / files[found["src"].rpartition("/")[2]]
        return _figure(found, file) if file.is_file() else found[0]

    context["body"] = FIGURE.sub(adapted, context["body"])


def _figure(found: re.Match, file: Path) -> str:
    svg = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    # Drawings from elsewhere need not say how large they are, nor have parts that we know.
    if "viewBox" not in svg.attrib or not is_drawn(svg):
        return found[0]
    width, _ = size(svg)
    letters = smallest_letters(svg)
    link = (
        f'<a class="enlarge d-print-none" href="{found["src"]}" '
        f'aria-label="Enlarge {found["number"].strip()}">Enlarge</a>'
    )
    views = panels(svg)
    shown = f'<span class="figure-box">{_sized(found["img"], width, letters)}</span>'
    if len(views) > 1:
        names = NAMES[len(views)]
        widest = max(view.width for view in views)
        stacked = "".join(map(_view, names, views, *map(repeat, (found["src"], letters, widest))))
        label = found["alt"]
        shown = (
            f'<span class="side-by-side">{shown}</span>'
            f'<span class="stacked" role="img" aria-label="{label}">{stacked}</span>'
        )
    return f"{found[1]}{shown}{found['rest']} {link}{found['end']}"


def _view(name: str, view: Panel, source: str, letters: float | None, widest: float) -> str:
    parts = [part for part in (view.numbers, view.part) if part]
    images = "".join(_image(part, source, part.width / view.width) for part in parts)
    share = f"--share: {100 * view.width / widest:.0f}%"
    shown = f'<span class="views" style="{share}">{images}</span>'
    # Where it scrolls, as in a pop-up on a small phone, it is a stop of the keyboard: with a name.
    shown = f'<span class="figure-box" title="{name}">{_sized(shown, view.width, letters)}</span>'
    return f'<span class="panel-name">{name}</span>{shown}'


def _image(part: Part, source: str, share: float) -> str:
    """A part of the file, which takes this share of the width."""
    left, top, width, height = (f"{number:.1f}" for number in part)
    place = f"{source}#svgView(viewBox({left},{top},{width},{height}))"
    style = f"aspect-ratio: {width} / {height}; width: {100 * share:.2f}%"
    return f'<img alt="" src="{place}" style="{style}">'


def _sized(shown: str, width: float, letters: float | None) -> str:
    """The first element with the width at which its smallest letters have enough pixels.

    Where no letters are found, it may be as wide as the page: they may be drawn as paths.
    """
    legible = f"--legible: {LETTERS * width / (letters or PICTURES):.0f}px"
    legible += "" if letters else "; --most: none"
    tag, end, rest = shown.partition(">")
    if ' style="' in tag:
        return tag.replace(' style="', f' style="{legible}; ', 1) + end + rest
    return re.sub(r"^<(\w+)", rf'<\1 style="{legible}"', tag) + end + rest
