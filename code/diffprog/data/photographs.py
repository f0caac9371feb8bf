"""Photographs at their full size, which come with scikit-image: the extra `photographs`."""

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from diffprog.data import extras

PACKAGE = "skimage"
FILES = {
    "astronaut": "astronaut.png",
    "camera": "camera.png",
    "chelsea": "chelsea.png",
    "coffee": "coffee.png",
    "rocket": "rocket.jpg",
}


def photograph(name: str) -> Float[Tensor, "C H W"]:
    """A photograph in colour, or in grey where that is all there is ("camera").

    Shapes: (3, H, W), or (1, H, W) for "camera", float32 from 0 to 1, with the pixels of the
    file: "astronaut" 512 by 512, "camera" 512 by 512, "chelsea" (a cat) 300 by 451, "coffee"
    400 by 600, "rocket" 427 by 640.
    Raises ValueError for an unknown name; ModuleNotFoundError, which says what to install, where
    scikit-image is missing.
    Source: scikit-image's `skimage.data`, where each photograph is in the public domain or under
    CC0; its docstring there says by whom.
    """
    from matplotlib.image import imread

    if name not in FILES:
        raise ValueError(f"no photograph {name!r}; there are {', '.join(FILES)}")
    # Read, not imported: the package itself would load much more than a picture.
    pixels = imread(extras.folder(PACKAGE, "photographs") / "data" / FILES[name])
    if pixels.dtype == np.uint8:  # JPEG; PNG comes from 0 to 1
        pixels = pixels / 255
    image = torch.tensor(pixels, dtype=torch.float32)  # (H, W) or (H, W, 3)
    return image[None] if image.ndim == 2 else image.permute(2, 0, 1)
