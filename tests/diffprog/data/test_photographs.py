"""Photographs, against scikit-image's own loader."""

import pytest
import torch
from diffprog.data.photographs import FILES, photograph
from skimage import data


@pytest.mark.parametrize("name", FILES)
def test_they_are_those_of_scikit_image(name):
    image, theirs = photograph(name), torch.tensor(getattr(data, name)())
    theirs = theirs[..., None] if theirs.ndim == 2 else theirs
    assert image.dtype == torch.float32
    assert torch.equal((255 * image).round().permute(1, 2, 0), theirs.float())


def test_values_go_from_0_to_1():
    image = photograph("chelsea")
    assert image.shape == (3, 300, 451)
    assert 0 <= image.min() < 0.1
    assert 0.8 < image.max() <= 1


def test_an_unknown_name_is_refused_with_those_that_are_known():
    with pytest.raises(ValueError, match="no photograph 'dog'; there are astronaut, camera"):
        photograph("dog")
