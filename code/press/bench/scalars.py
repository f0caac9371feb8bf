"""Reverse mode on scalars: a small network against a baseline, and how the cost grows."""

import gc
import math
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from press.bench.closures import Scalar

SIZES = [2, 16, 16, 1]
POINTS = 100
REPEATS = 7
CHAIN = [10, 100, 1_000, 10_000, 100_000]
PYTHONS = (700, 10, 10)  # the collector's thresholds as Python has them; press has its own
GOALS = {True: 2.0, False: 1.2}


def report() -> None:
    """Loss and one backward pass of a network, beside the baseline; then a growing chain."""
    from diffprog.autodiff import Var, value_and_grad

    points = _moons()
    operations = POINTS * _operations_per_point()
    print(f"reverse mode on a {'-'.join(map(str, SIZES))} network of scalars, {POINTS} points")
    print(f"  {operations:,} operations; loss and one backward pass, best of {REPEATS}")
    for collect, goal in GOALS.items():
        with _collector(collect):
            ours, baseline = _alternating([Var, Scalar], points)
        print(
            f"  collector {'on ' if collect else 'off'}: {ours:.3f} s, {operations / ours:,.0f} "
            f"operations a second; one closure an operation {baseline:.3f} s "
            f"({baseline / ours:.2f} times; goal {goal:g})"
        )
    print("growth with the number of operations (goal: linear)")
    for count in CHAIN:
        seconds = _best(lambda n=count: value_and_grad(lambda x: _chain(x, n))(0.5))
        print(f"  {count:7,} operations {1e6 * seconds / count:8.2f} microseconds each")


@contextmanager
def _collector(on: bool) -> Iterator[None]:
    """Python's garbage collector as Python sets it, or none; afterwards as it was."""
    thresholds = gc.get_threshold()
    gc.set_threshold(*PYTHONS if on else (0,))
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _alternating(kinds: list[type], points: list) -> list[float]:
    """The least seconds of each kind of number, which take turns."""
    seconds = [[_pass(kind, points) for kind in kinds] for _ in range(REPEATS)]
    return [min(column) for column in zip(*seconds, strict=True)]


def _pass(kind: type, points: list) -> float:
    """Seconds of this process for the loss and one backward pass on numbers of one kind."""
    params = _network(kind)
    gc.collect()
    start = time.process_time()
    _loss(params, points).backward()
    return time.process_time() - start


def _network(kind: type) -> list[list[list]]:
    """For each layer, for each unit, its weights and then its bias."""
    draw = random.Random(0)
    return [
        [[kind(draw.uniform(-1, 1)) for _ in range(n)] + [kind(0.0)] for _ in range(m)]
        for n, m in pairwise(SIZES)
    ]


def _moons() -> list[tuple[list[float], float]]:
    """Points on two half circles that reach into each other, and their side, 1 or -1."""
    draw = random.Random(1)
    points = []
    for i in range(POINTS):
        angle, side = math.pi * draw.random(), 1 - 2 * (i % 2)
        x, y = side * math.cos(angle), side * math.sin(angle)
        x, y = (x, y) if side == 1 else (x + 1.0, y + 0.5)
        points.append(([x + draw.gauss(0, 0.1), y + draw.gauss(0, 0.1)], side))
    return points


def _operations_per_point() -> int:
    """A product and a sum for each weight, a relu for each unit, four for the hinge loss."""
    return sum(2 * n * m for n, m in pairwise(SIZES)) + sum(SIZES[1:-1]) + 4


def _loss(params: list, points: list) -> object:
    """The mean of max(0, 1 - side · score)."""
    total = 0.0
    for x, side in points:
        total = total + (1 + -side * _predict(params, x)).relu()
    return total * (1 / len(points))


def _predict(params: list, x: list[float]) -> object:
    for layer, units in enumerate(params):
        x = [_unit(weights, x) for weights in units]
        if layer < len(params) - 1:
            x = [value.relu() for value in x]
    return x[0]


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
