"""Each small breakage of the package turns the tests red.

The mutants stand in the files mutants_*.py beside this one, one for each module, in a list
`MUTANTS`. To add some, write rows, or another such file.
"""

from importlib import import_module
from pathlib import Path

import pytest
from mutant import PACKAGE, copy_package, run_tests

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
    text = (PACKAGE / mutant.file).read_text("utf-8")
    assert text.count(mutant.old) == 1, f"{mutant.file}: {mutant.old!r}"
    assert mutant.new != mutant.old


@pytest.mark.parametrize("name", LISTS)
def test_the_unbroken_copy_is_green(name, tmp_path):
    tests = sorted({mutant.tests for mutant in ROWS[name]})
    result = run_tests(copy_package(tmp_path), *tests)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("name", LISTS)
def test_it_is_the_copy_that_is_tested(name, tmp_path):
    package = copy_package(tmp_path)
    for path in package.rglob("*.py"):
        path.write_text("raise ImportError('this is the copy')")
    result = run_tests(package, ROWS[name][0].tests)
    assert result.returncode not in (0, 1)
    assert "this is the copy" in result.stdout


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_turns_the_tests_red(mutant, tmp_path):
    package = copy_package(tmp_path)
    mutant.apply(package)
    result = run_tests(package, mutant.tests)
    assert result.returncode == 1, f"{mutant.tests}: {result.stdout}{result.stderr}"
    assert " failed" in result.stdout
