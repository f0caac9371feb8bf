"""Pieces of the site, without building one."""

import pickle
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from diffprog.written import written
from docutils import nodes
from docutils.utils import new_document
from press import address, paths
from press.pages import results
from press.site import (
    accessibility,
    artwork,
    exercises,
    figures,
    folded_code,
    listings,
    outputs,
    page_actions,
    phone_figures,
    powers,
    stacked_tables,
    unbroken,
)
from sphinx_exercise.nodes import exercise_node, exercise_title

NUMBER = re.compile(r"-?\d+\.\d+")
FIGURE = """\
<path d="M 1.234567 2
L 3.3 4.000001
L -0.001 6
Q 7 8 9 10
L 11 12
z
" style="stroke-width: 0.123456"/>
  <use x="1.999999" transform="scale(0.015625)"/>
"""


def test_a_shrunken_figure_draws_the_same_lines():
    small = figures.shrink(FIGURE)
    assert 'd="M 1.23 2 3.3 4 0 6 Q 7 8 9 10 L 11 12 z"' in small
    assert 'x="2"' in small
    assert "scale(0.015625)" in small, "a scale must not be rounded"
    assert "stroke-width: 0.123456" in small
    assert figures.shrink(small) == small


def test_boxes_lose_the_ids_that_they_share():
    body = '<section id="proof-content"><div id="proof"></div><div id="proof-of-x">'
    context = {"body": body}
    accessibility.correct(None, "", "", context, None)
    assert context["body"] == '<section><div></div><div id="proof-of-x">'


def test_only_lines_that_begin_with_a_tick_are_checks():
    output = '<div class="output stream"><div class="highlight"><pre><span></span>'
    context = {
        "body": f"<p>A line with\n✓ in it,\nand more.</p>{output}✓ one\nno ✓ here\n✓ two\n</pre>"
    }
    accessibility.correct(None, "", "", context, None)
    assert re.findall(r'<span class="check">(.*)</span>', context["body"]) == ["✓ one", "✓ two"]
    assert "no ✓ here" in context["body"]


def test_code_keeps_its_text_and_its_coloured_tokens():
    code = (
        '<span class="n">x</span><span class="o">.</span><span class="n">T</span>'
        ' <span class="o">=</span> <span class="mi">1</span>'
    )
    context = {"body": code}
    accessibility.correct(None, "", "", context, None)
    assert context["body"] == "x.T <span class=o>=</span> <span class=mi>1</span>"


def test_a_text_in_quotes_is_one_token():
    code = 'f"{x:.2f} &lt; y"'
    pieces = (("sa", "f"), ("s2", '"'), ("si", "{"), ("n", "x"), ("si", ":"), ("s2", ".2f"))
    rest = (("si", "}"), ("s2", " &lt; y"), ("s2", '"'))
    spans = "".join(f'<span class="{kind}">{text}</span>' for kind, text in (*pieces, *rest))
    context = {"body": spans}
    accessibility.correct(None, "", "", context, None)
    first, rest = '<span class=s2>f"{</span>', '<span class=s2>:.2f} &lt; y"</span>'
    assert context["body"] == f"{first}x{rest}"
    assert re.sub("<[^>]+>", "", context["body"]) == code


def test_a_cell_of_a_table_has_paragraphs_only_if_they_are_several():
    one, two = "<td><p>a <em>b</em></p>\n</td>", "<td><p>a</p>\n<p>b</p>\n</td>"
    context = {"body": f'<th scope="col" class="head"><p>h</p></th>{one}{two}'}
    accessibility.correct(None, "", "", context, None)
    assert context["body"] == f'<th scope="col" class="head">h</th><td>a <em>b</em></td>{two}'


def test_a_report_names_the_page():
    url = page_actions.report_url("part/one", "Loss & gain")
    assert "title=Mistake%20in%20%E2%80%9CLoss%20%26%20gain%E2%80%9D" in url
    assert "part/one.html" in url


def test_one_is_counted_in_the_singular():
    assert results.counted(1, "check") == "1 check"
    assert results.counted(1234, "check") == "1,234 checks"


def test_the_picture_is_what_the_code_draws():
    kept, drawn = artwork.FILE.read_text(encoding="utf-8"), artwork.svg()
    assert NUMBER.sub("", kept) == NUMBER.sub("", drawn), "run `python -m press.site.artwork`"
    numbers = [np.array(NUMBER.findall(text), dtype=float) for text in (kept, drawn)]
    np.testing.assert_allclose(*numbers, atol=0.11)


def test_the_picture_says_the_truth_about_its_paths():
    ends = {tuple(np.round(artwork.descend(start)[-1], 2)) for start in artwork.STARTS}
    assert len(ends) == 4  # "four valleys", "eight paths"
    assert len(artwork.STARTS) == 8
    for start in artwork.STARTS:
        heights = [artwork.height(*point) for point in artwork.descend(start)]
        assert all(after <= before + 1e-12 for before, after in pairwise(heights))


@pytest.mark.parametrize(
    ("code", "whole"), [("0.1 * torch.randn", True), ("sum(weights) / len(weights)", False)]
)
def test_code_of_a_few_words_is_in_one_piece(code: str, whole: bool):
    document = new_document("")
    document += nodes.paragraph("", "", nodes.literal("", code))
    unbroken.Unbroken(document).run()
    assert ("unbroken" in document[0][0]["classes"]) is whole


def test_a_power_of_ten_has_an_exponent():
    document = new_document("")
    document += nodes.paragraph("", f"from {written(-2e-4, '.0e')} to {written(3e12, '.1e')}.")
    document += nodes.literal_block("", "10⁻⁴")
    document += nodes.paragraph("", "", nodes.literal("", "10⁻⁴"), nodes.Text(" and m²"))
    powers.Powers(document).run()
    html = [[node.astext() for node in part.findall(nodes.superscript)] for part in document]
    assert html == [["−4", "12"], [], []]
    assert document[0].astext() == "from −2\xa0×\xa010−4 to 3.0\xa0×\xa01012."


@pytest.mark.parametrize(("figure", "changed"), [("figure_1", True), ("drawn", False)])
def test_pictures_without_letters_can_be_enlarged_too(tmp_path: Path, figure: str, changed: bool):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 9"><g id="{figure}"/></svg>'
    (tmp_path / "a.svg").write_text(svg)
    body = (
        '<figure class="align-default" id="fig">\n<img alt="A" src="../_images/b.svg" />'
        '<figcaption><p><span class="caption-number">Fig. 1 </span>A.</p></figcaption></figure>'
    )
    builder = SimpleNamespace(images={"a.svg": "b.svg"})
    context = {"body": body}
    phone_figures.adapt(SimpleNamespace(builder=builder, srcdir=tmp_path), "", "", context, None)
    assert ('aria-label="Enlarge Fig. 1"' in context["body"]) is changed
    assert ("--legible: 148px; --most: none" in context["body"]) is changed


def pieces(*children: nodes.Node) -> list[str]:
    """What a paragraph of these is made of; what cannot be broken stands in brackets."""
    document = new_document("")
    document += nodes.paragraph("", "", *children)
    unbroken.Unbroken(document).run()
    return [
        f"<{node.astext()}>" if isinstance(node, nodes.inline) else node.astext()
        for node in document[0]
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("So (", "), then", ["So ", "<(x),>", " then"]),
        ("So ", ". Then", ["So ", "<x.>", " Then"]),
        ("the ", "th of", ["the ", "<xth>", " of"]),
        ("the ", "\u2019s sign", ["the ", "<x\u2019>", "s sign"]),
        ("an ", "-axis", ["an ", "<x->", "axis"]),
        ("So ", " then", ["So ", "x", " then"]),
        ("So ", "then", ["So ", "x", "then"]),
    ],
)
def test_a_formula_keeps_the_signs_that_touch_it(before, after, expected):
    assert pieces(nodes.Text(before), nodes.math("", "x"), nodes.Text(after)) == expected


def test_signs_between_two_formulas_stay_with_the_first():
    x, y = nodes.math("", "x"), nodes.math("", "y")
    assert pieces(nodes.Text("("), x, nodes.Text(", "), y) == ["", "<(x,>", " ", "y"]


def test_of_texts_that_read_the_same_the_one_beside_the_formula_is_cut():
    children = [nodes.emphasis("", "so"), nodes.Text(", "), nodes.math("", "x"), nodes.Text(", ")]
    assert pieces(*children) == ["so", ", ", "<x,>", " "]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by 1e-8 at most", ["by ", "<1e-8>", " at most"]),
        ("from 3.3e-05 to 2.6e+35.", ["from ", "<3.3e-05>", " to ", "<2.6e+35>", "."]),
        ("a 3-layer net", ["a 3-layer net"]),
        ("10 % of 36 %", ["10\xa0% of 36\xa0%"]),
        ("13.5 ± 4.0 points", ["13.5\xa0±\xa04.0 points"]),
        (" ± ", ["\xa0±\xa0"]),
        (" ±\xa0", ["\xa0±\xa0"]),  # where an author has held one side
        ("a %d of it", ["a %d of it"]),
    ],
)
def test_numbers_are_held_together(text, expected):
    assert pieces(nodes.Text(text)) == expected


def test_code_is_left_as_it_was_typed():
    assert pieces(nodes.literal("", "5 % 1e-8")) == ["5 % 1e-8"]


def test_a_number_in_a_check_is_held_together():
    line = "✓ {}: {}".format
    context = {"body": f'<div class="output stream">\n<pre><span></span>{line("1e-8", "40 %")}\n'}
    context["body"] += "</pre></div>"
    accessibility.correct(None, "", "", context, None)
    held = line(*(f'<span class="unbroken">{number}</span>' for number in ("1e-8", "40 %")))
    assert f'<span class="check">{held}</span>' in context["body"]


def test_the_space_before_a_link_is_not_in_it():
    context = {"body": '<p>Solution to<a class="internal" href="#x"> Exercise 8.1</a></p>'}
    accessibility.correct(None, "", "", context, None)
    assert context["body"] == '<p>Solution to <a class="internal" href="#x">Exercise 8.1</a></p>'


TABLE = "rate   loss\n 0.1   2.00\n"


@pytest.mark.parametrize(
    ("text", "folds"),
    [
        ("a message without any columns", True),
        ("a line  with two spaces", True),
        (TABLE, False),
        ("tensor([[1, 2],\n        [3, 4],\n        [5, 6]])", False),
        ("one:\n    " + "a word " * 12 + "\ntwo:\n    " + "a word " * 12, True),
        ("✓ a  check\n✓ and  another", True),
    ],
)
def test_sentences_fold_and_columns_do_not(text, folds):
    assert outputs.may_fold(text) is folds


def test_a_listing_is_linked_to_its_lines():
    name = "code/press/site/listings.py"
    lines = (paths.ROOT / name).read_text().splitlines()
    first = lines.index("class Listing(LiteralInclude):") + 1
    said = listings.caption(paths.ROOT / name, "Listing.run")
    method = first + 3
    assert said.startswith(f"`Listing.run` in [`{name}`]({address.source_url(name)}#L{method}-L")
    assert listings.caption(paths.ROOT / name, None) == f"[`{name}`]({address.source_url(name)})"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ('x = 1\nholds("it is one", x == 1)', "the check “it is one”"),
        ('agree(\n    "a sum", 2, 2)\nbetter("b", 1, 2)', "the check “a sum” and others"),
        ('for k in x:\n    holds(f"{k}: fine", k)', ""),
        ('for k in x:\n    holds("each is fine", k)', "the check “each is fine”"),
        ("upholds = 3", ""),
    ],
)
def test_folded_code_without_a_figure_is_named_after_its_first_check(source: str, name: str):
    assert folded_code.first_check(source) == name


@pytest.mark.parametrize(
    ("source", "output", "name"),
    [
        ("def f(x): ...\n\nclass A: ...", nodes.table(), "f, A"),
        ('holds("it is one", x == 1)', nodes.table(), "the check “it is one”"),
        ("rows()", nodes.table(), "a table in “Rates”"),
        ("rows()", nodes.paragraph(), "a step in “Rates”"),
    ],
)
def test_folded_code_is_named_after_what_it_makes(source: str, output: nodes.Element, name: str):
    cell = nodes.container("", nodes.literal_block(source, source), output)
    nodes.section("", nodes.title("", "Rates"), cell)
    found = folded_code.names(cell, Counter())
    assert "".join(part.astext() for part in found) == name


@pytest.mark.parametrize(
    ("texts", "formula", "long"),
    [
        (("flow", "an invertible network"), "x", False),
        (("flow", "an invertible network with a density"), "x", True),
        (("softmax",), r"\operatorname{softmax}(Q K^{\top})\,V", False),
    ],
)
def test_a_row_of_a_table_is_as_long_as_what_is_seen(texts, formula, long):
    cells = [nodes.entry("", nodes.paragraph(text, text)) for text in texts]
    row = nodes.row("", *cells, nodes.entry("", nodes.paragraph("", "", nodes.math("", formula))))
    assert stacked_tables.is_of_texts(nodes.table("", row)) is long


def test_an_exercise_is_remembered_with_its_title_and_without_its_page():
    page = new_document("page")
    told = exercise_node(ids=["ex-one"], label="ex-one", docname="page")
    told += [exercise_title("", "", nodes.Text("Exercise")), nodes.paragraph("", "What is it?")]
    page += [nodes.paragraph("", "much else"), told]
    env = SimpleNamespace(sphinx_exercise_registry={"ex-one": {"docname": "page", "node": told}})
    exercises.detach(None, env)
    kept = env.sphinx_exercise_registry["ex-one"]["node"]
    assert isinstance(kept, exercise_node)
    assert (kept["label"], kept.astext()) == ("ex-one", "Exercise")
    assert kept.parent is kept.document is None
    assert b"much else" not in pickle.dumps(kept)
    assert told.parent is page  # the page itself stays as it is
    assert len(told) == 2
