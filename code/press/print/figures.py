"""Figures on paper: the SVG that a page has drawn, as PDF.

Pages draw each figure once, for the site. Drawing it as PDF too would cost every run of a page
as much again, and is needed only by the few handouts that have changed.
"""

import os
import subprocess
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util import logging

logger = logging.getLogger(__name__)

SVG, PDF = "image/svg+xml", "application/pdf"


class FigureConverter(ImageConverter):
    """Turns each SVG into a PDF with the same lines; letters stay the outlines that they are."""

    conversion_rules = [(SVG, PDF)]  # noqa: RUF012 (as Sphinx declares it)

    def is_available(self) -> bool:
        """True: `xelatex.missing` has looked for the program."""
        return True

    def convert(self, _from: str, _to: str) -> bool:
        """Write the PDF, unless the one that is there is newer; False for what cannot be drawn."""
        source, target = Path(_from), Path(_to)
        if "<filter" in source.read_text(encoding="utf-8"):
            # Matplotlib draws shading="gouraud" with filters, which the program gets wrong.
            why = "it has filters, as of smooth shading: draw it in plain colours or as PNG"
            logger.warning("%s cannot be printed: %s", source.name, why)
            return False
        if not target.is_file() or target.stat().st_mtime < source.stat().st_mtime:
            _draw(source, target)
        return True


def _draw(source: Path, target: Path) -> None:
    """One page of the size of the picture, without the time of day in it."""
    unfinished = target.with_suffix(".tmp")
    command = ["rsvg-convert", "--format=pdf", "--output", str(unfinished), str(source)]
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": "0"})
    unfinished.replace(target)


def prefer_svg(app: Sphinx, config: Config) -> None:
    """Let MyST-NB take the SVG of an output for LaTeX as well, which it would pass over."""
    config.nb_mime_priority_overrides = [*config.nb_mime_priority_overrides, ("latex", SVG, 5)]
