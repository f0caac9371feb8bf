"""Each page: opened from the disk, alone; in a low window, on paper, at each width; for everyone.

A page is visited once: see `measuring.py`. What these tests find was measured there.
"""

from pathlib import Path

from axe import AXE, found_by_axe
from browsing import Opened
from equations import equations
from measuring import LOW, PHONES, WIDTHS
from press.pages import toc

SPREAD = "pages in the browser"
FEW = 0.1  # of a page's display equations may scroll on a phone; of a short page one
MODES = ["light", "dark"]
LISTED = [entry.docname for entry in toc.entries()][1:]  # beside each page


def test_it_opens_without_error_and_without_the_network(opened: Opened):
    assert opened.outside == []
    assert opened.complaints == []


def test_its_mathematics_is_typeset(opened: Opened):
    found = opened.mathematics
    assert found["raw"] == []
    assert found["errors"] == 0
    assert found["typeset"] == found["formulas"]
    assert found["fonts"] > 0 or not found["formulas"], "the fonts of MathJax must be local"


def test_mark_search_and_current_page_are_in_sight(opened: Opened):
    """In a low window, in which the list of pages has been moved to the current one."""
    seen = opened.sidebar
    assert bool(seen) == (opened.docname != "404")
    if not seen:
        return
    _, head = seen["head"]
    for start, end in (seen["mark"], seen["field"]):
        assert start >= 0
        assert end <= head
    assert seen["uncovered"]
    assert bool(seen["current"]) == (opened.docname in LISTED)
    if seen["current"]:
        start, end = seen["current"]
        assert start >= head - 1
        assert end <= LOW["height"]


def test_nothing_is_wider_than_the_paper_and_no_button_is_on_it(opened: Opened):
    assert opened.paper["wide"] == []
    assert opened.paper["buttons"] == []


def test_nothing_scrolls_sideways_on_a_phone(opened: Opened):
    seen = opened.widths[PHONES[0]]
    assert seen["width"] <= PHONES[0]
    assert seen["overflowing"] == []
    assert seen["out_of_reach"] == []


def test_numbers_and_words_of_titles_are_not_broken(opened: Opened):
    seen = opened.widths[PHONES[1]]
    assert seen["broken"] == []
    assert seen["split"] == []


def test_nothing_is_cut_without_a_sign(opened: Opened):
    for width in WIDTHS:
        seen = opened.widths[width]
        assert seen["width"] <= width
        assert seen["cut"] == [], width
        assert seen["silent"] == [], width
        assert seen["restless"] == [], width


def test_at_a_desk_nothing_scrolls(opened: Opened):
    assert opened.widths[WIDTHS[-1]]["scrolls"] == []


def test_signs_stay_with_their_formula(opened: Opened):
    for width in WIDTHS:
        assert opened.widths[width]["stray"] == [], width


def test_few_equations_scroll_on_a_phone(opened: Opened, site: Path):
    found = {width: opened.widths[width]["excess"] for width in PHONES}
    for width, every in equations(opened.docname, site, found).items():
        wide = [equation for equation in every if equation.excess > 1]
        few = max(1, FEW * len(every))
        assert len(wide) <= few, f"at {width} px:\n" + "\n".join(map(str, wide))


def test_axe_finds_nothing(opened: Opened):
    """In the light and in the dark, which sees what is left of the page."""
    opened.page.evaluate(AXE)
    assert {mode: found_by_axe(opened, mode) for mode in MODES} == {mode: [] for mode in MODES}
