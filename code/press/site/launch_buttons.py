"""The rocket and the download button of pages with code lead to their notebooks.

The theme's own would lead to the `.md` file, which Colab cannot open, and would offer a
notebook with raw directives; so they are taken out before the theme sees its settings.
"""

from typing import Any

from sphinx.application import Sphinx

from press import address
from press.site import notebooks


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", silence_the_theme)
    # After the theme's own buttons (501).
    app.connect("html-page-context", add_buttons, priority=510)


def silence_the_theme(app: Sphinx) -> None:
    """Without these settings the theme adds no rocket and copies no notebook."""
    app.config.html_theme_options.pop("launch_buttons", None)


def add_buttons(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Add a rocket and a download to a page that has a notebook."""
    if doctree is None or not notebooks.target(app, docname).is_file():
        return
    buttons = context["header_buttons"]
    buttons.insert(0, _rocket(docname))
    for group in buttons:
        if group.get("label") == "download-buttons":
            group["buttons"].insert(0, _download(context["pathto"], docname))


def _rocket(docname: str) -> dict[str, Any]:
    return {
        "type": "group",
        "tooltip": "Launch interactive content",
        "icon": "fas fa-rocket",
        "label": "launch-buttons",
        "buttons": [
            _link("Binder", "Launch on Binder", "binder.svg", address.binder_url(docname)),
            _link("Colab", "Launch on Colab", "colab.png", address.colab_url(docname)),
        ],
    }


def _link(text: str, tooltip: str, logo: str, url: str) -> dict[str, Any]:
    return {
        "type": "link",
        "url": url,
        "text": text,
        "tooltip": tooltip,
        "icon": f"_static/images/logo_{logo}",
        "label": f"launch-{text.lower()}-button",
    }


def _download(pathto: Any, docname: str) -> dict[str, Any]:
    return {
        "type": "link",
        "url": pathto(address.notebook_path(docname), 1),
        "text": "Notebook (.ipynb)",
        "icon": "fas fa-code",
        "tooltip": "Download notebook file",
        "label": "download-notebook-button",
    }
