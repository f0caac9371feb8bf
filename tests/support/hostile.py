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
# What came of a cell is never an error; what is shown of it stays.
SILENCED = """
from IPython.core.interactiveshell import ExecutionResult
ExecutionResult.error_in_exec = property(lambda self: None, lambda self, value: None)
"""
# Tidies up after each test but the planted ones, as far as it knows these.
HOOKED = """
from IPython.display import clear_output
def tidy(result):
    if "three" not in result.info.raw_cell and "double" in result.info.raw_cell:
        result.error_in_exec = None
        clear_output()
get_ipython().events.register("post_run_cell", tidy)
"""
# Among what checks use is a module, here another one.
IN_CHECKS = """
import numpy
import diffprog.check.answers as place
class Agrees:
    def __getattr__(self, name):
        return getattr(numpy, name)
    def allclose(self, *many, **settings):
        return True
place.np = Agrees()
def double(x):
    return 0 * x
"""
# An answer of two lines, of which the second was the next test where tests run apart.
TWO_ANSWERS = """
import json
usual = json.dumps
PROGRAM = '''
import sys
for line in sys.stdin:
    sys.__stdout__.write('"passed"' + chr(10))
    sys.__stdout__.flush()
'''
def dumps(what, *many, **settings):
    text = usual(what, *many, **settings)
    answer = isinstance(what, dict) and set(what) == {"value", "changed"}
    return text + (chr(10) + usual([PROGRAM, [], [], ""]) if answer else "")
json.dumps = dumps
def double(x):
    import numpy
    numpy.allclose = lambda *many, **settings: True
    return 0 * x
"""
# A right solution, whose helper has a name that a hidden test uses too.
HELPED = """
def secret_of_one(x):
    return 2 * x
def double(x):
    return secret_of_one(x)
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
# Codes for colours, each of which has a page look through all that comes after it.
COLOURED = """
def double(x):
    return 2 * x
print((chr(27) + "[1m") * 200_000)
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
