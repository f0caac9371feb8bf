"""The settings of the theme that `_config.yml` cannot hold without replacing others."""

from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from press import fresh, paths

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE_CACHE = paths.STAGING / "templates"
OPTIONS = {
    "navbar_persistent": [],  # the sidebar has the search field already
    "use_fullscreen_button": False,
    "primary_sidebar_end": [],  # otherwise a placeholder for advertisements
    "article_footer_items": ["page-actions.html"],
    "footer_content_items": ["book-footer.html"],
    "back_to_top_button": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "github-dark-colorblind",
}
SIDEBAR = ["sidebar-head.html", "sbt-sidebar-nav.html"]
LANGUAGE = "en-GB"  # of the text; the theme's own words stay as they are
STATIC = "_static"  # the folder, in the book, of what pages load
FAVICON = f"{STATIC}/favicon.svg"


def setup(app: Sphinx) -> None:
    # The theme corrects the writer of HTML only if it is the one registered, or none is.
    app.set_translator("html", HTML5Translator)
    # Pages name the version of each style sheet, so all are written again when one changes.
    app.add_config_value("press_static", fresh.digest(paths.BOOK / STATIC), "html")
    app.connect("config-inited", configure)
    app.connect("builder-inited", keep_templates)
    app.connect("html-page-context", titles)


def configure(app: Sphinx, config: Config) -> None:
    """Fill in what the book wants of the theme; what `_config.yml` says stays."""
    config.templates_path.insert(0, str(TEMPLATES))
    static = paths.BOOK / STATIC
    if static.is_dir():
        config.html_static_path.insert(0, STATIC)
    config.html_css_files = sorted(sheet.name for sheet in static.glob("*.css"))
    config.html_js_files = sorted(script.name for script in static.glob("*.js"))
    config.html_sidebars = {"**": SIDEBAR, **config.html_sidebars}
    config.html_context.setdefault("default_mode", "auto")
    for name, value in OPTIONS.items():
        config.html_theme_options.setdefault(name, value)
    if (Path(app.srcdir) / FAVICON).is_file() and not config.html_favicon:
        config.html_favicon = FAVICON


def keep_templates(app: Sphinx) -> None:
    """Keep the theme's templates as Python would run them, which takes a while to find out."""
    if app.builder.format == "html":
        TEMPLATE_CACHE.mkdir(parents=True, exist_ok=True)
        cache = FileSystemBytecodeCache(str(TEMPLATE_CACHE))
        app.builder.templates.environment.bytecode_cache = cache


def titles(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Language and titles; the landing page's is the book's, not the book's twice."""
    context["language"] = LANGUAGE
    context["book_title"] = app.config.html_title
    if pagename == app.config.root_doc:
        context["docstitle"] = ""
