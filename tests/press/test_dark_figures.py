"""Which parts of a figure take the colours of the dark, and which stay as they are."""

import re
from io import StringIO
from types import SimpleNamespace

import numpy as np
import pytest
from diffprog.plot import COLOURS
from diffprog.plot.style import STYLE
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from press.errors import PressError
from press.site import dark_figures, figures, palette

VARIABLE = re.compile(r"var\(--[0-9a-f]{6},(#[0-9a-f]{6})\)")
RULES = re.compile(r"@media \(prefers-color-scheme:dark\)\{.*?\}\}")


def drawn(draw) -> str:
    """The SVG of a figure, in the style of the book, with what `draw` puts on its axes."""
    with rc_context(STYLE):
        figure = Figure()
        draw(figure.add_subplot())
        text = StringIO()
        figure.savefig(text, format="svg")
    return text.getvalue()


def marks(ax) -> None:
    """A line, and texts inside of the axes, beside and above them."""
    ax.plot([0.1, 0.9], [0.1, 0.9], color=COLOURS["blue"])
    ax.text(0.5, 0.5, "inside", transform=ax.transAxes)
    ax.text(1.1, 0.5, "beside", transform=ax.transAxes)
    ax.set(title="above", xlim=(0, 1), ylim=(0, 1))


def image(ax) -> None:
    ax.imshow(np.eye(4), extent=(0, 1, 0, 1))


def small_image(ax) -> None:
    ax.imshow(np.eye(4), extent=(0, 0.5, 0, 0.5))


def image_without_axes(ax) -> None:
    image(ax)
    ax.axis("off")


def colour_map(ax) -> None:
    ax.contourf([0, 1], [0, 1], [[0, 1], [1, 2]], cmap="Blues")


def mesh(ax) -> None:
    ax.pcolormesh(np.eye(4), cmap="Blues")


def two_bands(ax) -> None:
    ax.contourf([0, 1], [0, 1], [[0, 1], [1, 2]], [0, 1, 2], colors=["C0", "C1"])


def contours(ax) -> None:
    ax.contour([0, 1], [0, 1], [[0, 1], [1, 2]], colors="0.7")


def own_ground(ax) -> None:
    ax.set_facecolor("0.6")


def no_ground(ax) -> None:
    ax.axis("off")
    ax.add_patch(Rectangle((0, 0), 1, 1, facecolor="#cfe6f5"))


def nothing(ax) -> None:
    pass


def kept(svg: str) -> set[str]:
    """What keeps its colours, of what `marks` has drawn."""
    text = r'<g id="text_\d+" class="kept">\s*<!-- (inside|beside|above) -->'
    line = r'<g id="line2d_\d+" class="kept">\s*<path [^>]*stroke: var\(--0072b2'
    return {*re.findall(text, svg), *(["line"] if re.search(line, svg) else [])}


@pytest.mark.parametrize("draw", [image, image_without_axes, colour_map, mesh, own_ground])
def test_over_a_picture_colours_stay_and_around_it_they_turn(draw):
    svg = dark_figures.adapt(drawn(lambda ax: (draw(ax), marks(ax))))
    assert kept(svg) == {"line", "inside"}


@pytest.mark.parametrize("draw", [nothing, small_image, two_bands, contours, no_ground])
def test_elsewhere_all_colours_turn(draw):
    assert kept(dark_figures.adapt(drawn(lambda ax: (draw(ax), marks(ax))))) == set()


@pytest.mark.parametrize(("x", "stays"), [(0.5, True), (1.3, False)])
def test_a_text_with_an_edge_is_one_that_is_drawn_as_paths(x, stays):
    edge = [withStroke(linewidth=2, foreground="w")]
    svg = dark_figures.adapt(
        drawn(lambda ax: (image(ax), ax.text(x, 0.5, "edged", path_effects=edge)))
    )
    text = svg[svg.rindex('<g id="text_') :]  # the last: Matplotlib does not name it
    assert bool(re.match(r'<g id="text_\d+" class="kept">', text)) == stays


def test_the_tag_keeps_what_lies_inside_of_all_axes():
    assert kept(dark_figures.adapt(drawn(marks), keep=True)) == {"line", "inside"}


def test_the_grid_of_a_picture_stays_and_its_ticks_turn():
    svg = dark_figures.adapt(drawn(lambda ax: (image(ax), marks(ax))))
    axis = svg[svg.index("matplotlib.axis_1") :]
    grid, tick = re.findall(r'<g id="line2d_\d+"( class="kept")?>', axis)[:2]
    assert (bool(grid), bool(tick)) == (True, False)


@pytest.mark.parametrize(("own", "stays"), [(None, False), ("0.6", True)])
def test_the_paper_under_an_image_turns_for_it_is_seen_where_there_is_no_value(own, stays):
    svg = dark_figures.adapt(drawn(lambda ax: (image(ax), own and ax.set_facecolor(own))))
    axes = svg[svg.index('<g id="axes_1"') :]
    assert bool(re.match(r'<g id="axes_1">\s*<g id="patch_\d+" class="kept">', axes)) == stays


@pytest.mark.parametrize("draw", [nothing, image, own_ground])
def test_in_the_light_it_is_the_figure_that_the_page_has_drawn(draw):
    before = drawn(lambda ax: (draw(ax), marks(ax)))
    after = dark_figures.adapt(before)
    assert after.count("var(") == len(re.findall(r"(?:fill|stroke): #", before))
    after = VARIABLE.sub(r"\1", RULES.sub("", after)).replace(' class="kept"', "")
    assert after == before


def test_each_colour_has_its_value_for_the_dark():
    svg = dark_figures.adapt(drawn(marks))
    (rules,) = RULES.findall(svg)
    for colour in VARIABLE.findall(svg):
        assert f"--{colour[1:]}:{palette.twin(colour)};" in rules


def test_what_is_black_has_no_fill_and_is_light_in_the_dark():
    svg = drawn(lambda ax: ax.text(0.5, 0.5, "unnamed", color="black"))
    assert re.search(r"<!-- unnamed -->\s*<g transform", svg), "Matplotlib names it after all"
    (rules,) = RULES.findall(dark_figures.adapt(svg))
    assert f"svg{{fill:{palette.INK};" in rules


def test_a_drawing_that_is_not_of_matplotlib_is_left_alone():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><path style="fill: #000000"/></svg>'
    assert dark_figures.adapt(svg, keep=True) == svg


@pytest.mark.parametrize(
    ("svg", "words"),
    [
        (
            drawn(lambda ax: (image(ax), ax.text(0.5, 0.5, "x"))).replace("translate", "skewX"),
            r"no place is known of the text text_\d+",
        ),
        ("<svg><style></style>", "no element found"),
    ],
)
def test_a_figure_that_cannot_be_adapted_is_named_with_its_page(tmp_path, svg, words):
    (tmp_path / "a.svg").write_text(re.sub(r"(?s)<path .*?/>", "", svg), encoding="utf-8")
    builder = SimpleNamespace(name="html", imagedir="", images={"made/a.svg": "a.svg"})
    env = SimpleNamespace(metadata={}, images={"made/a.svg": ({"part/page"}, "a.svg")})
    with pytest.raises(PressError, match=f"^part/page: its figure made/a.svg .*{words}"):
        figures.finish(SimpleNamespace(builder=builder, env=env, outdir=tmp_path), None)
