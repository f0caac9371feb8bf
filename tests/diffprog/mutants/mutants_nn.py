"""Small breakages of the sizes and receptive fields of convolutions."""

from mutant import Mutant


def in_conv(old, new, why, test):
    return Mutant("nn/conv.py", old, new, why, f"nn/test_conv.py::test_{test}")


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
]
