"""Grids of images: data, what a network made of them, and weights that have an image's shape."""

from typing import Any

import numpy as np
from jaxtyping import Shaped
from matplotlib.colors import LinearSegmentedColormap

from diffprog.plot.style import COLOURS

# Blue below zero, grey at zero, orange above it; brightness rises all the way, for print in grey.
SIGNED = LinearSegmentedColormap.from_list(
    "signed", ["#00304D", COLOURS["blue"], "#9A9A9A", "#F0A848", "#FFF0C9"]
)
WIDTH, LABEL = 5.6, 0.2  # inches: of the figure, and the height of a line of text
SHAPES = "(N, H, W), (N, 1, H, W) or (N, 3, H, W)"


def images(
    batch: Shaped[Any, "N *C H W"],
    columns: int = 10,
    labels=None,
    scale: str | tuple[float, float] = "common",
    cmap=None,
    figure=None,
):
    """Draw a grid of images, row by row, without ticks, each with its label below.

    Shapes: `batch` is a tensor or array (N, H, W) or (N, 1, H, W), bright where it is large, or
    (N, 3, H, W) in colour, from 0 to 1; `labels` are N texts or numbers. `scale` says which
    values are darkest and brightest: "common", the least and greatest of the batch; "each", of
    each image; "signed", as far below 0, in blue, as above, in orange; or a pair of numbers.
    `cmap` names other colours. Draws on `figure`, or on a new one as wide as the page.
    Returns the figure and an array of N axes.
    Raises ValueError for other shapes, for pixels that are NaN or infinite, for another number
    of labels, columns below 1, an unknown or empty scale, and colours outside of it.
    """
    pixels = _pixels(batch)
    low, high = _limits(pixels, scale)
    labels = _labels(labels, len(pixels))
    if columns < 1:
        raise ValueError(f"a grid has at least one column, got {columns}")
    columns = min(columns, len(pixels))
    rows = -(-len(pixels) // columns)
    if figure is None:
        figure = _figure(rows, columns, pixels.shape[2] / pixels.shape[1], bool(labels))
    cells = figure.subplots(rows, columns, squeeze=False).flatten()
    for ax in cells[len(pixels) :]:
        ax.remove()
    cmap = cmap or (SIGNED if scale == "signed" else "gray")
    for i, ax in enumerate(cells[: len(pixels)]):
        _draw(ax, pixels[i], low[i], high[i], cmap)
        if labels:
            ax.set_xlabel(labels[i], fontsize=8, labelpad=2)
    return figure, cells[: len(pixels)]


def _draw(ax, image, low, high, cmap):
    if image.ndim == 3:
        ax.imshow((image - low) / (high - low))
    else:
        ax.imshow(image, vmin=low, vmax=high, cmap=cmap)
    ax.set(xticks=[], yticks=[])
    ax.grid(False)
    ax.spines[:].set_visible(False)


def _pixels(batch):
    """(N, H, W), or (N, H, W, 3) in colour, of floats."""
    batch = batch.detach().cpu() if hasattr(batch, "detach") else batch
    pixels = np.asarray(batch, dtype=float)
    shape = pixels.shape
    if pixels.ndim == 4 and shape[1] == 1:
        pixels = pixels[:, 0]
    elif pixels.ndim == 4 and shape[1] == 3:
        pixels = pixels.transpose(0, 2, 3, 1)
    elif pixels.ndim != 3:
        raise ValueError(f"images are {SHAPES}, got {shape}")
    if 0 in shape:
        raise ValueError(f"there are no pixels in images of shape {shape}")
    bad = ~np.isfinite(pixels.reshape(len(pixels), -1)).all(axis=1)
    if bad.any():
        raise ValueError(f"image {bad.argmax()} holds NaN or infinity")
    return pixels


def _limits(pixels, scale):
    """The darkest and the brightest value of each image: (N,), (N,)."""
    flat, colour = pixels.reshape(len(pixels), -1), pixels.ndim == 4
    if scale == "each":
        low, high = flat.min(axis=1), flat.max(axis=1)
    elif scale == "common":
        low, high = (0.0, 1.0) if colour else (flat.min(), flat.max())
    elif scale == "signed" and not colour:
        high = np.abs(flat).max()
        low = -high
    elif isinstance(scale, str) or len(scale) != 2 or not scale[0] < scale[1]:
        raise ValueError(
            "scale is 'common', 'each', 'signed' (not in colour) or a pair (low, high), "
            f"got {scale!r}"
        )
    else:
        low, high = scale
    if colour and ((flat.min(axis=1) < low) | (flat.max(axis=1) > high)).any():
        raise ValueError(
            f"colours are {flat.min():.3g} to {flat.max():.3g}, the scale {low} to {high}; "
            "pass scale='each' or a wider pair, or clip the images"
        )
    low, high = np.broadcast_to(low, len(flat)), np.broadcast_to(high, len(flat))
    return low, np.where(high > low, high, low + 1)  # one value alone is the darkest


def _labels(labels, n):
    if labels is None:
        return []
    labels = labels.tolist() if hasattr(labels, "tolist") else list(labels)
    if len(labels) != n:
        raise ValueError(f"there are {n} images and {len(labels)} labels")
    return [f"{label:.3g}" if isinstance(label, float) else str(label) for label in labels]


def _figure(rows, columns, aspect, labelled):
    """A figure with cells of the images' shape, `aspect` being width over height."""
    import matplotlib.pyplot as plt

    figure = plt.figure(
        figsize=(WIDTH, rows * (WIDTH / columns / aspect + LABEL * labelled)),
        layout="constrained",
    )
    figure.get_layout_engine().set(w_pad=0.02, h_pad=0.02, wspace=0, hspace=0)
    return figure
