"""Places: the paper's formula one number at a time, complex numbers, and distances alone."""

import cmath
import math

import pytest
import torch
from diffprog.nn import alibi_slopes, rotary, sinusoidal


def test_waves_are_the_formula_of_the_paper():
    T, C = 7, 6
    expected = [
        [(math.cos if k % 2 else math.sin)(p / 10_000 ** ((k - k % 2) / C)) for k in range(C)]
        for p in range(T)
    ]
    assert torch.allclose(sinusoidal(T, C), torch.tensor(expected), atol=1e-6)


def test_waves_far_out_are_as_exact_as_float32():
    far = sinusoidal(100_001, 4)[100_000]
    assert torch.allclose(far[:2], torch.tensor([math.sin(1e5), math.cos(1e5)]), atol=1e-6)


@pytest.mark.parametrize("first", [0, 5])
def test_rotary_multiplies_by_complex_numbers(generator, first):
    X = torch.randn(2, 3, 4, generator=generator, dtype=torch.float64)
    Y = rotary(X, first, base=100.0)
    for b in range(2):
        for t in range(3):
            for i in range(2):
                z = complex(X[b, t, 2 * i], X[b, t, 2 * i + 1])
                z *= cmath.exp(1j * (first + t) * 100 ** (-2 * i / 4))
                got = complex(Y[b, t, 2 * i], Y[b, t, 2 * i + 1])
                assert abs(got - z) < 1e-12


def test_rotary_scores_depend_on_the_distance_alone(generator):
    q, k = torch.randn(2, 8, generator=generator, dtype=torch.float64)
    Q, K = rotary(q.expand(12, 8)), rotary(k.expand(12, 8))
    scores = Q @ K.T
    for gap in range(-11, 12):
        diagonal = scores.diagonal(gap)
        assert torch.allclose(diagonal, diagonal[:1].expand(len(diagonal)), atol=1e-12)
    assert (scores[0] - scores[0, 0]).abs().max() > 0.1


def test_slopes_of_eight_heads_are_those_of_the_paper():
    assert torch.equal(alibi_slopes(8), torch.tensor([2.0**-i for i in range(1, 9)]))
    assert torch.allclose(alibi_slopes(2), torch.tensor([2.0**-4, 2.0**-8]))


def test_odd_widths_and_no_heads_are_errors():
    with pytest.raises(ValueError, match="even"):
        sinusoidal(3, 5)
    with pytest.raises(ValueError, match="even"):
        rotary(torch.zeros(2, 3))
    with pytest.raises(ValueError, match="at least one head"):
        alibi_slopes(0)
