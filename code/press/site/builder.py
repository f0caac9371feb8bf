"""One Sphinx build with Jupyter Book's configuration, warnings as errors."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from press import paths
from press.errors import PressError

# These are faults of the code, for which its author needs the traceback.
FAULTS = (AttributeError, TypeError, LookupError, NameError, AssertionError)


def build(
    builder: str,
    outdir: Path,
    doctrees: Path,
    overrides: dict[str, Any] | None = None,
) -> bool:
    """Run a Sphinx builder over the book; True when it ended without a warning.

    A failed build forgets its doctrees, for Sphinx repeats a page's warnings only
    when it reads the page again, and the next build would wrongly be green.
    Raises PressError for settings that Jupyter Book or Sphinx refuses.
    """
    # Imported here: Sphinx takes a second that an up-to-date build need not spend.
    with _no_collection():
        from sphinx.application import Sphinx
        from sphinx.errors import SphinxError
        from sphinx.util.docutils import docutils_namespace, patch_docutils

    try:
        with patch_docutils(None), docutils_namespace():
            with _no_collection():
                app = Sphinx(
                    srcdir=paths.BOOK,
                    confdir=None,
                    outdir=outdir,
                    doctreedir=doctrees,
                    buildername=builder,
                    confoverrides={**_settings(), **(overrides or {})},
                    warningiserror=True,
                    keep_going=True,
                    status=None,
                    warning=sys.stderr,
                )
            app.build()
    except SphinxError as error:
        # What the press itself has found is wrapped when it was Sphinx that called it.
        if isinstance(error.__cause__, FAULTS):
            raise
        raise PressError(_with_file(error.__cause__ or error)) from error
    if app.statuscode:
        (doctrees / "environment.pickle").unlink(missing_ok=True)
    return app.statuscode == 0


@contextmanager
def _no_collection() -> Iterator[None]:
    """What is imported and loaded is no garbage: to look for some takes an eighth of a build."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _with_file(error: BaseException) -> str:
    """What an error says, after the name of the file that it knows, as those of BibTeX do."""
    file, text = str(getattr(error, "filename", None) or ""), str(error)
    return text if file in text else f"{file}: {text}"


def _settings() -> dict[str, Any]:
    """What `_config.yml` says, in the words of Sphinx."""
    from jsonschema import ValidationError
    from jupyter_book.config import get_final_config

    try:
        found, _ = get_final_config(
            user_yaml=paths.CONFIG,
            cli_config={"external_toc_path": str(paths.TOC), "latex_individualpages": False},
            raise_on_invalid=True,
        )
    except ValidationError as error:
        raise PressError(f"{paths.CONFIG}: {error.message}") from error
    return found
