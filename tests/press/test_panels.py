"""What is read from the files of figures: how small their letters are, and where panels end."""

import io
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from press.site.panels import panels, size, smallest_letters


@pytest.fixture(autouse=True)
def letters():
    """Eight points, drawn as outlines, as in the book's figures."""
    with mpl.rc_context({"font.size": 8, "svg.fonttype": "path"}):
        yield
    plt.close("all")


def parsed(figure: plt.Figure) -> ElementTree.Element:
    file = io.StringIO()
    figure.savefig(file, format="svg")
    return ElementTree.fromstring(file.getvalue())


def row(count: int, **options: object) -> tuple[plt.Figure, list[plt.Axes]]:
    figure, axes = plt.subplots(1, count, figsize=(6, 2), layout="constrained", **options)
    for i, ax in enumerate(axes):
        ax.plot([0, 1])
        ax.set(xlabel="x", ylabel="error" if not i or not options else "")
    return figure, list(axes)


def test_size_and_smallest_letters_are_in_points():
    figure, (ax, _) = row(2)
    ax.text(0.5, 0.5, "small", fontsize=6)
    svg = parsed(figure)
    assert size(svg) == pytest.approx((432, 144))
    assert smallest_letters(svg) == pytest.approx(6)


@pytest.mark.parametrize("count", [2, 3])
def test_panels_side_by_side_are_parted_between_their_axes(count: int):
    figure, axes = row(count)
    svg = parsed(figure)
    found = panels(svg)
    assert len(found) == count
    for ax, panel in zip(axes, found, strict=True):
        frame = ax.get_tightbbox()  # with its numbers and labels, in pixels of the figure
        scale = 72 / figure.dpi
        assert panel.part.left <= frame.x0 * scale + 0.5
        assert frame.x1 * scale - 0.5 <= panel.part.left + panel.width
    assert sum(panel.width for panel in found) == pytest.approx(432)


def test_a_panel_without_numbers_is_shown_beside_those_that_it_shares():
    figure, (left, right) = row(2, sharey=True)
    one, two = panels(parsed(figure))
    assert one.numbers is None
    frames = [ax.get_window_extent().x0 * 72 / figure.dpi for ax in (left, right)]
    height = figure.get_window_extent().y1
    frame, labels = (
        (height - box.y0) * 72 / figure.dpi
        for box in (left.get_window_extent(), left.xaxis.get_ticklabels()[0].get_window_extent())
    )
    numbers = two.numbers
    # Neither the line of the other panel's axis with its ticks, nor what stands below it.
    assert (numbers.left, numbers.left + numbers.width) == pytest.approx(
        (0, frames[0] - 4), abs=0.5
    )
    assert frame + 3 < numbers.height < labels
    assert two.part.left < frames[1]
    assert two.width == pytest.approx(two.part.width + numbers.width, abs=0.5)


def test_numbers_are_those_of_the_nearest_panel_that_has_some():
    figure, (_, middle, right) = row(3)
    middle.set_ylim(0, 9)
    right.sharey(middle)
    right.tick_params(labelleft=False)
    right.set(ylabel="")
    _, two, three = panels(parsed(figure))
    assert three.numbers.left == two.part.left > 0


def test_a_panel_without_an_axis_borrows_nothing():
    figure, (_, right) = row(2)
    right.set(yticks=[], ylabel="")
    assert [panel.numbers for panel in panels(parsed(figure))] == [None, None]


def test_a_scale_of_colours_goes_with_its_panel():
    figure, (left, right) = row(2)
    image = right.imshow([[0, 1], [2, 3]])
    figure.colorbar(image, ax=right)
    image = left.imshow([[0, 1], [2, 3]])
    figure.colorbar(image, ax=left)
    assert len(panels(parsed(figure))) == 2


def test_what_belongs_to_all_panels_keeps_them_together():
    figure, _ = row(2)
    figure.suptitle("both")
    assert len(panels(parsed(figure))) == 1


def test_a_label_that_reaches_into_the_next_panel_keeps_both_together():
    figure, (left, _) = row(2)
    left.text(0.9, 0.5, "a label that is much longer than the room beside this line")
    figure.set_layout_engine("none")
    assert len(panels(parsed(figure))) == 1


def test_a_long_series_is_read_as_one():
    figure, _ = row(5)
    assert len(panels(parsed(figure))) == 1


def test_what_stands_below_each_other_is_one_panel():
    figure, axes = plt.subplots(2, 2, figsize=(6, 4), layout="constrained")
    for ax in axes.flat:
        ax.plot([0, 1])
    left, right = panels(parsed(figure))
    assert right.part.left == pytest.approx(left.part.width)
    assert left.part.height == 4 * 72


def test_one_that_reaches_over_two_below_it_keeps_all_together():
    figure = plt.figure(figsize=(6, 4), layout="constrained")
    for place in (211, 223, 224):
        figure.add_subplot(place).plot([0, 1])
    assert len(panels(parsed(figure))) == 1
