"""Networks that more than one page uses, each derived on a page first."""

from diffprog.nn.conv import output_size, receptive_field, transposed_size
from diffprog.nn.mlp import mlp
from diffprog.nn.recurrent import Elman, unroll

__all__ = ["Elman", "mlp", "output_size", "receptive_field", "transposed_size", "unroll"]
