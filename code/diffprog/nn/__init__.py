"""Networks that more than one page uses, each derived on a page first."""

from diffprog.nn.attention import MultiHeadAttention, attention, merge_heads, split_heads
from diffprog.nn.beside import Beside
from diffprog.nn.conv import output_size, receptive_field, transposed_size
from diffprog.nn.copies import Copies
from diffprog.nn.gru import gru_states
from diffprog.nn.mlp import mlp
from diffprog.nn.recurrent import Elman, unroll
from diffprog.nn.residual import ResidualBlock, conv_norm, residual_blocks, residual_net
from diffprog.nn.sets import FSPool, FSUnpool

__all__ = [
    "Beside",
    "Copies",
    "Elman",
    "FSPool",
    "FSUnpool",
    "MultiHeadAttention",
    "ResidualBlock",
    "attention",
    "conv_norm",
    "gru_states",
    "merge_heads",
    "mlp",
    "output_size",
    "receptive_field",
    "residual_blocks",
    "residual_net",
    "split_heads",
    "transposed_size",
    "unroll",
]
