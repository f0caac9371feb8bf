"""The colours of figures in the dark: legible, distinct, of the hues that they have on paper."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from diffprog.plot import COLOURS, label_line
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from press.site import palette

# How colours look to readers without one kind of cone, on linear RGB. Source: Machado, Oliveira
# and Fernandes (2009), A Physiologically-based Model for Simulation of Color Vision Deficiency.
EYES = {
    "all cones": np.eye(3),
    "no long": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998]],
    "no middle": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                  [-0.011820, 0.042940, 0.968881]],
    "no short": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                 [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def oklab(colour: str, eyes=EYES["all cones"]) -> np.ndarray:
    """Lightness and two axes of colour, in which distances look alike. Source: Ottosson (2020)."""
    c = np.array(to_rgb(colour))
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.asarray(eyes) @ linear, 0, 1)
    cones = [[0.4122214708, 0.5363325363, 0.0514459929],
             [0.2119034982, 0.6806995451, 0.1073969566],
             [0.0883024619, 0.2817188376, 0.6299787005]]  # fmt: skip
    axes = [[0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660]]  # fmt: skip
    return np.array(axes) @ np.cbrt(np.array(cones) @ seen)


def most_alike(colours: list[str], eyes) -> float:
    """The least distance between two of the colours."""
    places = [oklab(colour, eyes) for colour in colours]
    return min(np.linalg.norm(one - other) for one, other in combinations(places, 2))


def hue(colour: str) -> float:
    _, a, b = oklab(colour)
    return np.degrees(np.arctan2(b, a))


def test_contrast_is_that_of_the_guidelines():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert palette.contrast("#ffffff", "#0000ff") == pytest.approx(8.59, abs=0.005)


@pytest.mark.parametrize("name", COLOURS)
def test_lines_and_text_are_legible_in_the_dark(name: str):
    assert palette.contrast(palette.TWINS[name], palette.GROUND) >= 4.5
    assert palette.twin(COLOURS[name].lower()) == palette.TWINS[name]


@pytest.mark.parametrize("eyes", EYES)
def test_the_palette_is_as_distinct_in_the_dark_as_on_paper(eyes: str):
    dark, light = list(palette.TWINS.values()), list(COLOURS.values())
    assert most_alike(dark, EYES[eyes]) >= most_alike(light, EYES[eyes])


@pytest.mark.parametrize("name", [name for name in COLOURS if name != "black"])
def test_what_is_called_blue_is_blue_in_the_dark(name: str):
    apart = hue(palette.TWINS[name]) - hue(COLOURS[name])
    assert abs((apart + 180) % 360 - 180) < 20


@pytest.mark.parametrize("name", COLOURS)
def test_a_label_has_the_colour_of_its_line_in_the_dark(name: str):
    (line,) = Figure().add_subplot().plot([0, 1], color=COLOURS[name])
    shade = to_hex(label_line(line, "a label").get_color())
    assert palette.twin(shade) == palette.TWINS[name]


@pytest.mark.parametrize("colour", ["#222222", "#777777", "#bfbfbf", "#e3e3e3", "#d6e6f2"])
def test_other_colours_stand_out_as_much_as_on_paper(colour: str):
    before = palette.contrast(colour, palette.PAPER)
    after = palette.contrast(palette.twin(colour), palette.GROUND)
    assert after == pytest.approx(before, rel=0.03)


def test_greys_turn_round_from_paper_to_ground():
    greys = [palette.twin(f"#{v:02x}{v:02x}{v:02x}") for v in range(255, -1, -15)]
    assert greys[0] == palette.GROUND
    assert greys[-1] == palette.INK
    light = [oklab(grey)[0] for grey in greys]
    assert all(after >= before for before, after in pairwise(light))
