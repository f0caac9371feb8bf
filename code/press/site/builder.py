"""One Sphinx build with Jupyter Book's configuration, warnings as errors."""

import sys
from pathlib import Path
from typing import Any

from press import paths


def build(
    builder: str,
    outdir: Path,
    doctrees: Path,
    overrides: dict[str, Any] | None = None,
    **app_options: Any,
) -> bool:
    """Run a Sphinx builder over the book; True when it ended without a warning.

    A failed build forgets its doctrees, for Sphinx repeats a page's warnings only
    when it reads the page again, and the next build would wrongly be green.
    """
    # Imported here: Sphinx takes a second that an up-to-date build need not spend.
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    options, _ = get_final_config(
        user_yaml=paths.CONFIG,
        sourcedir=paths.BOOK,
        cli_config={
            "external_toc_path": str(paths.TOC),
            "latex_individualpages": False,
        },
        raise_on_invalid=True,
    )
    # Thebe would put the address of a CDN into every page.
    options["extensions"].remove("sphinx_thebe")
    options.update(overrides or {})
    with patch_docutils(None), docutils_namespace():
        app = Sphinx(
            srcdir=paths.BOOK,
            confdir=None,
            outdir=outdir,
            doctreedir=doctrees,
            buildername=builder,
            confoverrides=options,
            warningiserror=True,
            keep_going=True,
            status=None,
            warning=sys.stderr,
            **app_options,
        )
        app.build()
    if app.statuscode:
        (doctrees / "environment.pickle").unlink(missing_ok=True)
    return app.statuscode == 0
