"""Networks that more than one page uses, each derived on a page first."""

from diffprog.nn.mlp import mlp
from diffprog.nn.recurrent import Elman, unroll

__all__ = ["Elman", "mlp", "unroll"]
