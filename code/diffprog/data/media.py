"""A photograph and some prose, for pages that need something real to look at or to read."""

from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import interpolate

PHOTOS = ("china", "flower")


def photo(name: str = "china", height: int = 128, grey: bool = False) -> Float[Tensor, "C H W"]:
    """A colour photograph: "china" (a temple) or "flower", resized with its proportions kept.

    Shapes: (3, H, W), or (1, H, W) if `grey`, float32 from 0 to 1, H = `height` pixels and
    W = 1.5 H, rounded. Grey is 0.299 R + 0.587 G + 0.114 B.
    Raises ValueError for an unknown name or a height outside 1 ... 427.
    Source: scikit-learn's `load_sample_image`; ITU-R Recommendation BT.601 for the weights.
    """
    import torch
    from sklearn.datasets import load_sample_image

    if name not in PHOTOS:
        raise ValueError(f"no photograph {name!r}; there are {', '.join(PHOTOS)}")
    pixels = torch.tensor(load_sample_image(f"{name}.jpg"))  # (427, 640, 3), 0 ... 255
    image = pixels.permute(2, 0, 1).float() / 255
    rows, columns = image.shape[1:]
    if not 1 <= height <= rows:
        raise ValueError(f"height must be 1 to {rows} pixels, got {height}")
    if grey:
        image = torch.einsum("c,chw->hw", torch.tensor([0.299, 0.587, 0.114]), image)[None]
    size = (height, max(1, round(height * columns / rows)))
    image = interpolate(image[None], size, mode="bilinear", antialias=True)[0]
    return image.clamp(0, 1)


def prose(characters: int | None = None) -> str:
    """English prose: the help texts on the Python language that come with Python itself.

    Nearly half a million characters, or the first `characters` of them. The text differs a
    little from one version of Python to the next.
    Raises ValueError if more characters are asked for than there are, or fewer than 1.
    Source: the standard library's `pydoc_data.topics`, in the order of its topics' names.
    """
    from pydoc_data.topics import topics

    text = "\n".join(topics[name].strip() + "\n" for name in sorted(topics))
    if characters is not None and not 1 <= characters <= len(text):
        raise ValueError(f"there are {len(text)} characters, got {characters}")
    return text[:characters]
