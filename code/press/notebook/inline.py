"""Markdown for what stands in a line of text."""

import re

from docutils import nodes

from press import address
from press.notebook.mathematics import display, tidy
from press.notebook.render import INLINE, Page, inline, writes

# Characters that Markdown would take as markup where they stand.
SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\s*(?:\n|\Z))|[`$~]|\*(?=\S|\Z)|(?<=\S)\*|(?<!\w)_|_(?!\w)"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=\()"
)
# MathJax would pair two dollars of the rendered text; it never looks across elements.
ESCAPED = {"$": r"<span>\$</span>"}
# What at the start of a line would make it a list, a heading, a quote or a link's target.
LINE_START = re.compile(r"^(?:(?:#+|[-+*]|\d+[.)]|[-=]+)(?=\s|$)|>|\[[^\]]*\](?=:))", re.MULTILINE)


def escape_line_starts(text: str) -> str:
    """A paragraph in which no line starts like a list, a heading or a quote."""
    stripped = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return LINE_START.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", stripped)


def code_span(text: str, table: bool = False) -> str:
    """Code in a line, within as many backticks as it needs."""
    text = " ".join(text.split("\n"))
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    if table:
        text = text.replace("|", r"\|")
    return f"{fence}{pad}{text}{pad}{fence}"


@writes(INLINE, "#text")
def text(node: nodes.Text, page: Page) -> str:
    written = SPECIAL.sub(lambda match: ESCAPED.get(match[0], "\\" + match[0]), node.astext())
    return written.replace("|", r"\|").replace("\n", " ") if page.table else written


@writes(INLINE, "emphasis", "literal_emphasis", "title_reference")
def emphasis(node: nodes.Element, page: Page) -> str:
    return _wrap(inline(node, page), "*")


@writes(INLINE, "strong", "literal_strong")
def strong(node: nodes.Element, page: Page) -> str:
    return _wrap(inline(node, page), "**")


def _wrap(text: str, mark: str) -> str:
    """Marks that touch the text: `* this *` would not be emphasis."""
    inner = text.strip()
    before, after = text[: text.find(inner)], text[text.find(inner) + len(inner) :]
    return f"{before}{mark}{inner}{mark}{after}" if inner else text


@writes(INLINE, "literal")
def literal(node: nodes.literal, page: Page) -> str:
    return code_span(node.astext(), page.table)


@writes(INLINE, "math")
def math(node: nodes.math, page: Page) -> str:
    tex = " ".join(tidy(node.astext()).split())
    if page.table:  # a bar would end the table's cell
        tex = tex.replace(r"\|", r"\Vert ").replace("|", r"\vert ")
    return f"${tex.strip()}$"


@writes(INLINE, "math_block")
def math_in_a_line(node: nodes.math_block, page: Page) -> str:
    return display(node, page.inside())


@writes(INLINE, "reference", "number_reference")
def reference(node: nodes.reference, page: Page) -> str:
    label, url = inline(node, page).strip(), page.url(node)
    if node.astext() == node.get("refuri"):
        return f"<{url}>"
    return f"[{label or url}]({url})"


@writes(INLINE, "download_reference")
def download(node: nodes.Element, page: Page) -> str:
    return f"[{inline(node, page)}]({address.pages_site()}_downloads/{node['filename']})"


@writes(INLINE, "footnote_reference")
def footnote_reference(node: nodes.Element, page: Page) -> str:
    return f"<sup>{node.astext()}</sup>"


@writes(INLINE, "superscript")
def superscript(node: nodes.Element, page: Page) -> str:
    return f"<sup>{inline(node, page)}</sup>"


@writes(INLINE, "subscript")
def subscript(node: nodes.Element, page: Page) -> str:
    return f"<sub>{inline(node, page)}</sub>"


@writes(INLINE, "image")
def image(node: nodes.image, page: Page) -> str:
    alt = " ".join(node.get("alt", "").translate(str.maketrans("[]", "()")).split())
    return f"![{alt}]({page.image_url(node['uri'])})"


@writes(INLINE, "raw")
def raw(node: nodes.raw, page: Page) -> str:
    return node.astext() if "html" in node["format"].split() else ""


@writes(INLINE, "inline", "abbreviation", "target", "generated")
def plain(node: nodes.Element, page: Page) -> str:
    return inline(node, page)


@writes(INLINE, "index", "comment", "system_message")
def nothing(node: nodes.Element, page: Page) -> str:
    return ""
