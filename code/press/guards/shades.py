"""Captions that hold in the dark, where paper is black and ink is white."""

import re

from press.guards.captions import described
from press.guards.subject import Page, Problem

TAG = "keep-colours"  # the axes of such a figure are the same in both themes
SHADE = re.compile(
    r"\b(?:white|black|dark|bright|light|pale|dim)(?:e?[rn]|e?st|ish|ly|ness)?\b"
    r"(?![ -](?:noise|box))",  # which are no colours
    re.IGNORECASE,
)


def shade(page: Page) -> list[Problem]:
    """Captions and alternative texts that name a shade, of figures that turn with the theme."""
    found = []
    for cell in page.code():
        if TAG in cell.metadata.get("tags", []):
            continue
        texts = described(cell)
        for what in ("caption", "alt text"):
            for word in dict.fromkeys(SHADE.findall(texts[what])):
                why = f"{what} says '{word}', which the dark theme may turn round"
                how = f"name a hue or a mark, or give the cell the tag {TAG}"
                found.append(page.problem(cell.line, f"{why}: {how}"))
    return found
