"""Reverse mode on scalars: a small network, and how the cost grows."""

import random
import time
from itertools import pairwise

SIZES = [2, 16, 16, 1]
POINTS = 100
CHAIN = [10, 100, 1_000, 10_000, 100_000]


def report() -> None:
    """Operations per second of forward and backward, and seconds per operation."""
    from diffprog.autodiff import value_and_grad

    params, points = _network(), _points()
    operations = POINTS * _operations_per_point()
    forward = _best(lambda: _loss(params, points))
    both = _best(lambda: value_and_grad(lambda p: _loss(p, points))(params))
    print(f"reverse mode on a {'-'.join(map(str, SIZES))} network of scalars, {POINTS} points")
    print(f"  {operations:,} operations; on plain numbers {forward:.2f} s")
    print(f"  forward and backward {both:.2f} s: {operations / both:,.0f} operations a second")
    print("growth with the number of operations (goal: linear)")
    for count in CHAIN:
        seconds = _best(lambda n=count: value_and_grad(lambda x: _chain(x, n))(0.5))
        print(f"  {count:7,} operations {1e6 * seconds / count:8.2f} microseconds each")


def _network() -> list[list[float]]:
    draw = random.Random(0)
    shapes = pairwise(SIZES)
    return [[draw.gauss(0, 0.5) for _ in range((n + 1) * m)] for n, m in shapes]


def _points() -> list[tuple[list[float], float]]:
    draw = random.Random(1)
    inputs = [[draw.gauss(0, 1) for _ in range(SIZES[0])] for _ in range(POINTS)]
    return [(x, x[0] * x[1]) for x in inputs]


def _operations_per_point() -> int:
    """A product and a sum for each weight, a tanh for each unit, three for the loss."""
    return sum(2 * n * m for n, m in pairwise(SIZES)) + sum(SIZES[1:-1]) + 3


def _loss(params: list, points: list) -> object:
    total = 0.0
    for x, y in points:
        error = _predict(params, x) - y
        total = total + error * error
    return total


def _predict(params: list, x: list[float]) -> object:
    from diffprog.autodiff import tanh

    values = x
    for layer, weights in enumerate(params):
        n, m = SIZES[layer], SIZES[layer + 1]
        values = [_unit(weights[j * (n + 1) : (j + 1) * (n + 1)], values) for j in range(m)]
        if layer < len(params) - 1:
            values = [tanh(value) for value in values]
    return values[0]


def _unit(weights: list, values: list) -> object:
    total = weights[-1]
    for weight, value in zip(weights[:-1], values, strict=True):
        total = total + weight * value
    return total


def _chain(x: object, count: int) -> object:
    for _ in range(count):
        x = x * 0.999
    return x


def _best(action, repeats: int = 3) -> float:
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return min(seconds)
