"""A photograph and prose."""

import sys

import numpy as np
import pytest
import torch
from diffprog.data import photo, prose
from PIL import Image
from sklearn.datasets import load_sample_image


@pytest.mark.parametrize("name", ["china", "flower"])
def test_full_size_is_the_photograph(name):
    theirs = load_sample_image(f"{name}.jpg")
    image = photo(name, height=427)
    assert (tuple(image.shape), image.dtype) == ((3, 427, 640), torch.float32)
    assert np.array_equal((255 * image).round().numpy().transpose(1, 2, 0), theirs)


def test_resizing_keeps_proportions_and_means():
    full, small = photo(height=427), photo(height=64)
    assert small.shape == (3, 64, 96)
    assert photo().shape == (3, 128, 192)
    assert photo(height=1).shape == (3, 1, 1)
    assert torch.allclose(small.mean((1, 2)), full.mean((1, 2)), atol=0.01)
    # Pillow averages over all pixels that a small one covers, so that nothing aliases
    theirs = Image.fromarray(load_sample_image("china.jpg")).resize((96, 64), Image.BILINEAR)
    assert np.abs(255 * small.numpy().transpose(1, 2, 0) - np.asarray(theirs)).max() < 1.5
    assert small.min() >= 0
    assert small.max() <= 1


def test_grey_is_the_luma():
    colour, grey = photo(height=427), photo(height=427, grey=True)
    assert grey.shape == (1, 427, 640)
    red, green, blue = colour
    assert torch.allclose(grey[0], 0.299 * red + 0.587 * green + 0.114 * blue, atol=1e-6)


def test_photo_errors():
    with pytest.raises(ValueError, match="no photograph 'cat'; there are china, flower"):
        photo("cat")
    for height in (0, -3, 428):
        with pytest.raises(ValueError, match="height must be 1 to 427 pixels"):
            photo(height=height)


def test_prose_is_english_and_long():
    text = prose()
    assert 400_000 < len(text) < 1_000_000
    words = text.lower().split()
    assert words.count("the") > 0.03 * len(words)
    assert 0.14 < text.count(" ") / len(text) < 0.35
    from pydoc_data.topics import topics

    assert all(topics[name].strip() in text for name in ("assert", "with", "lambda"))


def test_prose_is_the_same_each_time_and_can_be_cut():
    assert prose() == prose()
    assert prose(1000) == prose()[:1000]
    assert len(prose(1)) == 1
    for n in (0, -5, 10**9):
        with pytest.raises(ValueError, match="characters, got"):
            prose(n)


def test_prose_needs_no_sample_images(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    assert prose(10)
