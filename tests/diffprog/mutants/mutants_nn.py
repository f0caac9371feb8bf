"""Small breakages of the networks, and of the sizes of convolutions."""

from mutant import of_module

in_attention = of_module("nn/attention.py")
in_beside = of_module("nn/beside.py")
in_conv = of_module("nn/conv.py")
in_copies = of_module("nn/copies.py")
in_gru = of_module("nn/gru.py")
in_mlp = of_module("nn/mlp.py")
in_recurrent = of_module("nn/recurrent.py")
in_residual = of_module("nn/residual.py")
in_sets = of_module("nn/sets.py")

MUTANTS = [
    in_beside(
        "self.activation(x) if layer else x",
        "self.activation(x)",
        "the input passes the activation",
        "each_is_that_of_mlp",
    ),
    in_beside(
        "torch.baddbmm(b, ",
        "torch.baddbmm(b.mean(0, keepdim=True), ",
        "biases are shared",
        "none_sees_another",
    ),
    in_beside(
        "(one[0], one[2]) != two[:2]",
        "one[2] != two[1]",
        "numbers of networks may differ",
        "weights_that_do_not_fit",
    ),
    in_attention(
        "/ Q.shape[-1] ** 0.5",
        "/ V.shape[-1] ** 0.5",
        "the scale is that of the values",
        "output_and_gradients_are_pytorch_s",
    ),
    in_attention(
        "masked_fill(~_checked(mask, scores), -torch.inf)",
        "masked_fill(_checked(mask, scores), -torch.inf)",
        "a mask is true where one may not look",
        "causal_is_pytorch_s",
    ),
    in_attention(
        "masked_fill(~_checked(mask, scores), -torch.inf)",
        "masked_fill(~_checked(mask, scores), -10.0)",
        "what is masked keeps a little weight",
        "where_one_may_not_look_the_weight_is_zero_and_nothing_flows",
    ),
    in_attention(
        "scores.softmax(dim=-1)",
        "scores.softmax(dim=-2)",
        "queries compete for keys",
        "the_weights_are_those_that_were_used",
    ),
    in_attention(
        "return weights @ V, weights",
        "return weights @ V, scores",
        "scores are returned as weights",
        "the_weights_are_those_that_were_used",
    ),
    in_attention(
        "K.shape[-2] < 1",
        "K.shape[-2] < 0",
        "no keys are let through",
        "shapes_that_do_not_fit_are_refused",
    ),
    in_attention(
        "if mask.dtype != torch.bool:",
        "if mask.dtype == torch.int8:",
        "masks of numbers are let through",
        "a_mask_is_of_truth_values_fits_and_lets_each_query_look",
    ),
    in_attention(
        "if not mask.any(dim=-1).all():",
        "if not mask.any(dim=-1).any():",
        "one query may look nowhere",
        "a_mask_is_of_truth_values_fits_and_lets_each_query_look",
    ),
    in_attention(
        "X.unflatten(-1, (heads, -1)).transpose(-3, -2)",
        "X.unflatten(-1, (-1, heads)).movedim(-1, -3)",
        "heads are interleaved",
        "heads_are_consecutive_features_and_joined_again",
    ),
    in_attention(
        "X.transpose(-3, -2).flatten(-2)",
        "X.movedim(-3, -1).flatten(-2)",
        "heads are joined feature by feature",
        "heads_are_consecutive_features_and_joined_again",
    ),
    in_attention(
        "V = split_heads(self.value(Z), self.heads)",
        "V = split_heads(self.key(Z), self.heads)",
        "values are keys",
        "the_module_is_pytorch_s",
    ),
    in_attention(
        "K = split_heads(self.key(Z), self.heads)",
        "K = split_heads(self.key(X), self.heads)",
        "keys are of the queries' sequence",
        "the_module_is_pytorch_s",
    ),
    in_attention(
        "return self.join(merge_heads(Y))",
        "return merge_heads(Y)",
        "the heads are not joined by a layer",
        "the_module_is_pytorch_s",
    ),
    in_attention(
        "attention(*self.split(X, Z), mask)",
        "attention(*self.split(X, Z))",
        "the module ignores its mask",
        "the_module_s_masks_are_pytorch_s",
    ),
    in_attention(
        "-(C**-0.5), C**-0.5, generator=generator)",
        "-(C**-0.5), C**-0.5)",
        "the generator is not used",
        "the_generator_decides_a_uniform_start_without_biases",
    ),
    in_attention(
        "nn.init.zeros_(layer.bias)",
        "nn.init.ones_(layer.bias)",
        "biases start at one",
        "the_generator_decides_a_uniform_start_without_biases",
    ),
    in_conv(
        "room // stride + 1",
        "-(-room // stride) + 1",
        "the size is rounded up",
        "the_size_is_that_of_torch",
    ),
    in_conv(
        "if room < 0:",
        "if room < -1:",
        "a kernel may be longer than its input",
        "the_size_is_that_of_torch",
    ),
    in_conv(
        "(n - 1) * stride - 2",
        "n * stride - 2",
        "one stride too many",
        "the_transposed_size_is_that_of_torch",
    ),
    in_conv(
        "not 0 <= output_padding < stride",
        "not 0 <= output_padding <= stride",
        "output_padding may be the stride",
        "output_padding_is_below_the_stride",
    ),
    in_conv(
        "dilation * (kernel - 1) * jump",
        "dilation * kernel * jump",
        "each layer sees one input more",
        "the_field_is_what_gradients_reach",
    ),
    in_conv(
        "        span += dilation * (kernel - 1) * jump\n        jump *= stride",
        "        jump *= stride\n        span += dilation * (kernel - 1) * jump",
        "a layer's own stride widens its field",
        "the_field_is_what_gradients_reach",
    ),
    in_conv(
        "min(n, kernel, stride, dilation) < 1",
        "min(n, kernel, stride) < 1",
        "a dilation may be zero",
        "numbers_that_make_no_layer",
    ),
    in_gru(
        "torch.lerp(n[t], h[t], z[t]",
        "torch.lerp(h[t], n[t], z[t]",
        "the gate replaces, where PyTorch's keeps",
        "the_states_are_pytorch_s",
    ),
    in_gru(
        "addcmul_(r[t], q[t])",
        "addcmul_(z[t], q[t])",
        "the other gate resets",
        "the_states_are_pytorch_s",
    ),
    in_gru(
        "(1 - z) * (1 - n * n)",
        "(1 - z) * (1 - n)",
        "the slope of the tanh is wrong",
        "the_gradients_are_pytorch_s",
    ),
    in_gru(
        "(h[:-1] - n) * z",
        "(n - h[:-1]) * z",
        "the gate's slope has the other sign",
        "the_gradients_are_pytorch_s",
    ),
    in_gru(
        ".addcmul_(z[t], h_bar[t]).baddbmm_",
        ".baddbmm_",
        "the highway carries no error back",
        "the_gradients_are_pytorch_s",
    ),
    in_mlp(
        "layers[:-1]",
        "layers",
        "an activation after the last layer",
        "it_is_the_formula",
    ),
    in_mlp(
        "init(layer.weight, generator=generator)",
        "init(layer.weight)",
        "the generator is not used",
        "the_generator_decides_the_start",
    ),
    in_recurrent(
        "h @ self.weight_hh.T + self.bias_hh",
        "h @ self.weight_hh + self.bias_hh",
        "the matrix of the state is transposed",
        "one_step_is_pytorch_s_cell",
    ),
    in_recurrent(
        "state = cell(x, state)",
        "state = cell(x, state if not outputs else outputs[-1])",
        "only the output is carried to the next step",
        "a_state_of_several_parts_is_carried_along",
    ),
    in_recurrent(
        "X.unbind(dim=1)",
        "X.flip(1).unbind(dim=1)",
        "the sequence is read backwards",
        "unrolled_it_is_pytorch_s_network",
    ),
    in_recurrent(
        "-(hidden**-0.5), hidden**-0.5, generator=generator",
        "-(inputs**-0.5), inputs**-0.5, generator=generator",
        "the start has the scale of the inputs",
        "the_start_is_uniform_and_the_generator_decides_it",
    ),
    in_residual(
        "z + self.shortcut(x)",
        "z - self.shortcut(x)",
        "the shortcut is subtracted",
        "a_block_is_its_formula",
    ),
    in_residual(
        "        z = self.branch(x)\n",
        "        z = torch.relu(self.branch(x))\n",
        "a ReLU stands before the sum",
        "a_block_is_its_formula",
    ),
    in_residual(
        "same = C_in == C_out and stride == 1",
        "same = C_in == C_out",
        "a stride alone gets no projection",
        "a_block_is_its_formula",
    ),
    in_residual(
        "conv_norm(C_in, C_out, 1, stride)",
        "conv_norm(C_in, C_out, 3, stride)",
        "projections have kernels of 3 x 3",
        "the_nets_have_the_published_sizes",
    ),
    in_residual(
        "*conv_norm(C_in, width, 1),",
        "*conv_norm(C_in, width, 3),",
        "the bottleneck begins with 3 x 3",
        "the_blocks_are_those_of_torchvision",
    ),
    in_residual(
        "*conv_norm(width, width, 3, stride),\n                nn.ReLU(),",
        "*conv_norm(width, width, 3, stride),",
        "a ReLU is missing inside the bottleneck",
        "a_bottleneck_is_its_formula",
    ),
    in_residual(
        "stride = 2 if stage > 0 and k == 0 else 1",
        "stride = 2 if k == 0 else 1",
        "the first stage halves the maps, too",
        "the_first_stage_keeps_the_size_and_plain_nets_have_no_shortcuts",
    ),
    in_residual(
        "width = C // 4 if bottleneck else None",
        "width = C // 2 if bottleneck else None",
        "the bottleneck is twice as wide",
        "the_blocks_are_those_of_torchvision",
    ),
    in_residual(
        "residual_blocks(first, stages, skip=skip)",
        "residual_blocks(first, stages[:1], skip=skip)",
        "later stages are left out",
        "the_nets_have_the_published_sizes",
    ),
    in_residual(
        "nn.init.kaiming_normal_(layer.weight, generator=generator)",
        "nn.init.kaiming_normal_(layer.weight)",
        "the generator is not used",
        "the_generator_decides_the_start_by_he_s_rule",
    ),
    in_residual(
        "if kernel % 2 == 0:",
        "if kernel % 2 == 3:",
        "even kernels are let through",
        "an_even_kernel_is_refused",
    ),
    in_sets(
        "(sizes[..., None] - 1)",
        "sizes[..., None]",
        "the last rank is not at 1",
        "knots_are_met_exactly",
    ),
    in_sets(
        "W[left] * (1 - part) + W[left + 1] * part",
        "W[left]",
        "steps instead of lines",
        "pooling_is_numpys_line_over_sorted_features",
    ),
    in_sets(
        " * (i < sizes[..., None])[..., None]",
        "",
        "ranks beyond the end have a weight",
        "knots_are_met_exactly",
    ),
    in_sets(
        "masked_fill(~mask[..., None], -torch.inf)",
        "masked_fill(~mask[..., None], 0.0)",
        "absent items stand in the middle",
        "masked_items_are_not_there",
    ),
    in_sets(
        "descending=True, stable=True",
        "stable=True",
        "from the smallest",
        "pooling_is_numpys_line_over_sorted_features",
    ),
    in_sets(
        "torch.zeros_like(ranked).scatter(-2, order, ranked)",
        "ranked.gather(-2, order)",
        "the order is applied, not undone",
        "unpooling_gives_each_rank_its_weight",
    ),
    in_sets(
        "sizes, N = _sizes(mask, order)",
        "sizes, N = _sizes(None, order)",
        "absent items are given something",
        "unpooling_leaves_nothing_at_absent_items",
    ),
    in_sets(
        "if len(W) < 2:",
        "if len(W) < 1:",
        "one knot passes",
        "two_knots_at_least",
    ),
    in_copies(
        "getattr(self.net, self.method)",
        "self.net",
        "always the forward pass",
        "the_method_is_the_one_named",
    ),
    in_copies(
        "if buffers:",
        "if buffers is None:",
        "buffers are shared in silence",
        "buffers_are_not_shared_in_silence",
    ),
    in_copies(
        "[make().to(device) for _ in range(S)]",
        "[make().to(device)] * S",
        "all copies start alike",
        "each_is_its_own_module",
    ),
    in_copies(
        "if S < 1:",
        "if S < 0:",
        "no copy passes",
        "one_copy_at_least",
    ),
]
