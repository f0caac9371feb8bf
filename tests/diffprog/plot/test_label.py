"""Labels beside lines."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from diffprog.plot import label_line
from matplotlib.colors import to_rgb


@pytest.fixture
def ax():
    _, ax = plt.subplots()
    yield ax
    plt.close("all")


def test_after_the_last_point_in_a_darker_colour(ax):
    (line,) = ax.plot([0, 1, 2], [3, 1, 4], color="C1")
    label = label_line(line, "here")
    assert (label.get_text(), label.xy, label.get_ha()) == ("here", (2, 4), "left")
    assert np.allclose(label.get_color(), 0.75 * np.array(to_rgb("C1")))


def test_where_the_line_passes_x_also_on_unsorted_points(ax):
    (line,) = ax.plot([4, 0, 2], [8, 0, 2])
    label = label_line(line, "here", x=3)
    assert label.xy == (3, 5)
    assert label.get_va() == "bottom"


def test_points_that_are_not_drawn_are_passed_over(ax):
    (line,) = ax.plot([0, 1, 2, np.inf], [5, 6, np.nan, 1])
    assert label_line(line, "here").xy == (1, 6)
    (empty,) = ax.plot([0, 1], [np.nan, np.nan])
    with pytest.raises(ValueError, match="the line for 'none' has no finite point"):
        label_line(empty, "none")


def test_a_place_beside_the_line_is_an_error(ax):
    (line,) = ax.plot([0, 1], [0, 1])
    for x in (-0.1, 1.1):
        with pytest.raises(ValueError, match=r"x = .* is outside the line for 'here'"):
            label_line(line, "here", x=x)


def test_the_look_can_be_changed(ax):
    (line,) = ax.plot([0, 1], [0, 1])
    label = label_line(line, "here", dx=-2, dy=9, ha="right", color="red")
    assert (label.get_ha(), label.get_color(), label.xyann) == ("right", "red", (-2, 9))
