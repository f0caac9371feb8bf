"""How large the output of a convolution is, and how far its units see."""

from collections.abc import Iterable


def output_size(n: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """floor((n + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.

    Shapes: an axis of n positions, padded on both sides, gives an axis of as many outputs. Holds
    for convolution and for pooling.
    Raises ValueError for a kernel that, spread by its dilation, is longer than the padded axis,
    and for numbers below 1 (padding below 0).
    Source: this book's page "Convolutional networks"; Dumoulin and Visin (2016).
    """
    _require(n, kernel, stride, padding, dilation)
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError(f"{n} positions and padding {padding} are too few for the kernel")
    return room // stride + 1


def transposed_size(
    n: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    output_padding: int = 0,
) -> int:
    """(n - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1.

    Shapes: an axis of n positions gives an axis of as many outputs; a convolution with the same
    numbers leads back, and `output_padding`, below `stride`, says which of its inputs is meant.
    Raises ValueError if nothing is left, or for numbers out of range.
    Source: this book's page "Convolutional networks"; Dumoulin and Visin (2016).
    """
    _require(n, kernel, stride, padding, dilation)
    if not 0 <= output_padding < stride:
        raise ValueError(f"output_padding is 0 to {stride - 1}, got {output_padding}")
    size = (n - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1
    if size < 1:
        raise ValueError(f"padding {padding} leaves nothing of {n} positions")
    return size


def receptive_field(layers: Iterable[tuple[int, ...]]) -> tuple[int, int]:
    """How many inputs one output spans, and how many lie between neighbours.

    Shapes: `layers` holds (kernel, stride) or (kernel, stride, dilation) of
    each layer along one axis, first layer first. With gaps between dilated
    kernels not all inputs within the span are seen.
    Raises ValueError for numbers below 1.
    Source: this book's page "Convolutional networks".
    """
    span, jump = 1, 1  # in inputs
    for kernel, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        _require(1, kernel, stride, 0, dilation)
        span += dilation * (kernel - 1) * jump
        jump *= stride
    return span, jump


def _require(n: int, kernel: int, stride: int, padding: int, dilation: int):
    if min(n, kernel, stride, dilation) < 1 or padding < 0:
        raise ValueError(
            f"sizes, strides and dilations are positive, padding is not negative; got n = {n}, "
            f"kernel = {kernel}, stride = {stride}, padding = {padding}, dilation = {dilation}"
        )
