"""Figures on a phone: letters of ten pixels, panels below each other, and a way to enlarge."""

from pathlib import Path

import pytest
from browsing import DESKTOP, Opened

PHONE = {"width": 390, "height": 844}
# Panels that are parted, and panels that share numbers.
PAGE = "fundamentals/training-deep-networks"
# For each picture or panel seen: how wide it is, and how wide its letters need it to be.
WIDTHS = """() => [...document.querySelectorAll("figure .figure-box > *")]
  .filter((image) => image.getClientRects().length)
  .map((image) => [image.getBoundingClientRect().width,
                   parseFloat(image.style.getPropertyValue("--legible")),
                   image.closest("figure").id])"""
# For each figure whose panels are below each other: by how much each of these is enlarged.
SCALES = """() => [...document.querySelectorAll("figure .stacked")].map((stacked) =>
  [...stacked.querySelectorAll(".views > img:last-child")].map((image) =>
    image.getBoundingClientRect().width / parseFloat(image.style.aspectRatio)))"""
# Whether a figure's panels are below each other, and all inside of the window.
BELOW = """(figure) => {
  const boxes = [...figure.querySelectorAll(".stacked .figure-box")]
    .map((box) => box.getBoundingClientRect());
  const below = boxes.every((box, i) => !i || box.top >= boxes[i - 1].bottom);
  return below && boxes.every((box) => box.left >= 0 && box.right <= innerWidth);
}"""


@pytest.fixture
def phone(blank: Opened, site: Path) -> Opened:
    blank.page.set_viewport_size(PHONE)
    blank.page.goto((site / f"{PAGE}.html").as_uri())
    return blank


def test_letters_in_figures_have_ten_pixels(phone: Opened):
    widths = phone.page.evaluate(WIDTHS)
    assert len(widths) > 6
    assert [name for width, legible, name in widths if not width >= legible - 1] == []


def test_panels_stand_below_each_other_on_a_phone_only(phone: Opened):
    figure = phone.page.locator("figure:has(.stacked)").first
    assert figure.evaluate(BELOW)
    assert figure.locator(".stacked .views").count() == 2
    assert not figure.locator(".side-by-side").is_visible()
    phone.page.set_viewport_size(DESKTOP)
    assert figure.locator(".side-by-side").is_visible()
    assert not figure.locator(".stacked").is_visible()


def test_panels_of_a_figure_are_of_one_scale(phone: Opened):
    scales = phone.page.evaluate(SCALES)
    assert len(scales) > 2
    assert all(max(one) < 1.03 * min(one) for one in scales), scales


@pytest.mark.parametrize("by", ["tap", "keyboard"])
def test_a_figure_opens_large_and_closes(phone: Opened, by: str):
    figure = phone.page.locator("figure").first
    if by == "tap":
        figure.locator("img:visible").first.click()
    else:
        figure.locator(".enlarge").press("Enter")
    large = phone.page.locator("dialog.enlarged")
    assert large.locator("img").bounding_box()["width"] > 1.4 * PHONE["width"]
    assert large.get_attribute("aria-label").startswith("Fig.")
    phone.page.keyboard.press("Escape")
    large.wait_for(state="detached")
    assert figure.locator(".enlarge").is_visible()


def test_without_scripts_the_link_leads_to_the_file(phone: Opened, site: Path):
    source = phone.page.locator(".enlarge").first.get_attribute("href")
    assert (site / PAGE).parent.joinpath(source).resolve().suffix == ".svg"
    assert (site / PAGE).parent.joinpath(source).resolve().is_file()


def test_a_screen_reader_is_told_of_a_figure_once(phone: Opened):
    figure = phone.page.locator("figure:has(.stacked)").first
    words = figure.locator(".side-by-side img").get_attribute("alt")
    assert words
    assert figure.locator(".stacked").get_attribute("aria-label") == words
    pictures = phone.page.get_by_role("img", name=words, exact=True)
    assert pictures.count() == 1
