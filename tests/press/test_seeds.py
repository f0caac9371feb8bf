"""`make seeds`: every page under several seed offsets, and a table that tells which failed."""

import os

import pytest
from press.pages import seeds

LUCKY = """import random
from diffprog import runtime
seed = runtime.set_seed(3)
print("effective seed", seed)
assert seed != 4, "this page is only lucky"
"""


def test_table_has_a_row_a_page_and_a_column_a_seed():
    lines = seeds.table(["part/one", "part/two"], [[1.25, 2.0], [None, 4.0], [None, None]])
    assert [line.split() for line in lines] == [
        ["seed", "0", "1", "2"],
        ["part/one", "1.2", "✗", "✗"],
        ["part/two", "2.0", "4.0", "✗"],
        ["seconds", "a", "page", "1.6", "4.0", "✗"],
    ]
    assert len(set(map(len, lines))) == 1  # columns stand below each other


@pytest.mark.parametrize("before", [None, "77"])
def test_the_seed_that_was_set_before_is_set_again(monkeypatch, before):
    monkeypatch.setenv("DIFFPROG_SEED", before or "")
    if before is None:
        monkeypatch.delenv("DIFFPROG_SEED")
    monkeypatch.setenv("N", "2")
    monkeypatch.setattr(seeds.toc, "entries", lambda: [])
    used = []
    monkeypatch.setattr(seeds.execute, "execute", lambda: used.append(os.environ["DIFFPROG_SEED"]))
    seeds.seeds()
    assert used == ["0", "1"]
    assert os.environ.get("DIFFPROG_SEED") == before


@pytest.fixture(scope="module")
def run(shared_book):
    shared_book.page("part/two", LUCKY)
    return shared_book.press("seeds", N="3", DIFFPROG_SEED="77")


def test_a_page_that_holds_for_some_seeds_only_is_named(run):
    assert run.returncode == 1, run.stdout
    rows = {line.split()[0]: line.split()[1:] for line in run.stdout.splitlines() if line.strip()}
    assert "✗" not in rows["part/one"]
    assert [cell == "✗" for cell in rows["part/two"]] == [False, True, False]
    assert "part/two.md" in run.stdout
    assert "this page is only lucky" in run.stdout
    assert "seeds: 1 of 6 runs failed" in run.stdout


def test_what_passed_is_kept_for_each_seed(run, shared_book):
    for offset, seed in ((0, 3), (2, 5)):
        text = (shared_book.root / f"build/executed/auto-{offset}/part/two.ipynb").read_text()
        assert f"effective seed {seed}" in text
    again = shared_book.press("seeds", N="3")
    ran = [line for line in again.stdout.splitlines() if line.strip().startswith("…")]
    assert len(ran) == 1, again.stdout


@pytest.mark.parametrize("number", ["0", "-1", "ten"])
def test_a_number_that_is_none(shared_book, number):
    wrong = shared_book.press("seeds", N=number)
    assert wrong.returncode == 1
    assert f"N={number} is not a number of seeds" in wrong.stdout
