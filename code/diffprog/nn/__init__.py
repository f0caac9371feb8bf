"""Networks that more than one page uses, each derived on a page first."""

from diffprog.nn.mlp import mlp

__all__ = ["mlp"]
