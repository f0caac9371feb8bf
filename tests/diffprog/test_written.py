"""Numbers in sentences."""

import numpy as np
import pytest
import torch
from diffprog.written import written


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2e-4, ".0e", "2 × 10⁻⁴"),
        (-8.64e5, ".1e", "−8.6 × 10⁵"),
        (1.000000083e-10, ".9e", "1.000000083 × 10⁻¹⁰"),
        (3e21, ".0E", "3 × 10²¹"),
        (2.6e-5, ".2g", "2.6 × 10⁻⁵"),
        (1e-12, ".0e", "10⁻¹²"),
        (-1e-12, ".0e", "−10⁻¹²"),
        (1e-12, ".1e", "1.0 × 10⁻¹²"),
        (7.0, ".0e", "7 × 10⁰"),
        (0.0123, ".2g", "0.012"),
        (-0.19, ".2f", "−0.19"),
        (0.19, "+.2f", "+0.19"),
        (-3, "", "−3"),
        (float("nan"), ".1e", "nan"),
        (float("-inf"), ".1e", "−inf"),
        (12345, ",", "12,345"),
    ],
)
def test_as_in_a_sentence(value, form, text):
    assert written(value, form) == text.replace(" × ", "\u00a0×\u00a0")


@pytest.mark.parametrize("value", [np.float64(-0.5), torch.tensor(-0.5), np.array(-0.5)])
def test_numbers_of_any_library(value):
    assert written(value, ".1f") == "−0.5"


def test_what_format_refuses():
    with pytest.raises(ValueError, match="Unknown format code"):
        written(1.0, "d")
