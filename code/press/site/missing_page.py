"""`404.html`: what a host of static pages shows where there is none."""

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from press import address

# All in one file, since nobody knows at which depth it will be shown.
PAGE = """\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such page: {title}</title>
<style>
:root {{ color-scheme: light dark; background: light-dark(#fff, #121212);
  color: light-dark(#1f2328, #dfe3e7) }}
body {{ font: 1.15rem/1.6 Charter, "Charis SIL", Georgia, serif; margin: 18vh auto; width: 85%;
  max-width: 32rem }}
a {{ color: light-dark(#00609a, #74bdf0) }}
</style>
</head>
<body>
<main>
<h1>There is no such page</h1>
<p>The book may have moved it: pages are named after their subjects, so
<a href="{site}search.html">search</a> for the subject, or start from
<a href="{site}index.html">{title}</a>.</p>
</main>
</body>
</html>
"""


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the page into a finished site."""
    if exception is None and app.builder.name == "html":
        text = PAGE.format(title=escape(app.config.html_title), site=address.pages_site())
        (Path(app.outdir) / "404.html").write_text(text, encoding="utf-8")
