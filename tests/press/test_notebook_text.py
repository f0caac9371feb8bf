"""The Markdown writer, node by node: what it escapes, wraps and leaves alone."""

import html
import re
from types import SimpleNamespace

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nbformat import v4
from press.notebook import admonitions, render
from press.notebook.unresolved import leftovers

PAGE = render.Page(
    "part/one",
    SimpleNamespace(
        toc_fignumbers={"part/one": {"displaymath": {"eq-a": (3, 1)}}},
        config=SimpleNamespace(math_numfig=True, numfig=True, numfig_format={}),
    ),
)
READER = MarkdownIt("commonmark").enable("strikethrough")


def written(node: nodes.Node, page: render.Page = PAGE) -> str:
    return render.block(node, page)


def paragraph(*children: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *children)


def math(tex: str, **attributes: object) -> nodes.math_block:
    return nodes.math_block(tex, tex, **attributes)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab1 *_`~$<>[]()#+-=.&;:!\\\n", min_size=1))
def test_text_is_read_back_as_it_was(text):
    """Whatever stands in a text, Markdown shows it and takes none of it for markup."""
    rendered = READER.render(written(paragraph(nodes.Text(text))))
    shown = html.unescape(re.sub("</?(p|span)>", "", rendered))
    assert shown.split() == text.split()


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (nodes.literal("", "x | y"), "`x | y`"),
        (nodes.literal("", "`a`"), "`` `a` ``"),
        (nodes.math("", r"a <b %no" + "\n+ c"), "$a < b + c$"),
        (nodes.strong("", " bold "), " **bold** "),
        (nodes.reference("", "two", refuri="two.html#a"), "https://example.org/b/part/two.html#a"),
        (nodes.reference("", "up", refuri="../a.html"), "https://example.org/b/a.html"),
        (nodes.reference("", "here", refid="eq"), "https://example.org/b/part/one.html#eq"),
        (nodes.reference("", "out", refuri="https://a.org/b_(c)"), "https://a.org/b_%28c%29"),
        (nodes.reference("", "https://a.org", refuri="https://a.org"), "<https://a.org>"),
    ],
)
def test_what_stands_in_a_line(node, expected, monkeypatch):
    monkeypatch.setattr(render.address, "pages_site", lambda: "https://example.org/b/")
    line = render.inline([node], PAGE)
    is_link = isinstance(node, nodes.reference) and not expected.startswith("<")
    assert line == (f"[{node.astext()}]({expected})" if is_link else expected)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (math("x\n\n= y"), "$$\nx\n= y\n$$"),
        (math("x = 1", ids=["eq-a"], number=1), "$$\nx = 1 \\tag{3.1}\n$$"),
        (math(r"x = 1 \tag{*}", ids=["eq-a"], number=1), "$$\nx = 1 \\tag{*}\n$$"),
        (math(r"a \\ b"), "$$\n\\begin{aligned}\na \\\\ b\n\\end{aligned}\n$$"),
        (
            math(r"\begin{cases} a \\ b \end{cases}"),
            "$$\n\\begin{cases} a \\\\ b \\end{cases}\n$$",
        ),
        (
            math("\\begin{align*}\na &= b \\label{x} \\\\\nc &= d \\nonumber\n\\end{align*}"),
            "$$\n\\begin{aligned}\na &= b  \\\\\nc &= d\n\\end{aligned}\n$$",
        ),
    ],
)
def test_display_mathematics(node, expected):
    assert written(node) == expected


def test_nested_mathematics_stays_on_its_line():
    """A quote's mark in front of a second line would become part of the formula."""
    quote = nodes.block_quote("", paragraph(nodes.Text("So")), math("x\n= y"))
    assert written(quote) == "> So\n>\n> $$x = y$$"


def test_bars_in_a_table_do_not_end_its_cells():
    bars = [nodes.math("", r"|x| \| y"), nodes.literal("", "a|b"), nodes.Text("c|d")]
    rows = [nodes.row("", *(nodes.entry("", paragraph(bar)) for bar in bars)) for _ in range(2)]
    group = nodes.tgroup("", nodes.thead("", rows[0]), nodes.tbody("", rows[1].deepcopy()), cols=3)
    first = written(nodes.table("", group)).splitlines()[0]
    assert first == r"| $\vert x\vert  \Vert  y$ | `a\|b` | c\|d |"


def test_code_with_fences_gets_longer_ones():
    block = nodes.literal_block("", "```python\n1\n```", language="markdown")
    assert written(block) == "````markdown\n```python\n1\n```\n````"


def test_lists_keep_their_blocks_together():
    code = nodes.literal_block("", "x = 1", language="python")
    item = nodes.list_item("", paragraph(nodes.Text("ten")), code)
    ordered = nodes.enumerated_list("", item, start=10)
    assert written(ordered) == "10. ten\n\n    ```python\n    x = 1\n    ```"


def test_drawings_and_scripts_stay_on_the_site():
    for drawing in ("<svg><path/></svg>", "<script>run()</script>"):
        assert written(nodes.raw("", drawing, format="html")) == ""
    assert written(nodes.raw("", "<hr>", format="html")) == "<hr>"


def test_a_box_is_a_quote_under_its_title():
    note = nodes.note("", paragraph(nodes.Text("Mind the step.")))
    assert written(note) == "> **Note**\n>\n> Mind the step."


@pytest.fixture
def warnings(monkeypatch):
    """What the writer warns of, which fails a build."""
    said = []
    monkeypatch.setattr(render.logger, "warning", lambda text, *args, **_: said.append(text % args))
    return said


def test_a_code_cell_inside_a_box_is_an_error(warnings):
    cell = nodes.container("", nb_element="cell_code")
    assert written(nodes.note("", cell)) == "> **Note**"
    assert "a code cell stands inside a box" in warnings[0]


def test_a_node_that_the_writer_does_not_know_is_an_error(warnings):
    class Novelty(nodes.Element):
        """Something that a new extension brings."""

    written(nodes.note("", Novelty("", paragraph(nodes.Text("new")))))
    assert "does not know <Novelty>" in warnings[0]


def test_every_box_of_sphinx_proof_is_known():
    assert {"theorem_node", "algorithm_node", "unenumerable_node"} <= set(admonitions.THEOREMS)
    assert set(admonitions.THEOREMS) <= set(render.BLOCK)


@pytest.mark.parametrize(
    "planted",
    [
        "```{note}",
        "> :::{note}",
        ":::",
        "see {ref}`x`",
        "of {prf:ref}`thm`",
        "{glue:text}`n:.2f`",
        "(sec-a)=",
        ":label: ex-a",
        "{{ name }}",
        "Fig. %s",
    ],
)
def test_what_only_sphinx_reads_is_found(planted):
    def notebook(text: str) -> object:
        return v4.new_notebook(cells=[v4.new_markdown_cell(f"Text.\n\n{text}\n\nMore.")])

    assert leftovers(notebook(planted))
    assert not leftovers(notebook(f"```text\n{planted}\n```"))
