"""Networks that more than one page uses, each derived on a page first."""

from diffprog.nn.attention import MultiHeadAttention, attention, merge_heads, split_heads
from diffprog.nn.beside import Beside
from diffprog.nn.conv import output_size, receptive_field, transposed_size
from diffprog.nn.copies import Copies
from diffprog.nn.gru import gru_states
from diffprog.nn.mlp import mlp
from diffprog.nn.positions import alibi_slopes, rotary, sinusoidal
from diffprog.nn.recurrent import Elman, unroll
from diffprog.nn.residual import ResidualBlock, conv_norm, residual_blocks, residual_net
from diffprog.nn.sets import FSPool, FSUnpool
from diffprog.nn.transformer import Block, Decoder, Stack, causal_mask

__all__ = [
    "Beside",
    "Block",
    "Copies",
    "Decoder",
    "Elman",
    "FSPool",
    "FSUnpool",
    "MultiHeadAttention",
    "ResidualBlock",
    "Stack",
    "alibi_slopes",
    "attention",
    "causal_mask",
    "conv_norm",
    "gru_states",
    "merge_heads",
    "mlp",
    "output_size",
    "receptive_field",
    "residual_blocks",
    "residual_net",
    "rotary",
    "sinusoidal",
    "split_heads",
    "transposed_size",
    "unroll",
]
