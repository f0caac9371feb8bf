"""Grids of images: the right pixels in the right places, on the scale asked for."""

import numpy as np
import pytest
import torch
from diffprog import plot
from jaxtyping import TypeCheckError
from matplotlib import pyplot as plt
from matplotlib.colors import rgb_to_hsv


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


@pytest.fixture
def batch(generator):
    return torch.randn(7, 4, 6, generator=generator)


def shown(ax):
    [image] = ax.images
    return image


@pytest.mark.parametrize("channel", [False, True])
def test_images_stand_row_by_row(batch, channel):
    figure, axes = plot.images(batch[:, None] if channel else batch, columns=3)
    figure.draw_without_rendering()
    assert len(axes) == len(figure.axes) == 7  # no empty frames in the last row
    for i, ax in enumerate(axes):
        assert np.allclose(shown(ax).get_array(), batch[i].numpy())
    places = [ax.get_position() for ax in axes]
    rows, columns = ([round(getattr(p, k), 3) for p in places] for k in ("y0", "x0"))
    assert rows[0] == rows[1] == rows[2] > rows[3] == rows[5] > rows[6]
    assert columns[0] == columns[3] == columns[6] < columns[1] == columns[4] < columns[2]
    assert all(not ax.get_xticks().size and not ax.get_yticks().size for ax in axes)
    assert not any(spine.get_visible() for ax in axes for spine in ax.spines.values())


def test_colour_images_are_shown_in_their_colours(generator):
    batch = torch.rand(2, 3, 4, 6, generator=generator)
    _, axes = plot.images(batch)
    for i, ax in enumerate(axes):
        assert np.allclose(shown(ax).get_array(), batch[i].permute(1, 2, 0))


def test_a_common_scale_each_its_own_or_two_numbers(batch):
    low, high = batch.min().item(), batch.max().item()
    for scale in ({}, {"scale": "common"}):
        _, axes = plot.images(batch, **scale)
        assert all(shown(ax).get_clim() == pytest.approx((low, high)) for ax in axes)
    _, axes = plot.images(batch, scale="each")
    for i, ax in enumerate(axes):
        assert shown(ax).get_clim() == pytest.approx((batch[i].min().item(), batch[i].max().item()))
    _, axes = plot.images(batch, scale=(-5, 5), cmap="gray_r")
    assert all(shown(ax).get_clim() == (-5, 5) for ax in axes)
    assert {shown(ax).get_cmap().name for ax in axes} == {"gray_r"}


def test_colours_on_another_scale(generator):
    batch = 4 * torch.rand(2, 3, 4, 6, generator=generator) - 2
    for scale in ("each", (-2.0, 2.0)):
        _, axes = plot.images(batch, scale=scale)
        for i, ax in enumerate(axes):
            low, high = (batch[i].min(), batch[i].max()) if scale == "each" else scale
            expected = (batch[i] - low) / (high - low)
            assert np.allclose(shown(ax).get_array(), expected.permute(1, 2, 0), atol=1e-6)


def test_signed_images_have_two_colours_around_zero(batch):
    batch[3, 0, 0] = 9.0
    _, axes = plot.images(batch, scale="signed")
    assert all(shown(ax).get_clim() == (-9, 9) for ax in axes)
    colours = shown(axes[0]).get_cmap()(np.linspace(0, 1, 129))[:, :3]
    hue, saturation, _ = rgb_to_hsv(colours).T
    assert saturation[64] < 0.02  # zero is grey
    assert 0.5 < hue[32] < 0.65  # blue
    assert 0.05 < hue[96] < 0.15  # orange
    brightness = colours @ [0.299, 0.587, 0.114]
    assert (np.diff(brightness) > 0).all()  # in grey the sign is seen as well


def test_labels_stand_below():
    for labels in (range(3), [0, 1, 2], torch.arange(3), np.arange(3)):
        _, axes = plot.images(np.zeros((3, 2, 2)), labels=labels)
        assert [ax.get_xlabel() for ax in axes] == ["0", "1", "2"]
    _, axes = plot.images(np.zeros((2, 2, 2)), labels=torch.tensor([0.12345, 2.0]))
    assert [ax.get_xlabel() for ax in axes] == ["0.123", "2"]
    _, axes = plot.images(np.zeros((2, 2, 2)))
    assert [ax.get_xlabel() for ax in axes] == ["", ""]


@pytest.mark.parametrize(
    ("n", "columns", "shape"), [(10, 10, (4, 4)), (20, 5, (3, 9)), (4, 9, (2, 2))]
)
def test_a_new_figure_is_as_wide_as_the_page_and_as_high_as_needed(n, columns, shape):
    figure, axes = plot.images(np.random.default_rng(0).random((n, *shape)), columns=columns)
    figure.draw_without_rendering()
    assert figure.get_figwidth() == 5.6
    columns = min(n, columns)
    assert figure.get_figheight() == pytest.approx(
        -(-n // columns) * 5.6 / columns * shape[0] / shape[1]
    )
    cell = axes[0].get_window_extent().width / figure.dpi
    assert 0.85 * 5.6 / columns < cell <= 5.6 / columns  # little is left between the images


def test_it_draws_on_a_figure_that_is_there(batch):
    whole = plt.figure()
    left, right = whole.subfigures(1, 2)
    left.subplots()
    figure, axes = plot.images(batch, columns=3, figure=right)
    assert figure is right
    assert all(ax.figure is right for ax in axes)
    assert len(plt.get_fignums()) == 1


def test_the_batch_is_only_read(batch):
    before = batch.clone()
    for scale in ("common", "each", "signed"):
        plot.images(batch.requires_grad_(), scale=scale)
    assert torch.equal(batch, before)
    colours = np.full((2, 3, 2, 2), 0.5, dtype=np.float32)
    plot.images(colours, scale="each")
    assert (colours == 0.5).all()


def test_one_value_alone_is_dark():
    for batch in (np.ones((1, 2, 2)), np.ones((1, 3, 2, 2))):
        _, [ax] = plot.images(batch, scale="each")
        assert (shown(ax).to_rgba(shown(ax).get_array())[..., :3] == 0).all()


@pytest.mark.parametrize("shape", [(8, 8), (5, 64, 1, 8, 8), (5, 2, 8, 8), (5, 8, 8, 3), (64,)])
def test_shapes_that_are_no_images(shape, unchecked):
    with pytest.raises(ValueError, match=r"images are \(N, H, W\), .*, got \("):
        plot.images(torch.zeros(shape))


@pytest.mark.parametrize("shape", [(0, 8, 8), (3, 0, 8), (3, 1, 8, 0)])
def test_no_pixels(shape):
    with pytest.raises(ValueError, match="there are no pixels"):
        plot.images(torch.zeros(shape))


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"columns": 0}, "at least one column, got 0"),
        ({"labels": [1, 2]}, "there are 7 images and 2 labels"),
        ({"scale": "shared"}, "scale is 'common', 'each', 'signed'.*got 'shared'"),
        ({"scale": (1.0, 1.0)}, r"or a pair \(low, high\), got \(1.0, 1.0\)"),
        ({"scale": (0.0, 1.0, 2.0)}, "or a pair"),
    ],
)
def test_bad_settings(batch, keys, message, unchecked):
    with pytest.raises(ValueError, match=message):
        plot.images(batch, **keys)
    assert not plt.get_fignums()  # nothing was drawn before


def test_bad_pixels(batch):
    for bad in (float("nan"), float("inf")):
        batch[4, 1, 1] = bad
        with pytest.raises(ValueError, match="image 4 holds NaN or infinity"):
            plot.images(batch)
    colours = torch.full((2, 3, 4, 4), 1.5)
    with pytest.raises(ValueError, match=r"colours are 1.5 to 1.5, the scale 0.0 to 1.0"):
        plot.images(colours)
    with pytest.raises(ValueError, match=r"'signed' \(not in colour\)"):
        plot.images(colours, scale="signed")


def test_shapes_are_checked():
    with pytest.raises(TypeCheckError):
        plot.images(torch.zeros(64))
