"""What a search reads: formulas as text, and pages section by section."""

import json

import pytest
from docutils import nodes
from press.site import search
from press.site.readable_math import readable
from press.site.sections import sections, spoken
from sphinx import addnodes

FORMULAS = {
    r"\hat y = f(x; \theta)": "ŷ = f(x; θ)",
    r"x_{k+1} = x_k - \eta H x_k": "xₖ₊₁ = xₖ − ηHxₖ",
    r"\lVert w \rVert^2/2": "‖w‖²/2",
    r"\frac{a+b}{2}": "(a + b)/2",
    r"-\tfrac12": "−½",
    r"2^{-x}": "2^(−x)",
    r"W^{(2)}_{ij}": "Wᵢⱼ⁽²⁾",
    r"\bar W_{ij}": "W̄ᵢⱼ",
    r"\dot u_i": "u̇ᵢ",
    r"p \log_{10} x": "p log₁₀ x",
    r"\mathbb E[g] \in \mathbb R": "𝔼[g] ∈ ℝ",
    r"\sqrt{x + 1}": "√(x + 1)",
    r"\binom{n}{k}": "(binom(n, k))",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}": "(1, 2; 3, 4)",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}": "a = b; c = d",
    r"\bigl(1, \dots, n\bigr)": "(1, …, n)",
    r"\unknown{x}": "…",
    "+".join(["x_1"] * 60): "…",  # longer than a line
    " ": "",
}


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_formula_is_read_as_text(tex: str):
    assert readable(tex) == FORMULAS[tex]


def paragraph(*parts: nodes.Node | str) -> nodes.paragraph:
    return nodes.paragraph("", "", *(nodes.Text(p) if isinstance(p, str) else p for p in parts))


def section(name: str, *parts: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", name), *parts, ids=[name.lower()])


def test_a_section_is_read_without_code_and_without_its_subsections():
    entry = addnodes.index(entries=[("single", "bowl (vessel)", "index-0", "", None)])
    cell = nodes.container("", classes=["cell"])
    cell += nodes.container("", nodes.literal_block("", "run()"), classes=["cell_input"])
    figure = nodes.figure("", nodes.image(), nodes.caption("", "A caption."))
    output = nodes.container("", paragraph("7 checks"), figure)
    output["classes"] = ["cell_output"]
    cell += output
    inner = section("Inner", paragraph("Below."))
    outer = section("Outer", paragraph(entry, "A ", nodes.math("", r"x^2"), " bowl."), cell, inner)
    document = nodes.document(None, None, "", section("Page", outer))
    page, first, second = sections(document)
    assert (page.anchor, page.title, page.above) == ("", "Page", [])
    assert (first.anchor, first.title, first.above) == ("outer", "Outer", ["Page"])
    assert first.text == "A x² bowl. A caption."
    assert first.terms == ["bowl (vessel)"]
    assert (second.text, second.above) == ("Below.", ["Page", "Outer"])


def test_blocks_stand_apart_and_words_stay_whole():
    items = [nodes.list_item("", paragraph("one")), nodes.list_item("", paragraph("two"))]
    assert spoken(nodes.bullet_list("", *items)).split() == ["one", "two"]
    assert spoken(paragraph("un", nodes.emphasis("", "brok"), "en")).strip() == "unbroken"


def test_both_names_of_an_entry_are_searched():
    assert search._names("negative log-likelihood (NLL)") == ["negative log-likelihood", "NLL"]
    assert search._names("Adam") == ["Adam"]


def test_what_an_earlier_build_has_found_is_recalled(tmp_path):
    file = tmp_path / search.FILE
    assert search._recalled(file) == {}
    pages = [{"name": "a", "sections": [{"title": "ä;\n"}]}]
    data = json.dumps({"pages": pages}, ensure_ascii=False)
    file.write_text(f"{search.BEFORE}{data}{search.AFTER}var Stemmer = ;", encoding="utf-8")
    assert search._recalled(file) == {"a": [{"title": "ä;\n"}]}


def test_american_words_lead_to_those_of_the_book_and_rules_are_those_of_javascript():
    spelling = search._spelling([{"text": "Grey centres, an artefact; optimiser"}])
    assert spelling["words"]["gray"] == "grey"
    assert spelling["words"]["artifact"] == "artefact"
    assert "color" not in spelling["words"]  # of no family that the book has
    assert all("\\1" not in instead for _, instead in spelling["families"])
