"""Central differences, against derivatives worked out by hand."""

import numpy as np
import pytest
from diffprog.check import central_difference


def test_a_number_gives_a_number():
    slope = central_difference(np.sin, 1.0)
    assert np.ndim(slope) == 0
    assert abs(slope - np.cos(1.0)) < 1e-10
    assert central_difference(lambda x: 3 * x, 2) == pytest.approx(3, abs=1e-10)


def test_the_error_falls_with_the_square_of_the_step():
    for x, h in [(0.3, 1e-2), (1.2, 1e-3)]:
        error = central_difference(np.sin, x, h) - np.cos(x)
        third = -np.cos(x)  # the third derivative, Taylor's next term
        assert error == pytest.approx(third * h**2 / 6, rel=1e-2)


def test_a_parabola_is_exact_whatever_the_step():
    for h in (1.0, 0.1, 1e-3):
        assert central_difference(lambda x: 5 * x**2, 3.0, h) == pytest.approx(30.0, rel=1e-12)


def test_the_default_step_grows_with_x():
    steps = []
    for x in (0.0, 1.0, -1000.0):
        seen = []
        central_difference(lambda v, seen=seen: seen.append(v) or v, x)
        steps.append((max(seen) - min(seen)) / 2)
    eps = np.finfo(float).eps ** (1 / 3)
    assert steps == pytest.approx([eps, eps, 1000 * eps], rel=1e-6)


def test_the_step_that_was_taken_is_the_one_divided_by():
    h = 1e-12  # 1 + h is off by up to 1e-16, one part in ten thousand of h
    assert central_difference(lambda x: x, 1.0, h) == 1.0


def f(x):
    return [x[0] * x[1], x[1] ** 2, x[0] - 3 * x[2]]


def test_sequences_give_a_jacobian():
    x = [2.0, 3.0, 5.0]
    expected = [[3, 2, 0], [0, 6, 0], [1, 0, -3]]
    for kind in (list, tuple, np.array):
        jacobian = central_difference(f, kind(x))
        assert isinstance(jacobian, np.ndarray)
        assert jacobian.shape == (3, 3)
        np.testing.assert_allclose(jacobian, expected, atol=1e-9)


def test_f_is_given_the_kind_that_x_is():
    seen = set()
    for x in ([1.0, 2.0], (1.0, 2.0), np.ones(2), 1.0):
        central_difference(lambda v: seen.add(type(v)) or 0.0, x)
    assert seen == {list, tuple, np.ndarray, float}


def test_float32_takes_a_wider_step():
    x = np.array([1.0, 2.0], dtype=np.float32)
    slope = central_difference(np.exp, x)
    np.testing.assert_allclose(slope, np.diag(np.exp(x)), rtol=1e-3)
    assert central_difference(np.exp, np.float32(1)) == pytest.approx(np.e, rel=1e-3)


def test_integers_are_moved_too():
    slope = central_difference(lambda v: v**2, np.array([1, 2]))
    np.testing.assert_allclose(slope, [[2, 0], [0, 4]], atol=1e-9)
    slope = central_difference(lambda v: v[0] * v[1], [2, 3])
    np.testing.assert_allclose(slope, [3, 2], atol=1e-9)


def test_x_is_left_alone():
    array = np.ones(2)
    central_difference(lambda v: v.fill(v.sum()) or v, array)
    assert array.tolist() == [1, 1]
    slope = central_difference(lambda v: v.__imul__(2).sum(), array)
    assert slope.tolist() == pytest.approx([2, 2], abs=1e-9)


@pytest.mark.parametrize("h", [0.0, -1e-3, float("nan")])
def test_the_step_is_positive(h):
    with pytest.raises(ValueError, match="step h must be positive"):
        central_difference(np.sin, 1.0, h)


def test_errors():
    with pytest.raises(ValueError, match="vanishes beside x = 1e"):
        central_difference(np.sin, 1e10, 1e-8)
    for x in (np.nan, np.inf, [1.0, np.inf], []):
        with pytest.raises(ValueError, match="x must be finite"):
            central_difference(np.sin, x)
    for x in (1j, [1j], "1"):
        with pytest.raises(TypeError):
            central_difference(np.sin, x)
