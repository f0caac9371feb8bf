"""Where a page computes and which random numbers it draws, set from outside.

DIFFPROG_DEVICE (auto, cpu, cuda or mps) names the device; DIFFPROG_SEED, an integer, is added
to every seed, so that a whole page can be run again with other random numbers.
DIFFPROG_COURSE_SEED, any text, decides the inputs of a course's hidden tests.
"""

import os
import re

DEVICES = ("auto", "cpu", "cuda", "mps")
LARGEST_SEED = 2**32 - 1  # NumPy's limit


def get_device():
    """The torch.device that DIFFPROG_DEVICE asks for; `auto` is CUDA, else MPS, else the CPU.

    Raises ValueError for an unknown name, RuntimeError for a device this machine lacks:
    never a silent fall-back.
    """
    import torch

    asked = os.environ.get("DIFFPROG_DEVICE", "").strip().lower() or "auto"
    if asked not in DEVICES:
        raise ValueError(f"DIFFPROG_DEVICE={asked!r} must be one of {', '.join(DEVICES)}")
    available = available_devices()
    if asked == "auto":
        return torch.device(available[0])
    if asked not in available:
        raise RuntimeError(
            f"DIFFPROG_DEVICE={asked} is not available here: torch {torch.__version__} "
            f"finds {', '.join(available)}. Set DIFFPROG_DEVICE to one of these, or to auto"
        )
    return torch.device(asked)


def available_devices():
    """The names of the devices that torch finds, fastest first; the CPU is always last."""
    import torch

    found = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return [name for name, here in found.items() if here] + ["cpu"]


def seed_offset():
    """The integer in DIFFPROG_SEED, 0 where it is unset or empty.

    Raises ValueError for anything that is no integer, or has more digits than a seed.
    """
    text = os.environ.get("DIFFPROG_SEED", "").strip() or "0"
    if not re.fullmatch(r"[+-]?[0-9]{1,10}", text):
        raise ValueError(f"DIFFPROG_SEED={text!r} must be an integer, such as 0 or 7")
    return int(text)


def effective_seed(seed):
    """seed + DIFFPROG_SEED.

    Raises TypeError for a seed that is no integer, ValueError outside 0 ... 2**32 - 1.
    """
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise TypeError(f"a seed is an integer, got {seed!r}")
    total = seed + seed_offset()
    if not 0 <= total <= LARGEST_SEED:
        raise ValueError(
            f"seed {seed} + DIFFPROG_SEED {seed_offset()} = {total} is outside 0 ... {LARGEST_SEED}"
        )
    return total


def set_seed(seed):
    """Seed Python, NumPy and torch (all devices) with seed + DIFFPROG_SEED, and return that.

    Raises TypeError or ValueError for a seed that none of them takes.
    """
    import random

    import numpy as np
    import torch

    total = effective_seed(seed)
    random.seed(total)
    np.random.seed(total)
    torch.manual_seed(total)
    return total


def generator(seed, device="cpu"):
    """A torch.Generator on `device`, seeded with seed + DIFFPROG_SEED.

    Raises TypeError or ValueError for a seed that is none.
    """
    import torch

    return torch.Generator(device=device).manual_seed(effective_seed(seed))


def rng(seed):
    """A numpy.random.Generator, seeded with seed + DIFFPROG_SEED.

    Raises TypeError or ValueError for a seed that is none.
    """
    import numpy as np

    return np.random.default_rng(effective_seed(seed))


def course_generator(task, device="cpu"):
    """A torch.Generator for the hidden tests of a task, which draw other inputs in each course.

    Its seed is a hash of DIFFPROG_COURSE_SEED, DIFFPROG_SEED and the task's name.
    Raises TypeError for a name that is no text.
    """
    import hashlib

    import torch

    if not isinstance(task, str):
        raise TypeError(f"the name of a task is a text, got {task!r}")
    words = [os.environ.get("DIFFPROG_COURSE_SEED", ""), str(seed_offset()), task]
    digest = hashlib.sha256("\n".join(words).encode()).digest()
    return torch.Generator(device=device).manual_seed(int.from_bytes(digest[:4], "big"))
