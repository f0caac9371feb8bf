"""Small breakages of the networks, and of the sizes of convolutions."""

from mutant import of_module

in_conv = of_module("nn/conv.py")
in_mlp = of_module("nn/mlp.py")
in_recurrent = of_module("nn/recurrent.py")

MUTANTS = [
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
]
