"""Names of the census, against the files' own running sums and what is known of them."""

from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

import pytest
from diffprog.data.names import census

FILES = {"surname": "all.last", "female": "female.first", "male": "male.first"}


@pytest.mark.parametrize(
    ("kind", "number", "first"),
    [
        ("surname", 88_799, ("smith", 1.006)),
        ("female", 4_275, ("mary", 2.629)),
        ("male", 1_219, ("james", 3.318)),
    ],
)
def test_there_are_so_many_and_this_one_is_the_first(kind, number, first):
    pairs = census(kind)
    assert (len(pairs), pairs[0]) == (number, first)
    names, percents = zip(*pairs, strict=True)
    assert len(set(names)) == number
    assert list(percents) == sorted(percents, reverse=True)
    assert all(name.isalpha() and name.islower() for name in names)


@pytest.mark.parametrize("kind", FILES)
def test_percentages_add_up_to_the_running_sums_of_the_file(kind):
    (folder,) = find_spec("names").submodule_search_locations
    lines = (Path(folder) / f"dist.{FILES[kind]}").read_text().splitlines()
    theirs = [float(line.split()[2]) for line in lines[:100]]
    ours = list(accumulate(percent for _, percent in census(kind)[:100]))
    assert ours == pytest.approx(theirs, abs=0.05)


def test_another_kind_is_an_error():
    with pytest.raises(ValueError, match="no kind of names 'royal'; there are surname, female"):
        census("royal")
