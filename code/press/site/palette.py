"""The colours of figures in the dark: for each colour on white paper, its twin on the dark page."""

import colorsys
from functools import cache

from diffprog.plot import COLOURS

PAPER, GROUND = "#ffffff", "#121212"  # the ground is the dark page of `theme.css`
INK = "#f0f0f0"  # the brightest; pure white would glare
# Hues are kept, so that words such as "the blue line" hold in both. Each stands out from the
# ground by 4.5 : 1 at least, for text is written in it as well; and the two that are most alike
# are less alike than on paper, also for readers who are colour-blind (a test measures that).
TWINS = {
    "blue": "#4586cc",
    "vermilion": "#f26e1a",
    "green": "#06b878",
    "purple": "#f08cc0",
    "sky": "#5ccaff",
    "orange": "#f5c64a",
    "black": INK,
}
SHADE = 0.75  # `diffprog.plot.label_line` writes in a colour made so much darker


def twin(colour: str) -> str:
    """The colour `#rrggbb` as it is drawn in the dark.

    A shade of the palette takes its colour's twin; any other keeps its hue and stands out from
    the dark ground as much as it did from the paper: a faint grid stays faint, a tint a tint.
    """
    return _named().get(colour) or _as_faint(colour)


def is_named(colour: str) -> bool:
    """Whether it is of the palette, or a shade of it that labels have."""
    return colour in _named()


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21. Source: WCAG 2.1, contrast ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def _named() -> dict[str, str]:
    lines = {COLOURS[name].lower(): dark for name, dark in TWINS.items()}
    return lines | {_hexadecimal(SHADE * c for c in _rgb(line)): d for line, d in lines.items()}


@cache
def _as_faint(colour: str) -> str:
    """The darkest of its hue that has the wanted contrast; halved until no byte changes."""
    hue, _, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    wanted = min(contrast(colour, PAPER), contrast(INK, GROUND))
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        found = _hexadecimal(colorsys.hls_to_rgb(hue, middle, saturation))
        if _luminance(found) > _luminance(GROUND) and contrast(found, GROUND) > wanted:
            high = middle
        else:
            low = middle
    return _hexadecimal(colorsys.hls_to_rgb(hue, low, saturation))


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def _hexadecimal(rgb) -> str:
    return "#" + "".join(f"{round(255 * c):02x}" for c in rgb)
