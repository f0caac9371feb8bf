"""Small breakages of the Transformer and of what tells a token its place."""

from mutant import of_module

in_positions = of_module("nn/positions.py")
in_transformer = of_module("nn/transformer.py")

MUTANTS = [
    in_transformer(
        "device=device).tril()",
        "device=device).tril(-1)",
        "a token may not look at itself",
        "the_causal_mask_is_true_up_to_oneself",
    ),
    in_transformer(
        "return x + self.dropout(part(norm(x)))",
        "return norm(x) + self.dropout(part(norm(x)))",
        "pre-norm adds to the normalised input",
        "an_encoder_s_block_is_pytorch_s",
    ),
    in_transformer(
        "return norm(x + self.dropout(part(x)))",
        "return x + self.dropout(norm(part(x)))",
        "post-norm normalises the part and not the sum",
        "an_encoder_s_block_is_pytorch_s",
    ),
    in_transformer(
        "return x + self.dropout(part(norm(x)))",
        "return self.dropout(x + part(norm(x)))",
        "dropout acts on the sum",
        "dropout_zeroes_what_a_part_adds_and_not_what_passes_by",
    ),
    in_transformer(
        "self.ask(z, memory, memory_mask)[0]",
        "self.ask(z, memory)[0]",
        "the mask of the memory is forgotten",
        "a_decoder_s_block_is_pytorch_s",
    ),
    in_transformer(
        "x = self._add(1, x, lambda z: self.ask",
        "x = self._add(0, x, lambda z: self.ask",
        "cross-attention uses the first norm again",
        "a_decoder_s_block_is_pytorch_s",
    ),
    in_transformer(
        "return self.contract(self.activation(self.expand(z)))",
        "return self.contract(nn.functional.relu(self.expand(z)))",
        "the activation is always ReLU",
        "an_encoder_s_block_is_pytorch_s",
    ),
    in_transformer(
        "hidden = 4 * C if hidden is None else hidden",
        "hidden = 2 * C if hidden is None else hidden",
        "the feed-forward network is half as wide",
        "hidden_is_four_times_as_wide_and_a_block_has_12_c_squared_and_13_c",
    ),
    in_transformer(
        "self.norm = nn.LayerNorm(C) if norm_first else nn.Identity()",
        "self.norm = nn.Identity()",
        "a pre-norm stack has no norm at the end",
        "a_stack_is_pytorch_s",
    ),
    in_transformer(
        'K = torch.cat([cache["K"], K], dim=-2)',
        'K = torch.cat([K, cache["K"]], dim=-2)',
        "new keys come first in the cache",
        "the_cache_gives_what_the_mask_gives",
    ),
    in_transformer(
        "            cache.update(K=K, V=V)",
        "                cache.update(K=K, V=V)",
        "an empty cache stays empty",
        "the_cache_gives_what_the_mask_gives",
    ),
    in_transformer(
        "self.attend.unite(attention(Q, K, V, mask)[0])",
        "self.attend.unite(attention(Q, K, V)[0])",
        "a block ignores its mask",
        "an_encoder_s_block_is_pytorch_s",
    ),
    in_transformer(
        "mask=causal_mask(total, x.device)[past:]",
        "mask=causal_mask(total, x.device)[:total - past]",
        "the mask with a cache begins at the first token",
        "the_cache_gives_what_the_mask_gives",
    ),
    in_transformer(
        "self.places[past:total]",
        "self.places[:total - past]",
        "places begin anew after the cache",
        "the_cache_gives_what_the_mask_gives",
    ),
    in_transformer(
        "mask=causal_mask(total, x.device)[past:]",
        "mask=None",
        "a language model sees what comes later",
        "a_language_model_does_not_see_what_comes_later",
    ),
    in_transformer(
        "if total > len(self.places):",
        "if tokens.shape[1] > len(self.places):",
        "tokens in the cache are not counted",
        "too_many_tokens_are_an_error_with_and_without_a_cache",
    ),
    in_transformer(
        "self.output = None if tied else _linear(C, V, generator)",
        "self.output = None",
        "the output layer is always tied",
        "tied_weights_are_one_parameter_and_others_two",
    ),
    in_transformer(
        "if (memory is None) != (self.ask is None):",
        "if memory is None and self.ask is not None:",
        "a memory that is not used is let through",
        "a_memory_is_needed_just_where_there_is_cross_attention",
    ),
    in_transformer(
        "nn.init.normal_(table, std=0.02, generator=generator)",
        "nn.init.normal_(table, std=1.0, generator=generator)",
        "token vectors start fifty times too long",
        "the_start_is_drawn_by_the_generator_and_small",
    ),
    in_positions(
        "torch.arange(0, C, 2, dtype=torch.float64) / C",
        "torch.arange(0, C, 2, dtype=torch.float64) / (C + 2)",
        "wavelengths are too short",
        "waves_are_the_formula_of_the_paper",
    ),
    in_positions(
        "torch.stack([angles.sin(), angles.cos()], dim=-1)",
        "torch.stack([angles.cos(), angles.sin()], dim=-1)",
        "sine and cosine are exchanged",
        "waves_are_the_formula_of_the_paper",
    ),
    in_positions(
        "torch.arange(T, dtype=torch.float64)[:, None]",
        "torch.arange(1, T + 1, dtype=torch.float64)[:, None]",
        "places count from one",
        "waves_are_the_formula_of_the_paper",
    ),
    in_positions(
        "torch.arange(first, first + T, dtype=torch.float64)",
        "torch.arange(T, dtype=torch.float64)",
        "rotary places forget where they begin",
        "rotary_multiplies_by_complex_numbers",
    ),
    in_positions(
        "turned = [a * angles.cos() - b * angles.sin()",
        "turned = [a * angles.cos() + b * angles.sin()",
        "a turn is no rotation",
        "rotary_scores_depend_on_the_distance_alone",
    ),
    in_positions(
        "torch.arange(1, heads + 1) / heads",
        "torch.arange(heads) / heads",
        "the first slope is one",
        "slopes_of_eight_heads_are_those_of_the_paper",
    ),
]
