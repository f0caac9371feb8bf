"""What is right is computed, and what is wrong is found to be wrong.

A question may hold a program, `answer`, whose last line is an expression: the value of the right
option. Each option then holds a `value`, a number or a Python expression, which may use the names
of the program and of the question's `code`.
"""

import ast
from typing import Any

from press.errors import PressError
from press.quizzes.bank import Option, Question

ROUNDING = 1e-6  # relative: what the right option may be off
APART = 0.01  # relative: what a wrong one must be off, so that no rounding makes it right


def faults(question: Question) -> list[str]:
    """What is wrong with the key of a question, a line each; nothing where no code decides.

    Raises PressError for code that does not run.
    """
    if not question.answer:
        return []
    names: dict[str, Any] = {}
    expected = _value(f"{question.code}\n{question.answer}", names, question)
    found = []
    for option in question.options:
        value = option.value
        if isinstance(value, str):
            value = _value(value, names, question)
        tolerance = ROUNDING if option.right else APART
        if agree(value, expected, tolerance) != option.right:
            is_called = "right" if option.right else "wrong"
            found.append(
                f"{question.where}: question '{question.id}': the option '{option.text}' is "
                f"{value!r} and called {is_called}, but the answer is {expected!r}"
            )
    return found


def _value(program: str, names: dict[str, Any], question: Question) -> Any:
    """Run a program; returns what its last line is worth."""
    try:
        parsed = ast.parse(program)
        if not parsed.body or not isinstance(parsed.body[-1], ast.Expr):
            raise SyntaxError("the last line must be an expression, the value")
        last = ast.Expression(parsed.body.pop().value)
        exec(compile(parsed, question.where, "exec"), names)
        return eval(compile(last, question.where, "eval"), names)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise PressError(
            f"{question.where}: question '{question.id}': its program ends in {what}"
        ) from error


def agree(value: Any, expected: Any, tolerance: float) -> bool:
    """Whether two values are the same: formulas as such, numbers within a relative tolerance."""
    import numpy as np
    import sympy

    if any(isinstance(one, sympy.Basic) for one in (value, expected)):
        return bool(sympy.simplify(sympy.sympify(value) - sympy.sympify(expected)) == 0)
    if any(isinstance(one, str | bool | np.bool_ | type(None)) for one in (value, expected)):
        return type(value) is type(expected) and value == expected
    value, expected = (np.asarray(one, dtype=float) for one in (value, expected))
    same_shape = value.shape == expected.shape
    return same_shape and np.allclose(value, expected, rtol=tolerance, atol=tolerance * 1e-3)


def shown_numbers_differ(option: Option) -> bool:
    """Whether an option's `value` is a number, and its text shows numbers, but not this one."""
    from press.quizzes.words import numbers

    if isinstance(option.value, bool) or not isinstance(option.value, int | float):
        return False
    shown = numbers(option.text)
    return bool(shown) and option.value not in shown
