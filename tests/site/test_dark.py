"""Figures in both themes, whoever has chosen the theme, and pages that print light."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlparse
from xml.etree import ElementTree

import numpy as np
import pytest
from browsing import MATHEMATICS, Opened
from diffprog.plot import COLOURS
from diffprog.plot.style import INK
from PIL import Image
from playwright.sync_api import Locator
from press.pages import toc
from press.site.palette import GROUND, PAPER, twin

FIGURE = ".cell_output figure img"
SYSTEMS = ["light", "dark"]
BLUE = COLOURS["blue"].lower()
IMAGE = "{http://www.w3.org/2000/svg}image"


def file_of(figure: Locator) -> Path:
    return Path(unquote(urlparse(figure.evaluate("image => image.currentSrc")).path))


def find(opened: Opened, site: Path, wanted) -> Locator:
    """The first figure of the book whose SVG is wanted, on its page."""
    for entry in toc.entries():
        page = site / f"{entry.docname}.html"
        if "<figcaption" not in page.read_text(encoding="utf-8"):
            continue
        opened.page.goto(page.as_uri())
        for figure in opened.page.locator(FIGURE).all():
            if wanted(file_of(figure).read_text(encoding="utf-8")):
                return figure
    raise AssertionError("no figure of the book is like that")


def pixels(figure: Locator) -> np.ndarray:
    """What is seen of it: (H, W, 3)."""
    figure.scroll_into_view_if_needed()
    return np.asarray(Image.open(BytesIO(figure.screenshot())).convert("RGB"))


def has(picture: np.ndarray, colour: str) -> bool:
    """Whether there is a pixel of exactly that colour."""
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return bool((picture == rgb).all(axis=-1).any())


def choose(opened: Opened, system: str, theme: str) -> None:
    """Set what the reader's system asks for, and turn the site's switch to a theme."""
    opened.page.emulate_media(color_scheme=system)
    for _ in range(3):
        if opened.page.evaluate("document.documentElement.dataset.mode") == theme:
            break
        opened.page.locator("button.theme-switch-button:visible").first.click()
    opened.page.wait_for_selector(f"html[data-mode={theme}]")


@pytest.fixture
def reader(blank: Opened) -> Iterator[Opened]:
    """A page whose reader has chosen no theme, before and after."""
    yield blank
    blank.page.emulate_media(color_scheme="light", media="screen")
    if blank.page.url.startswith("file:"):
        blank.page.evaluate("localStorage.clear()")


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_a_figure_follows_the_theme_of_the_page(
    reader: Opened, site: Path, system: str, theme: str
):
    figure = find(reader, site, lambda svg: BLUE in svg and "<image" not in svg)
    choose(reader, system, theme)
    picture = pixels(figure)
    seen = theme if theme != "auto" else system
    colours = {"light": (PAPER, BLUE, INK), "dark": tuple(map(twin, (PAPER, BLUE, INK)))}
    for name, values in colours.items():
        assert [has(picture, value) for value in values] == [name == seen] * 3


def test_an_image_has_the_same_pixels_in_both_themes(reader: Opened, site: Path):
    figure = find(reader, site, lambda svg: "<image" in svg and 'class="kept"' in svg)
    root = ElementTree.parse(file_of(figure)).getroot()
    image, width = next(root.iter(IMAGE)), float(root.get("viewBox").split()[2])
    reader.page.emulate_media(color_scheme="light")
    light = pixels(figure)
    reader.page.emulate_media(color_scheme="dark")
    dark = pixels(figure)
    scale = light.shape[1] / width
    x, y = float(image.get("x")) * scale, -float(image.get("y")) * scale
    w, h = float(image.get("width")) * scale, float(image.get("height")) * scale
    inside = np.s_[int(y + h / 4) : int(y + 3 * h / 4), int(x + w / 4) : int(x + 3 * w / 4)]
    assert (light[0, 0] != dark[0, 0]).any(), "the figure has not changed its ground"
    assert len(np.unique(light[inside].reshape(-1, 3), axis=0)) > 2, "this is no image"
    assert (light[inside] == dark[inside]).all()


def test_nothing_is_turned_over(site: Path):
    for sheet in (site / "_static").glob("*.css"):
        assert "invert(" not in sheet.read_text(encoding="utf-8"), sheet.name


@pytest.mark.parametrize("theme", ["dark", "auto"])
def test_what_is_dark_on_the_screen_is_light_on_paper(reader: Opened, site: Path, theme: str):
    figure = find(reader, site, lambda svg: "<image" not in svg)
    choose(reader, "dark", theme)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert reader.page.evaluate(ground) == "rgb(18, 18, 18)"
    reader.page.emulate_media(color_scheme="dark", media="print")
    reader.page.wait_for_selector("html[data-theme=light]")
    assert reader.page.evaluate(ground) == "rgb(255, 255, 255)"
    assert has(pixels(figure), PAPER)
    assert not has(pixels(figure), GROUND)
    reader.page.emulate_media(color_scheme="dark", media="screen")
    reader.page.wait_for_selector("html[data-theme=dark]")
    assert reader.page.evaluate("document.documentElement.dataset.mode") == theme


def printed(opened: Opened, folder: Path, name: str) -> list[np.ndarray]:
    """The pages of its PDF, as a printer would put them on paper: (H, W, 3) each."""
    opened.page.reload()  # printing may have moved lines, and would find them moved
    opened.page.evaluate(MATHEMATICS)
    opened.page.pdf(path=folder / f"{name}.pdf", print_background=True)
    command = ["pdftoppm", "-r", "50", "-png", f"{name}.pdf", name]
    subprocess.run(command, cwd=folder, check=True)
    files = sorted(folder.glob(f"{name}-*.png"))
    return [np.asarray(Image.open(file).convert("RGB")) for file in files]


def test_the_pdf_of_a_dark_page_is_that_of_the_light_page(
    reader: Opened, site: Path, tmp_path: Path
):
    find(reader, site, lambda svg: "<image" not in svg)
    choose(reader, "light", "light")
    light = printed(reader, tmp_path, "light")
    choose(reader, "dark", "dark")
    dark = printed(reader, tmp_path, "dark")
    assert len(light) == len(dark)
    for one, other in zip(light, dark, strict=True):
        assert (one == other).all()
        assert (other.mean(axis=-1) > 200).mean() > 0.5, "the paper is not white"
    reader.page.wait_for_selector("html[data-theme=dark]")
