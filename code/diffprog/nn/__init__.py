"""Networks that more than one page uses, each derived on a page first."""

from diffprog.nn.conv import output_size, receptive_field, transposed_size
from diffprog.nn.mlp import mlp

__all__ = ["mlp", "output_size", "receptive_field", "transposed_size"]
