"""Display equations: how wide they are in the browser, and where in the sources they stand."""

import re
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from browsing import parsed
from press import paths
from press.pages import toc

# What Sphinx puts around the formula of a page.
AROUND = re.compile(r"^\\\[(?:\\begin\{split\})?|(?:\\end\{split\})?\\\]$")


@dataclass(frozen=True)
class Equation:
    """A display equation as it is seen, and where it is written."""

    file: str
    line: int
    excess: float  # pixels by which it is wider than its box

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.excess:.0f} px too wide"


def equations(docname: str, site: Path, found: dict[int, list[float]]) -> dict[int, list[Equation]]:
    """For each width, the display equations of a page with what was measured on them there."""
    if not any(found.values()):  # the index and the search have no source either
        return {}
    source = toc.source(docname)
    places = lines(site / f"{docname}.html", source)
    file = source.relative_to(paths.ROOT).as_posix()
    return {
        width: [Equation(file, line, pixels) for line, pixels in zip(places, excess, strict=True)]
        for width, excess in found.items()
    }


def lines(html: Path, source: Path) -> list[int]:
    """For each display equation of a built page, the line of the source that opens it.

    Raises AssertionError for one that the source does not hold.
    """
    text, end, found = source.read_text(encoding="utf-8"), 0, []
    for box in map(copy, parsed(html).select("article div.math")):
        for number in box.select(".eqno"):
            number.decompose()
        words = AROUND.sub("", AROUND.sub("", box.get_text().strip())).split()
        written = re.compile(r"[\s>]+".join(map(re.escape, words)))
        match = written.search(text, end) or written.search(text)
        assert match, f"{source}: no line holds the formula {' '.join(words)}"
        end = match.end()
        found.append(text.count("\n", 0, match.start()) + 1)
    return found
