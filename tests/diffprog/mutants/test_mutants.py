"""Each small breakage of the package turns the tests red.

The mutants stand in the files mutants_*.py beside this one, one for each module, in a list
`MUTANTS`. To add some, write rows, or another such file.
"""

from importlib import import_module
from pathlib import Path

import pytest
from mutant import Package

SPREAD = "mutants of the package"
PACKAGE = Package("diffprog", tests="diffprog")
LISTS = sorted(path.stem for path in Path(__file__).parent.glob("mutants_*.py"))
ROWS = {name: import_module(name).MUTANTS for name in LISTS}
MUTANTS = [
    pytest.param(mutant, id=f"{name.removeprefix('mutants_')}-{i}-{mutant.why}")
    for name, rows in ROWS.items()
    for i, mutant in enumerate(rows)
]


def test_there_are_at_least_fifteen_mutants():
    assert len(MUTANTS) >= 15


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_text_to_break_occurs_once(mutant):
    mutant.require_its_text(PACKAGE)


@pytest.mark.parametrize("name", LISTS)
def test_the_unbroken_copy_is_green(name, tmp_path):
    PACKAGE.require_green(tmp_path, {mutant.tests for mutant in ROWS[name]})


@pytest.mark.parametrize("name", LISTS)
def test_it_is_the_copy_that_is_tested(name, tmp_path):
    PACKAGE.require_its_copy_is_tested(tmp_path, ROWS[name][0].tests)


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_turns_the_tests_red(mutant, tmp_path):
    PACKAGE.require_red(tmp_path, mutant)
