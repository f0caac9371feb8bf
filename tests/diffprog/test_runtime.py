"""Seeds and devices, and what the environment may ask for."""

import random

import numpy as np
import pytest
import torch
from diffprog import runtime


def draw():
    return random.random(), np.random.rand(), torch.rand(()).item()


def test_set_seed_seeds_all_three_and_returns_the_seed():
    assert runtime.set_seed(7) == 7
    first = draw()
    random.seed(7), np.random.seed(7), torch.manual_seed(7)
    assert draw() == first
    assert runtime.set_seed(8) == 8
    assert all(a != b for a, b in zip(draw(), first, strict=True))


@pytest.mark.parametrize("offset", ["3", " 3 ", "+3"])
def test_the_offset_is_added_everywhere(monkeypatch, offset):
    plain = torch.rand(3, generator=torch.Generator().manual_seed(10))
    monkeypatch.setenv("DIFFPROG_SEED", offset)
    assert runtime.set_seed(7) == 10
    assert torch.equal(torch.rand(3), plain)
    assert np.random.rand() == np.random.RandomState(10).rand()
    assert random.random() == random.Random(10).random()
    assert torch.equal(torch.rand(3, generator=runtime.generator(7)), plain)
    assert runtime.rng(7).random() == np.random.default_rng(10).random()


@pytest.mark.parametrize(
    "text", ["1.5", "one", "1e3", "--2", "0x10", "1_0", "\u0663", "2/../../zzz", "9" * 11]
)
def test_the_offset_is_an_integer(monkeypatch, text):
    monkeypatch.setenv("DIFFPROG_SEED", text)
    for function in (runtime.set_seed, runtime.generator, runtime.rng):
        with pytest.raises(ValueError, match=f"DIFFPROG_SEED='{text}' must be an integer"):
            function(0)
    with pytest.raises(ValueError, match="must be an integer"):
        runtime.course_generator("task")


def test_an_empty_setting_is_none(monkeypatch):
    monkeypatch.setenv("DIFFPROG_SEED", "")
    monkeypatch.setenv("DIFFPROG_DEVICE", " ")
    assert runtime.set_seed(4) == 4
    assert runtime.get_device().type == runtime.available_devices()[0]


@pytest.mark.parametrize("seed", [1.0, "1", None, True])
def test_a_seed_is_an_integer(seed):
    for function in (runtime.set_seed, runtime.generator, runtime.rng):
        with pytest.raises(TypeError, match="a seed is an integer"):
            function(seed)


def test_a_seed_has_limits(monkeypatch):
    assert runtime.set_seed(2**32 - 1) == 2**32 - 1
    for seed in (-1, 2**32):
        with pytest.raises(ValueError, match="is outside 0"):
            runtime.set_seed(seed)
    monkeypatch.setenv("DIFFPROG_SEED", "-5")
    with pytest.raises(ValueError, match=r"seed 3 \+ DIFFPROG_SEED -5 = -2 is outside"):
        runtime.set_seed(3)


def test_generators_are_independent_of_the_global_ones():
    torch.manual_seed(0)
    expected = torch.rand(())
    torch.manual_seed(0)
    torch.rand(5, generator=runtime.generator(1))
    assert torch.rand(()) == expected
    assert runtime.generator(1).device.type == "cpu"


@pytest.fixture
def machine(monkeypatch):
    """A pretended machine: set which accelerators torch finds."""

    def pretend(cuda=False, mps=False):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)

    return pretend


@pytest.mark.parametrize(
    ("cuda", "mps", "best"),
    [(False, False, "cpu"), (True, False, "cuda"), (False, True, "mps"), (True, True, "cuda")],
)
def test_auto_takes_the_best(machine, monkeypatch, cuda, mps, best):
    machine(cuda, mps)
    assert runtime.get_device() == torch.device(best)
    monkeypatch.setenv("DIFFPROG_DEVICE", "AUTO")
    assert runtime.get_device() == torch.device(best)
    monkeypatch.setenv("DIFFPROG_DEVICE", "cpu")
    assert runtime.get_device() == torch.device("cpu")


def test_a_missing_device_is_an_error(machine, monkeypatch):
    for asked, here in [("cuda", {"mps": True}), ("mps", {"cuda": True}), ("cuda", {})]:
        machine(**here)
        monkeypatch.setenv("DIFFPROG_DEVICE", asked)
        with pytest.raises(RuntimeError) as error:
            runtime.get_device()
        text = str(error.value)
        assert f"DIFFPROG_DEVICE={asked} is not available" in text
        assert f"finds {', '.join([*here, 'cpu'])}." in text


def test_an_unknown_device_is_an_error(monkeypatch):
    monkeypatch.setenv("DIFFPROG_DEVICE", "gpu")
    with pytest.raises(ValueError, match="'gpu' must be one of auto, cpu, cuda, mps"):
        runtime.get_device()


def test_each_course_and_task_draws_its_own_inputs(monkeypatch):
    def drawn(task="svd"):
        return torch.rand(2, generator=runtime.course_generator(task)).tolist()

    plain = drawn()
    assert drawn() == plain
    assert drawn("gradient") != plain
    monkeypatch.setenv("DIFFPROG_COURSE_SEED", "autumn")
    in_autumn = drawn()
    assert in_autumn != plain
    monkeypatch.setenv("DIFFPROG_SEED", "1")
    assert drawn() not in (plain, in_autumn)
    with pytest.raises(TypeError, match="the name of a task is a text, got 3"):
        runtime.course_generator(3)
