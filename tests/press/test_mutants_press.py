"""Each small breakage of the press turns its tests red.

The mutants stand in `mutants_press.py`, in a list `MUTANTS`. To add some, write rows.
"""

import pytest
from mutant import Package
from mutants_press import MUTANTS

SPREAD = "mutants of the press"
PACKAGE = Package("press")
ROWS = [pytest.param(mutant, id=f"{i}-{mutant.why}") for i, mutant in enumerate(MUTANTS)]
ROOMS = {"pages", "labs", "quizzes", "notebook", "guards", "site", "print", "marking"}


def test_there_are_some_in_every_room():
    assert len(MUTANTS) >= 25
    assert {mutant.file.partition("/")[0] for mutant in MUTANTS} >= ROOMS


@pytest.mark.parametrize("mutant", ROWS)
def test_the_text_to_break_occurs_once(mutant):
    mutant.require_its_text(PACKAGE)


def test_the_unbroken_copy_is_green(tmp_path):
    PACKAGE.require_green(tmp_path, {mutant.tests for mutant in MUTANTS})


def test_it_is_the_copy_that_is_tested(tmp_path):
    PACKAGE.require_its_copy_is_tested(tmp_path, MUTANTS[0].tests)


@pytest.mark.parametrize("mutant", ROWS)
def test_a_mutant_turns_the_tests_red(mutant, tmp_path):
    PACKAGE.require_red(tmp_path, mutant)
