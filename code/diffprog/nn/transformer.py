"""The Transformer: blocks of attention and a feed-forward network, and a language model of them.

A stack of blocks is an encoder; with a causal mask it is a decoder; with `cross`, its blocks also
look at what an encoder has read.
"""

from collections.abc import Callable

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from diffprog.nn.attention import MultiHeadAttention, attention

Cache = list[dict[str, Tensor]]  # keys and values (B, heads, S, D), a dict for each block


def causal_mask(T: int, device: torch.device | str | None = None) -> Bool[Tensor, "T T"]:
    """True where token t may look at token s: where s <= t. Shapes: (T, T)."""
    return torch.ones(T, T, dtype=torch.bool, device=device).tril()


def _linear(fan_in: int, fan_out: int, generator: torch.Generator | None) -> nn.Linear:
    """A layer with weights from U(-1/sqrt(fan_in), 1/sqrt(fan_in)) and biases 0."""
    layer = nn.utils.skip_init(nn.Linear, fan_in, fan_out)
    nn.init.uniform_(layer.weight, -(fan_in**-0.5), fan_in**-0.5, generator=generator)
    nn.init.zeros_(layer.bias)
    return layer


class Block(nn.Module):
    """Self-attention, attention to a memory if `cross`, and a feed-forward network.

    Each part f is added to its input: x + f(norm(x)), or norm(x + f(x)) unless `norm_first`.
    The feed-forward network is C -> `hidden` -> C, the same for each token, with `activation` in
    between; `hidden` is 4 C if left out. Dropout acts on f before the sum.
    Shapes: x (B, T, C) gives (B, T, C).
    Raises ValueError where `heads` does not divide C.
    Source: this book's page "Transformers"; Vaswani et al. (2017), section 3.1.
    """

    def __init__(
        self,
        C: int,
        heads: int,
        hidden: int | None = None,
        norm_first: bool = True,
        cross: bool = False,
        activation: Callable[[Tensor], Tensor] = nn.functional.relu,
        dropout: float = 0.0,
        generator: torch.Generator | None = None,
    ):
        super().__init__()
        self.norm_first, self.activation = norm_first, activation
        self.attend = MultiHeadAttention(C, heads, generator=generator)
        self.ask = MultiHeadAttention(C, heads, generator=generator) if cross else None
        hidden = 4 * C if hidden is None else hidden
        self.expand = _linear(C, hidden, generator)
        self.contract = _linear(hidden, C, generator)
        self.norms = nn.ModuleList(nn.LayerNorm(C) for _ in range(3 if cross else 2))
        self.dropout = nn.Dropout(dropout)

    def forward(
        self,
        x: Float[Tensor, "B T C"],
        memory: Float[Tensor, "B S C"] | None = None,
        mask: Bool[Tensor, "..."] | None = None,
        memory_mask: Bool[Tensor, "..."] | None = None,
        cache: dict[str, Tensor] | None = None,
    ) -> Float[Tensor, "B T C"]:
        """The tokens, each with what it has read added.

        Shapes: x (B, T, C), memory (B, S, C) give (B, T, C). `mask` broadcasts
        to (B, heads, T, T), `memory_mask` to (B, heads, T, S); both are true
        where a token may look. A `cache` holds the keys and values of earlier
        tokens, and those of x are added to it; x may then look at all of them,
        and the last axis of `mask` counts them all.
        Raises ValueError for a memory where there is no `cross`, and for none
        where there is.
        """
        if (memory is None) != (self.ask is None):
            need = "a block with `cross` needs a memory"
            raise ValueError(f"{need}, and only such a block takes one")
        x = self._add(0, x, lambda z: self._attend(z, mask, cache))
        if self.ask is not None:
            x = self._add(1, x, lambda z: self.ask(z, memory, memory_mask)[0])
        return self._add(-1, x, self._think)

    def _think(self, z: Tensor) -> Tensor:
        return self.contract(self.activation(self.expand(z)))

    def _add(self, i: int, x: Tensor, part: Callable[[Tensor], Tensor]) -> Tensor:
        norm = self.norms[i]
        if self.norm_first:
            return x + self.dropout(part(norm(x)))
        return norm(x + self.dropout(part(x)))

    def _attend(self, z: Tensor, mask: Tensor | None, cache: dict | None) -> Tensor:
        Q, K, V = self.attend.split(z)
        if cache is not None:
            if cache:  # (B, heads, S, D)
                K = torch.cat([cache["K"], K], dim=-2)
                V = torch.cat([cache["V"], V], dim=-2)
            cache.update(K=K, V=V)
        return self.attend.unite(attention(Q, K, V, mask)[0])


class Stack(nn.Module):
    """Blocks one after another, and a normalisation at the end if they have theirs first.

    Shapes: x (B, T, C) gives (B, T, C). `options` are those of `Block`.
    Raises ValueError for fewer than one layer, and where `heads` does not divide C.
    Source: this book's page "Transformers".
    """

    def __init__(self, C: int, heads: int, layers: int, norm_first: bool = True, **options):
        super().__init__()
        if layers < 1:
            raise ValueError(f"at least one layer is needed, got {layers}")
        blocks = (Block(C, heads, norm_first=norm_first, **options) for _ in range(layers))
        self.blocks = nn.ModuleList(blocks)
        self.norm = nn.LayerNorm(C) if norm_first else nn.Identity()

    def new_cache(self) -> Cache:
        """A cache for `forward` that holds no tokens yet."""
        return [{} for _ in self.blocks]

    def forward(
        self,
        x: Float[Tensor, "B T C"],
        memory: Float[Tensor, "B S C"] | None = None,
        mask: Bool[Tensor, "..."] | None = None,
        memory_mask: Bool[Tensor, "..."] | None = None,
        cache: Cache | None = None,
    ) -> Float[Tensor, "B T C"]:
        """What the last block gives. Shapes, masks and errors: as those of `Block.forward`."""
        for block, kept in zip(self.blocks, cache or [None] * len(self.blocks), strict=True):
            x = block(x, memory, mask, memory_mask, kept)
        return self.norm(x)


class Decoder(nn.Module):
    """A language model: logits of the next token after each token, from those up to it.

    Tokens 0 ... V - 1 become vectors, learned vectors of their places are added, both from
    N(0, 0.02^2) at the start, and a causal stack follows. `tied`: the output layer has the vectors
    of the tokens as weights; else it has its own. Other `options` are those of `Block`.
    Shapes: tokens (B, T'), T' <= T, give logits (B, T', V).
    Raises ValueError for fewer than one layer, and where `heads` does not divide C.
    Source: this book's page "Transformers"; Radford et al. (2018), section 3.1.
    """

    def __init__(
        self,
        V: int,
        C: int,
        heads: int,
        layers: int,
        T: int,
        tied: bool = True,
        generator: torch.Generator | None = None,
        **options,
    ):
        super().__init__()
        self.words, self.places = (nn.Parameter(torch.empty(n, C)) for n in (V, T))
        for table in (self.words, self.places):
            nn.init.normal_(table, std=0.02, generator=generator)
        self.stack = Stack(C, heads, layers, generator=generator, **options)
        self.output = None if tied else _linear(C, V, generator)

    def new_cache(self) -> Cache:
        """A cache for `forward` that holds no tokens yet."""
        return self.stack.new_cache()

    def forward(
        self,
        tokens: Int[Tensor, "B T"],
        cache: Cache | None = None,
    ) -> Float[Tensor, "B T V"]:
        """Logits of the token after each of `tokens`.

        Shapes: tokens (B, T') give (B, T', V). With a `cache`, `tokens` follow those that it holds,
        and are added to it; all together are at most T.
        Raises ValueError for more than T tokens.
        """
        past = cache[0]["K"].shape[-2] if cache and cache[0] else 0
        total = past + tokens.shape[1]
        if total > len(self.places):
            raise ValueError(f"there are {len(self.places)} places, and {total} tokens")
        x = self.words[tokens] + self.places[past:total]
        x = self.stack(x, mask=causal_mask(total, x.device)[past:], cache=cache)
        return x @ self.words.T if self.output is None else self.output(x)
