"""The style: what it sets, and that its colours can be told apart."""

import itertools
import os
from base64 import b64decode
from io import BytesIO
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest
from diffprog.plot import COLOURS, use_style
from diffprog.plot.style import STYLE
from IPython.core.interactiveshell import InteractiveShell
from matplotlib import rc_context
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with rc_context():
        yield
    plt.close("all")
    os.environ.pop("SOURCE_DATE_EPOCH", None)


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def drawing():
    figure, axes = plt.subplots()
    for k in range(7):
        axes.plot([0, 1], [k, k + 1], label=f"${k}$")
    axes.set(xlabel="step $h$", ylabel="error")
    return figure


def saved(figure, kind):
    stream = BytesIO()
    figure.savefig(stream, format=kind)
    return stream.getvalue()


def linear(colour):
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


# Source: Viénot, Brettel and Mollon (1999), Digital video colourmaps for checking the
# legibility of displays by dichromats; as matrices on linear RGB.
SIGHT = {
    "trichromat": np.eye(3),
    "protanope": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deuteranope": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
}


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_differ_to_every_eye(sight):
    seen = {
        name: np.clip(SIGHT[sight] @ linear(c), 0, 1) ** (1 / 2.2) for name, c in COLOURS.items()
    }
    for (a, x), (b, y) in itertools.combinations(seen.items(), 2):
        assert np.linalg.norm(x - y) > 0.1, (a, b)


def test_each_line_has_its_own_dashes_so_that_it_reads_in_grey():
    use_style()
    lines = drawing().axes[0].lines
    assert len({line.get_color() for line in lines}) == len(lines)
    dashes = {str(line._unscaled_dash_pattern) for line in lines}
    assert len(dashes) == len(lines)


def test_lines_stand_out_from_white():
    for name, colour in COLOURS.items():
        luminance = linear(colour) @ [0.2126, 0.7152, 0.0722]
        assert 1.05 / (luminance + 0.05) > 2, name


def test_the_frame_the_size_and_the_background():
    use_style()
    figure = drawing()
    assert figure.get_size_inches()[0] == 5.6
    visible = {side for side, spine in figure.axes[0].spines.items() if spine.get_visible()}
    assert visible == {"left", "bottom"}
    pixels = np.asarray(Image.open(BytesIO(saved(figure, "png"))).convert("RGB"))
    assert (pixels[0] == 255).all()
    assert pixels.shape[1] == 1120  # 5.6 inches at 200 dots


def test_svg_and_pdf_are_the_same_at_every_run():
    use_style()
    for kind in ("svg", "pdf"):
        first, second = saved(drawing(), kind), saved(drawing(), kind)
        assert first == second
        assert b"1970" in first


def test_letters_are_outlines():
    use_style()
    tree = ElementTree.fromstring(saved(drawing(), "svg"))
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert "text" not in tags
    assert "path" in tags


def test_no_font_is_missing(recwarn):
    use_style()
    figure = drawing()
    figure.axes[0].set_title(r"$\hat y = \sigma(W x) \leq \bar v$, Zoë – ×")
    saved(figure, "svg")
    assert [str(w.message) for w in recwarn] == []


@pytest.mark.parametrize(("png", "kind"), [(False, "image/svg+xml"), (True, "image/png")])
def test_notebooks_show_the_right_file_and_no_other(shell, png, kind):
    use_style(png=png)
    data, _ = shell.display_formatter.format(drawing())
    assert set(data) - {"text/plain"} == {kind}
    if png:
        assert Image.open(BytesIO(b64decode(data["image/png"]))).width > 1000


def test_it_works_outside_a_notebook(monkeypatch):
    use_style()
    assert plt.rcParams["axes.grid"] is True
    assert os.environ["SOURCE_DATE_EPOCH"] == "0"


def test_a_date_that_is_set_is_left_alone(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    use_style()
    assert os.environ["SOURCE_DATE_EPOCH"] == "86400"


def test_every_setting_is_taken():
    use_style()
    for key, value in STYLE.items():
        assert list(np.atleast_1d(plt.rcParams[key])) == list(np.atleast_1d(value)), key
    assert isinstance(drawing(), Figure)
