"""`press notebooks` on a page with every construct: notebooks, launch tree, buttons."""

import re
import shutil
import tomllib
from pathlib import Path

import nbformat
import pytest
import yaml
from conftest import ROOT, SmallBook

HERE = Path(__file__).parent
SITE = "https://diffprog.github.io/book"
REFERENCES = """@inproceedings{paszke2017automatic,
  author = {Paszke, Adam and Gross, Sam and Chintala, Soumith},
  title = {Automatic differentiation in {PyTorch}},
  booktitle = {NIPS Autodiff Workshop},
  year = {2017},
  url = {https://openreview.net/forum?id=BJJsrmfCZ}
}
"""


@pytest.fixture(scope="module")
def launched(shared_book: SmallBook) -> SmallBook:
    """The small book with the kitchen sink in it, after `press notebooks`."""
    shutil.copytree(ROOT / ".binder", shared_book.root / ".binder")
    sink = (HERE / "data" / "kitchen-sink.md").read_text(encoding="utf-8")
    shared_book.write("part/sink.md", sink)
    shared_book.write("part/prose.md", "# Prose\n\nNo code here.\n")
    shared_book.write("references.bib", REFERENCES)
    shared_book.write("_static/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    two = shared_book.root / "book/part/two.md"
    two.write_text(two.read_text() + "\n(sec-far)=\n## A far section\n\nFar.\n")
    shared_book.contents("part/sink", "part/two", "part/prose")
    run = shared_book.press("notebooks")
    assert run.returncode == 0, run.stdout
    return shared_book


@pytest.fixture(scope="module")
def sink(launched: SmallBook) -> nbformat.NotebookNode:
    return nbformat.read(launched.root / "build/notebooks/part/sink.ipynb", as_version=4)


@pytest.fixture(scope="module")
def text(sink: nbformat.NotebookNode) -> str:
    """All Markdown of the kitchen sink."""
    return "\n\n".join(cell.source for cell in sink.cells if cell.cell_type == "markdown")


def index_of(notebook: nbformat.NotebookNode, beginning: str) -> int:
    """The number of the first cell that starts so."""
    found = [i for i, cell in enumerate(notebook.cells) if cell.source.startswith(beginning)]
    assert found, f"no cell starts with {beginning!r}"
    return found[0]


@pytest.mark.parametrize(
    "folder", ["build/notebooks", "build/launch/notebooks", "_build/html/notebooks"]
)
def test_pages_with_code_have_notebooks_and_others_none(launched, folder):
    root = launched.root / folder
    made = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    assert made == ["part/sink.ipynb", "part/two.ipynb"]


def test_the_notebook_is_valid_and_holds_no_outputs(sink):
    nbformat.validate(sink)
    assert sink.metadata.kernelspec.name == "python3"
    code = [cell for cell in sink.cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in code] == [([], None)] * len(code)


def test_the_code_is_that_of_the_executed_page_behind_one_set_up_cell(launched, sink):
    ran = nbformat.read(next(launched.root.glob("build/executed/*/part/sink.ipynb")), as_version=4)
    set_up, *cells = [cell.source for cell in sink.cells if cell.cell_type == "code"]
    assert cells == [cell.source for cell in ran.cells if cell.cell_type == "code"]
    assert len(cells) == 7
    assert "import diffprog" in set_up
    assert "==" not in set_up


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
        r"sink-content|proof-content|id=",
    ],
)
def test_nothing_is_left_of_myst_or_sphinx(text, syntax):
    assert not re.search(syntax, text)


@pytest.mark.parametrize(
    "expected",
    [
        "# 1. Kitchen *sink* of $f(x)$",
        f"[Read it online]({SITE}/part/sink.html)",
        "3 * 4 and a_b_c, price \\$5 and \\$6, [brackets], `code | pipe`, a ``back`tick``",
        "The value is 3.142 and “quoted” – dashed — text’s apostrophe…",
        f"- read Paszke *et al.* [[2017]({SITE}/part/sink.html#id",
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
        "**Table 1.1.** A table with caption\n\n| a | b |\n| --- | --- |\n| 1 \\| 2 | $\\vert x\\vert$ |",
        "```python\ndef glue(",
        "```text\nplain text\n```",
        f"**Fig. 1.1.** A wave $\\sin x$, as in [(1.1)]({SITE}/part/sink.html#equation-eq-sink-main).",
        "<summary>What the figure shows</summary>A wave that rises and falls.</details>",
        f"![A dot.]({SITE}/_images/dot.svg)\n\n**Fig. 1.2.** A dot, alone.",
        "### Exercise 1.1 (Named one)\n\nShow that $1 + 1 = 2$.",
        "- Adam Paszke, Sam Gross, and Soumith Chintala. Automatic differentiation in PyTorch.",
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


def test_the_launch_tree_is_complete(launched):
    tree = launched.root / "build/launch"
    names = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    package = {path for path in names if path.startswith("code/diffprog/")}
    sources = (launched.root / "code").rglob("diffprog/**/*.py")
    assert package == {path.relative_to(launched.root).as_posix() for path in sources}
    assert names - package == {
        ".binder/environment.yml",
        ".binder/postBuild",
        "README.md",
        "code/pyproject.toml",
        "notebooks/part/sink.ipynb",
        "notebooks/part/two.ipynb",
    }
    readme = (tree / "README.md").read_text()
    assert "lab/tree/notebooks/part/sink.ipynb" in readme
    assert "[1. Kitchen *sink* of $f(x)$]" in readme


def test_binder_gets_what_the_package_asks_for_and_a_pytorch_for_the_cpu():
    project = tomllib.loads((ROOT / "code/pyproject.toml").read_text())["project"]
    environment = yaml.safe_load((ROOT / ".binder/environment.yml").read_text())
    wanted = {re.sub(r"^torch\b", "pytorch-cpu", name) for name in project["dependencies"]}
    assert wanted <= set(environment["dependencies"])
    assert not any("==" in name for name in environment["dependencies"])


def test_buttons_lead_to_the_notebook(launched):
    html = launched.html("part/sink")
    links = dict(re.findall(r'<a href="([^"]+)" target="_blank"\s+class="btn [^"]*btn-(\S+)', html))
    by_button = {button: url for url, button in links.items()}
    branch = "diffprog/book/launch"
    assert by_button["launch-binder-button"] == (
        f"https://mybinder.org/v2/gh/{branch}?urlpath=lab/tree/notebooks/part/sink.ipynb"
    )
    assert by_button["launch-colab-button"] == (
        "https://colab.research.google.com/github/"
        "diffprog/book/blob/launch/notebooks/part/sink.ipynb"
    )
    page = launched.root / "_build/html/part"
    assert (page / by_button["download-notebook-button"]).resolve().is_file()
    assert (page / by_button["download-source-button"]).resolve().is_file()
    assert not list((launched.root / "_build/html/_sources").rglob("*.ipynb"))


@pytest.mark.parametrize("docname", ["index", "part/prose"])
def test_a_page_without_code_has_no_such_buttons(launched, docname):
    html = launched.html(docname)
    assert "download-source-button" in html
    assert "launch-buttons" not in html
    assert ".ipynb" not in html


def test_another_address_changes_every_link_and_lost_code_loses_its_notebook(launched):
    """Last, for it changes the book."""
    config = launched.root / "_config.yml"
    config.write_text(config.read_text().replace("github.com/diffprog/book", "github.com/Me/Mine"))
    launched.write("part/two.md", "# Two\n\n(sec-far)=\n## A far section\n\nNo code any more.\n")
    run = launched.press("notebooks")
    assert run.returncode == 0, run.stdout
    assert not list(launched.root.glob("*build/**/notebooks/part/two.ipynb"))
    assert "launch-buttons" not in launched.html("part/two")
    tree = launched.root / "build/launch"
    notebook = (tree / "notebooks/part/sink.ipynb").read_text()
    for made in (notebook, (tree / "README.md").read_text(), launched.html("part/sink")):
        assert "diffprog.github.io/book" not in made
        assert "github.com/diffprog/book" not in made
    assert "git+https://github.com/Me/Mine@launch#subdirectory=code" in notebook
    assert "https://me.github.io/Mine/part/sink.html" in notebook
