"""The site's icons: a style sheet with the few outlines that pages show.

The theme loads all two thousand icons of Font Awesome, as 1.5 MB of script that draws them
and as fonts. The outlines of those in use are taken from the theme's own fonts instead, and
are masks through which the colour of the text shows, so that they follow theme and size.
"""

import re
from pathlib import Path
from urllib.parse import quote

import pydata_sphinx_theme
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
SHEET = "icons.css"
# By their class: the font, and the name that the font has for the outline.
ICONS = {
    "fa-angle-left": ("solid-900", "angle-left"),
    "fa-angle-right": ("solid-900", "angle-right"),
    "fa-bars": ("solid-900", "bars"),
    "fa-circle-half-stroke": ("solid-900", "circle-half-stroke"),
    "fa-code": ("solid-900", "code"),
    "fa-download": ("solid-900", "download"),
    "fa-file": ("solid-900", "file"),
    "fa-file-pdf": ("solid-900", "file-pdf"),
    "fa-github": ("brands-400", "github"),
    "fa-lightbulb": ("solid-900", "lightbulb"),
    "fa-list": ("solid-900", "list"),
    "fa-magnifying-glass": ("solid-900", "magnifying-glass"),
    "fa-moon": ("solid-900", "moon"),
    "fa-pencil-alt": ("solid-900", "pencil"),
    "fa-rocket": ("solid-900", "rocket"),
    "fa-sun": ("solid-900", "sun"),
}
# In forced colours a mask would show the background's colour, were it not said otherwise.
COMMON = """/* Made by press.site.icons. Outlines: Font Awesome Free, CC BY 4.0. */
:is(.fas, .fab, .fa-solid, .fa-brands)::before {
  background: currentColor; content: ""; display: inline-block; forced-color-adjust: none;
  height: 1em; mask: var(--icon) center / contain no-repeat; vertical-align: -0.125em;
  width: var(--icon-width, 1em);
}
"""
SCRIPT = re.compile(r"\s*<script [^>]*fontawesome\.js[^>]*></script>")
# What the theme's style sheet says of icons and fonts that the site does not have.
UNUSED = re.compile(r"(?:\.fa-[\w-]+:before,?)+\{content:[^}]*\}|@font-face\{[^}]*Awesome[^}]*\}")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", write_sheet)
    app.connect("html-page-context", tell_templates)
    app.connect("build-finished", remove_unused)


def write_sheet(app: Sphinx) -> None:
    """Draw the icons, before Sphinx stamps the style sheets of pages with their versions."""
    if app.builder.format == "html":
        folder = Path(app.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SHEET).write_text(sheet(), encoding="utf-8")
        app.add_css_file(SHEET)


def tell_templates(app: Sphinx, pagename: str, template: str, context: dict, tree: object) -> None:
    """The layout takes the theme's script out of the head."""
    context["without_icon_script"] = lambda html: SCRIPT.sub("", html)


def sheet() -> str:
    """The style sheet of all icons."""
    fonts = {name: TTFont(_font(name)) for name, _ in ICONS.values()}
    rules = (_rule(kind, fonts[font], glyph) for kind, (font, glyph) in ICONS.items())
    return COMMON + "".join(rules)


def _font(name: str) -> Path:
    return THEME / "vendor" / "fontawesome" / "webfonts" / f"fa-{name}.ttf"


def _rule(kind: str, font: TTFont, name: str) -> str:
    """A mask as wide as the icon is in its font, and as high as a line of letters."""
    glyphs, em = font.getGlyphSet(), font["head"].unitsPerEm
    outline, width = SVGPathPen(glyphs), glyphs[name].width
    glyphs[name].draw(outline)
    # A font counts upwards from the base line, below which lies an eighth; SVG counts down.
    top = em * 7 // 8
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {em}'>"
        f"<path transform='matrix(1 0 0 -1 0 {top})' d='{outline.getCommands()}'/></svg>"
    )
    image = quote(svg, safe=" '/:=().,")
    return (
        f'.{kind} {{--icon: url("data:image/svg+xml,{image}"); --icon-width: {width / em:g}em}}\n'
    )


def remove_unused(app: Sphinx, exception: Exception | None) -> None:
    """Take out of the site what drew the icons before, and maps for debugging the theme."""
    if exception or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    for pattern in ("scripts/fontawesome.js*", "scripts/*.map", "styles/*.map", "vendor/**/fa-*"):
        for file in static.glob(pattern):
            file.unlink()
    style = static / "styles" / "pydata-sphinx-theme.css"
    if style.is_file():
        style.write_text(UNUSED.sub("", style.read_text(encoding="utf-8")), encoding="utf-8")
