"""Whose code is alike: copies with other names are found, a common way is not."""

import csv
import json

import nbformat
import pytest
from copydetect import utils
from press.errors import PressError
from press.marking import alike, clean

GIVEN = "import math\nimport torch\nfrom diffprog import check\n"
MODEL = "def mean(x):\n    return sum(x) / len(x)\n"
COMMON = "def spread(x):\n    m = mean(x)\n    return math.sqrt(sum((y - m) ** 2 for y in x))\n"
LONG = """
def solve(a, b, steps=100):
    low, high = min(a, b), max(a, b)
    for step in range(steps):
        middle = low + (high - low) / 2
        if value(middle) * value(low) <= 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2
"""
RENAMED = """
# my own
def find(left, right, n=50):
    lo, hi = min(left, right), max(left, right)

    for i in range(n):
        mid = lo + (hi - lo) / 2
        if value(mid) * value(lo) <= 0:   # a sign changes
            hi = mid
        else:
            lo = mid
    return (lo + hi) / 2
"""
OTHER = """
def solve(a, b):
    x = a
    while abs(value(x)) > 1e-9:
        slope = (value(x + 1e-6) - value(x)) / 1e-6
        x -= value(x) / slope
    return x
"""
CLASS = {
    "ann": MODEL + COMMON + LONG,
    "=ben": MODEL + COMMON + RENAMED,
    "cem": MODEL + COMMON + OTHER,
    "dag": MODEL + COMMON,
    "eva": MODEL,
}


def names(found):
    return [(pair.student, pair.other) for pair in found]


def test_a_copy_with_other_names_is_found_and_what_all_have_is_not():
    found = alike.pairs(CLASS, [GIVEN, MODEL])
    assert names(found) == [("=ben", "ann")]
    assert min(found[0].share, found[0].share_of_other) > 0.8
    assert found[0].begins


def test_what_the_model_solution_says_counts_for_nobody():
    assert alike.pairs({"ann": LONG, "ben": RENAMED}, [LONG]) == []
    assert names(alike.pairs({"ann": LONG, "ben": RENAMED}, [])) == [("ann", "ben")]


def test_what_a_group_of_a_small_class_has_together_is_found():
    """Four of seven: too many for two who share a secret, and too much for a common way."""
    group = {
        name: MODEL + COMMON + code for name, code in zip("abcd", [LONG, RENAMED] * 2, strict=True)
    }
    others = dict.fromkeys("efg", MODEL + COMMON)
    assert len(alike.pairs(group | others, [GIVEN, MODEL])) == 6
    assert alike.pairs(dict.fromkeys("abcdefg", LONG), [GIVEN, MODEL]) == [], "all have it"


def test_the_hashes_of_a_run_change_nothing(monkeypatch):
    """Python's hashes of texts are others in each run: here they are multiplied."""

    def found(factor):
        with monkeypatch.context() as patch:
            patch.setattr(utils, "hashed_kgrams", lambda code, k: factor * hashed(code, k))
            return alike.pairs({"ann": COMMON + LONG, "ben": RENAMED + COMMON, "cem": OTHER}, [])

    hashed = utils.hashed_kgrams
    once, *again = map(found, (1, 3, 5, 7, -11))
    assert names(once) == [("ann", "ben")]
    assert again == [once] * 4


ODD = {
    "source": "a number",
    "metadata": ["a list"],
    "cell_type": ["code"],
}


@pytest.mark.parametrize("key", ODD)
def test_an_odd_notebook_stops_nobody_and_is_named(handed_in, capsys, key):
    file = handed_in / "submitted" / "eva" / "lab1" / "lab.ipynb"
    notebook = json.loads(file.read_text())
    notebook["cells"][0][key] = 5 if key == "source" else ODD[key]
    file.write_text(json.dumps(notebook))
    assert alike.alike() == 0
    said = capsys.readouterr().out
    assert "not read, look at them yourself: eva, zoe" in said
    assert "4 read; pairs to look at: 1" in said


def test_a_mark_of_its_order_and_a_length_without_end(handed_in, capsys):
    file = handed_in / "submitted" / "cem" / "lab1" / "lab.ipynb"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    long = handed_in / "submitted" / "dag" / "lab1" / "lab.ipynb"
    cells = [nbformat.v4.new_code_cell("x = 1\n" * 100_000)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), long)
    assert alike.alike() == 0
    assert "yourself: dag, zoe\n4 read" in capsys.readouterr().out


def test_code_that_is_too_long_is_not_read_as_python(handed_in, monkeypatch, capsys):
    seen = []
    read = alike.fingerprint
    monkeypatch.setattr(
        alike, "fingerprint", lambda code, given: seen.append(len(code)) or read(code, given)
    )
    cells = [nbformat.v4.new_code_cell(f"x{i} = {'1' * 15_000}") for i in range(16)]  # 240,000
    long = handed_in / "submitted" / "dag" / "lab1" / "lab.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), long)
    assert alike.alike() == 0
    assert "yourself: dag, zoe" in capsys.readouterr().out
    assert max(seen) < clean.LETTERS


@pytest.fixture
def handed_in(tmp_path, monkeypatch):
    def write(place, code):
        place.mkdir(parents=True)
        cells = [nbformat.v4.new_code_cell(code), nbformat.v4.new_markdown_cell(LONG)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), place / "lab.ipynb")

    for kind in ("release", "source"):
        write(tmp_path / kind / "lab1", GIVEN)
    for student, code in CLASS.items():
        write(tmp_path / "submitted" / student / "lab1", code)
    broken = tmp_path / "submitted" / "zoe" / "lab1"
    broken.mkdir(parents=True)
    (broken / "lab.ipynb").write_text("no notebook")
    monkeypatch.setenv("COURSE", str(tmp_path))
    monkeypatch.setenv("LAB", "lab1")
    return tmp_path


def test_the_table_names_the_pair_and_what_cannot_be_read_stops_nobody(handed_in, capsys):
    assert alike.alike() == 0
    with (handed_in / "alike-lab1.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["student"], row["other"]) for row in rows] == [("'=ben", "ann")]
    assert "5 read; pairs to look at: 1" in capsys.readouterr().out


def test_a_lab_that_nobody_handed_in_is_told(handed_in, monkeypatch):
    monkeypatch.setenv("LAB", "lab9")
    with pytest.raises(PressError, match="LAB is 'lab9', of which two must lie in"):
        alike.alike()
