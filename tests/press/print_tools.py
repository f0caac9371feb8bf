"""What the tests of print share: the programs they need, and reading a PDF."""

import os
import re
import shutil
import subprocess
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

PROGRAMS = ("xelatex", "latexmk", "makeindex", "rsvg-convert", "pdftotext")
DATA = Path(__file__).parent / "data" / "print"
HEAD, FOOT = 64, 776  # below the head of a page, above its foot, in points from its top
DATE = {"SOURCE_DATE_EPOCH": "1704153600"}  # 2 January 2024


def need_tex() -> None:
    """Skip where there is no TeX, but never in CI, which installs it."""
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    if absent and not os.environ.get("CI"):
        pytest.skip(f"{', '.join(absent)} not found: see .ci/packages.txt")
    assert not absent, f"CI must have {', '.join(absent)}"


def read(pdf: Path, *options: str) -> str:
    """The text of a PDF, its lines as they stand."""
    return _output("pdftotext", "-layout", *options, str(pdf), "-")


def pages(pdf: Path) -> list[str]:
    """The text of each page of a PDF."""
    return read(pdf).split("\f")[:-1]


def facts(pdf: Path) -> dict[str, str]:
    """What `pdfinfo` says of a PDF."""
    lines = _output("pdfinfo", str(pdf)).splitlines()
    return dict(re.split(r":\s+", line, maxsplit=1) for line in lines if re.search(r":\s", line))


def links(pdf: Path) -> list[str]:
    """The addresses that a PDF links to."""
    return re.findall(r"https?://\S+", _output("pdfinfo", "-url", str(pdf)))


def pictures(pdf: Path) -> list[str]:
    """The raster images in a PDF, a line each."""
    return _output("pdfimages", "-list", str(pdf)).splitlines()[2:]


def looked_at(pdf: Path, page: int = 1) -> Image.Image:
    """A page as a picture, 100 dots an inch."""
    number = str(page)
    options = ["-r", "100", "-f", number, "-l", number, "-singlefile", "-png"]
    shown = subprocess.run(["pdftoppm", *options, str(pdf)], capture_output=True, check=True)
    return Image.open(BytesIO(shown.stdout)).convert("RGB")


def headings(pdf: Path) -> list[str]:
    """The list of headings that a reader shows beside the pages."""
    text = _output("pdftohtml", "-xml", "-i", "-stdout", str(pdf))
    return re.findall(r"<item page=\"\d+\">(.*?)</item>", text)


class Word(NamedTuple):
    """A word on a page, and where it stands, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float


def words(pdf: Path, page: int) -> list[Word]:
    """The words of a page."""
    number = str(page)
    text = _output("pdftotext", "-bbox", "-f", number, "-l", number, str(pdf), "-")
    pattern = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>'
    return [
        Word(unescape(text), float(left), float(top), float(right))
        for left, top, right, text in re.findall(pattern, text)
    ]


def body(pdf: Path, page: int) -> list[Word]:
    """The words of a page between its head and its foot."""
    return [word for word in words(pdf, page) if HEAD < word.top < FOOT]


def parts(pdf: Path) -> list[tuple[str, str]]:
    """The structure of a PDF: each part's role, and the text in it and below."""
    found: list[tuple[str, list[str]]] = []
    stack: list[tuple[int, list[str]]] = []  # of the parts that are open, with their depths
    for line in _output("pdfinfo", "-struct-text", str(pdf)).splitlines():
        depth = len(line) - len(line.lstrip())
        while stack and stack[-1][0] >= depth:
            stack.pop()
        if said := re.match(r'^ *"(.*)"$', line):
            for _, texts in stack:
                texts.append(said[1])
        elif role := re.match(r"^ *([A-Z][A-Za-z0-9]*)(?: \((?:block|inline)\))?:?$", line):
            found.append((role[1], []))
            stack.append((depth, found[-1][1]))
    return [(role, " ".join("".join(texts).split())) for role, texts in found]


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
