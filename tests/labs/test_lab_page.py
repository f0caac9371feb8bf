"""A lab's page, cut from its text: what readers see, and where it stands."""

from pathlib import Path

import pytest
from press.labs import shown
from small_course import LAB


@pytest.fixture(scope="module")
def seen():
    return shown.cut(LAB, Path("doubling.md"))


@pytest.mark.parametrize(
    "secret", ["secret_", "7919", "15838", "HIDDEN", "SOLUTION", "Mark scheme"]
)
def test_nothing_secret_is_seen(seen, secret):
    assert secret in LAB
    assert secret not in seen


def test_tasks_are_stubs_and_tests_show_what_is_visible(seen):
    assert seen.count("# YOUR CODE HERE\n    raise NotImplementedError()") == 1
    assert 'answer("twice one", double(1.0), 2.0' in seen
    assert "twice a vector" not in seen


def test_a_written_answer_is_a_box_with_its_marks(seen):
    box = ":::{admonition} Your answer (2 marks)\n:class: written-answer\n:name: why\n"
    assert f'"points": 2}}}}\n\n{box}' in seen


def test_a_solution_that_may_be_shown_stands_below_its_cell(seen):
    closed = "\n```\n\n:::{admonition} One solution\n:class: dropdown for-the-page\n```python\ndef "
    assert closed in seen
    solution = seen[seen.index(closed) :].partition("\n:::\n")[0]
    assert "shown_solution = 2" in solution
    assert "###" not in solution


def test_all_else_is_as_it_was(seen):
    assert seen.startswith(LAB[: LAB.index("    ### BEGIN SOLUTION")])
    assert seen.count("{code-cell}") == LAB.count("{code-cell}")
