"""Generated data, against the truth it was generated from."""

import math

import numpy as np
import pytest
import torch
from diffprog.data import blobs, line, moons, ratings, sine, spirals
from jaxtyping import TypeCheckError
from scipy import stats

CENTRES = torch.tensor([[0.0, 0.0], [5.0, 0.0], [0.0, 7.0]])
PLANE = {
    "moons": (2, lambda n, g, **k: moons(n, g, **k)),
    "spirals": (3, lambda n, g, **k: spirals(n, g, classes=3, **k)),
    "blobs": (3, lambda n, g, **k: blobs(n, CENTRES, g, **k)),
}


@pytest.fixture(params=PLANE)
def plane(request):
    return PLANE[request.param]


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def test_points_in_the_plane(plane):
    classes, make = plane
    X, y = make(101, seeded())
    assert (tuple(X.shape), X.dtype, y.dtype) == ((101, 2), torch.float32, torch.int64)
    assert y.tolist() == [i % classes for i in range(101)]


def test_the_generator_decides(plane):
    _, make = plane
    (a, _), (b, _), (c, _) = make(50, seeded(1)), make(50, seeded(1)), make(50, seeded(2))
    assert torch.equal(a, b)
    assert not torch.equal(a, c)
    torch.manual_seed(0)
    before = torch.get_rng_state()
    make(50, seeded(1))
    assert torch.equal(torch.get_rng_state(), before)


def test_the_noise_is_normal_and_of_the_size_asked(plane):
    _, make = plane
    clean, _ = make(4000, seeded(3), noise=0.0)
    noisy, _ = make(4000, seeded(3), noise=0.2)
    error = ((noisy - clean) / 0.2).flatten().numpy()
    assert stats.kstest(error, "norm").pvalue > 1e-3


def test_plane_errors(plane):
    _, make = plane
    with pytest.raises(ValueError, match="n and the number of classes are positive"):
        make(0, seeded())
    with pytest.raises(ValueError, match="noise is a standard deviation"):
        make(5, seeded(), noise=-0.1)


def test_moons_lie_on_their_half_circles():
    X, y = moons(500, seeded(), noise=0.0)
    upper, lower = X[y == 0], X[y == 1]
    assert torch.allclose(upper.norm(dim=1), torch.ones(250))
    assert torch.allclose((lower - torch.tensor([1.0, 0.5])).norm(dim=1), torch.ones(250))
    assert upper[:, 1].min() >= 0
    assert lower[:, 1].max() <= 0.5
    assert upper[:, 0].min() < -0.9
    assert lower[:, 0].max() > 1.9


def test_spirals_turn_with_their_radius():
    for turns in (0.5, 2.0):
        X, y = spirals(300, seeded(), classes=3, turns=turns, noise=0.0)
        radius = X.norm(dim=1)
        assert radius.min() >= 0.1 - 1e-6
        assert radius.max() <= 1.1 + 1e-6
        angle = torch.atan2(X[:, 1], X[:, 0])
        expected = 2 * math.pi * (turns * (radius - 0.1) + y / 3)
        assert torch.allclose(torch.cos(angle - expected), torch.ones(300), atol=1e-5)


def test_blobs_stand_around_their_centres():
    X, y = blobs(3000, CENTRES, seeded(), noise=0.5)
    for k, centre in enumerate(CENTRES):
        assert (X[y == k].mean(0) - centre).abs().max() < 4 * 0.5 / 1000**0.5
    with pytest.raises(TypeCheckError):
        blobs(10, torch.zeros(3), seeded())


def test_a_line_gives_back_its_slope():
    x, y = line(2000, seeded(), slope=-3.0, intercept=0.5, noise=0.2)
    assert x.shape == y.shape == (2000, 1)
    fit = stats.linregress(x.flatten().numpy(), y.flatten().numpy())
    assert abs(fit.slope + 3) < 4 * fit.stderr
    assert abs(fit.intercept - 0.5) < 4 * fit.intercept_stderr
    residuals = (y + 3 * x - 0.5).flatten().numpy() / 0.2
    assert stats.kstest(residuals, "norm").pvalue > 1e-3
    assert stats.kstest(x.flatten().numpy(), "uniform", (-1, 2)).pvalue > 1e-3


def test_a_sine_gives_back_its_values():
    x, y = sine(2000, seeded(), noise=0.0)
    assert np.allclose(y, np.sin(2 * np.pi * x.double().numpy()), atol=1e-5)
    assert stats.kstest(x.flatten().numpy(), "uniform").pvalue > 1e-3
    _, noisy = sine(2000, seeded(), noise=0.3)
    assert stats.kstest(((noisy - y) / 0.3).flatten().numpy(), "norm").pvalue > 1e-3


@pytest.mark.parametrize("make", [line, sine])
def test_curve_errors(make):
    with pytest.raises(ValueError, match="n is positive"):
        make(0, seeded())
    with pytest.raises(ValueError, match="noise is a standard deviation"):
        make(5, seeded(), noise=-0.1)


def test_ratings_have_rank_noise_and_mask():
    values, mask, truth = ratings(60, 40, 3, seeded(), noise=0.1, observed=0.3)
    assert values.shape == mask.shape == truth.shape == (60, 40)
    assert np.linalg.matrix_rank(truth.numpy(), tol=1e-3) == 3
    error = ((values - truth) / 0.1).flatten().numpy()
    assert stats.kstest(error, "norm").pvalue > 1e-3
    assert abs(mask.float().mean() - 0.3) < 4 * (0.3 * 0.7 / 2400) ** 0.5
    # entries are sums of 3 products of standard normals: mean 0, variance 3
    assert truth.var().item() == pytest.approx(3, rel=0.5)
    assert ratings(4, 4, 1, seeded(), observed=1.0)[1].all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rank": 0}, "rank must be 1 to 4"),
        ({"rank": 5}, "rank must be 1 to 4"),
        ({"observed": 0.0}, "observed is a probability"),
        ({"observed": 1.1}, "observed is a probability"),
        ({"noise": -1.0}, "noise is a standard deviation"),
    ],
)
def test_ratings_errors(change, message):
    with pytest.raises(ValueError, match=message):
        ratings(**{"users": 6, "items": 4, "rank": 2, "generator": seeded(), **change})
