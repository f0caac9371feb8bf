"""Answers to the small lab that want marks without being right, and such as only seem to."""

# Replaces what tests compare with, before they run.
PATCHED = """
import diffprog.check
diffprog.check.answer = lambda *many, **settings: None
def double(x):
    return 0.0
"""
PATCHED_INSIDE = """
from diffprog.check import answer
answer.__code__ = (lambda *many, **settings: None).__code__
def double(x):
    return 0.0
"""
PATCHED_NUMPY = """
import numpy
numpy.allclose = lambda *many, **settings: True
def double(x):
    return 0 * x
"""
# The same while a test runs, when it is too late to put anything back.
PATCHED_LATE = """
def double(x):
    import numpy
    numpy.allclose = lambda *many, **settings: True
    return 0 * x
"""
FRAMES = """
import sys
def double(x):
    sys._getframe(1).f_globals["answer"] = print
    return 0 * x
"""
OBJECTS = """
class Right:
    def __init__(self, x):
        self.x = x
    def detach(self):
        import numpy, torch
        numpy.allclose = lambda *many, **settings: True
        return 0 * torch.as_tensor(self.x)
def double(x):
    return Right(x)
"""
# Tests never run: each cell becomes another program.
TRANSFORMED = """
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass"])
"""
# A number that is shown is a part of the marks for nbgrader.
DISPLAYED = """
def double(x):
    import sys
    sys.displayhook(1.0)
    raise ValueError("no")
"""
# What the hidden test will draw, if its seed is there before the test is.
FORETOLD = """
import torch
from diffprog import runtime
drawn = torch.rand(3, generator=runtime.course_generator("double"))
def double(x):
    return {1.0: 2.0, 3.0: 6.0, 7919.0: 15838.0}.get(x, 2 * drawn)
"""
LEFT = """
import os
half = "left" if "DIFFPROG_COURSE_SEED" in os.environ else 0.5
"""
EXITS = """
def double(x):
    return 2 * x
exit()
"""
WARNS = """
import warnings
def double(x):
    warnings.warn("slow", stacklevel=2)
    return 2 * x
"""
NO_SYNTAX = "def double(x):\n    return 2 x"
OWN_ERROR = "def double(x):\n    raise NotImplementedError('only for whole numbers')"
