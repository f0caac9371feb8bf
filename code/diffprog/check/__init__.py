"""Checks that stand beside claims: each prints one line, or raises `CheckFailed`.

Source: this book's page "Preface" (every claim is checked beside it).
"""

from diffprog.check.answers import answer
from diffprog.check.claims import agree, better, holds
from diffprog.check.difference import central_difference
from diffprog.check.reproduced import reproduced, reproduces
from diffprog.check.statistics import within_standard_errors
from diffprog.check.values import CheckFailed

__all__ = [
    "CheckFailed",
    "agree",
    "answer",
    "better",
    "central_difference",
    "holds",
    "reproduced",
    "reproduces",
    "within_standard_errors",
]
