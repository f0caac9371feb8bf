"""Markdown for paragraphs, lists, quotes, code, mathematics and tables."""

import re

from docutils import nodes

from press.notebook.inline import escape_line_starts
from press.notebook.mathematics import display
from press.notebook.render import BLOCK, INLINE, Page, block, blocks, inline, writes

# Raw HTML that a notebook would show as text or not at all.
FOR_THE_SITE = re.compile(r"<(?:script|style|svg|iframe|object)\b", re.IGNORECASE)
# Sphinx's names of languages, where Markdown has others.
LANGUAGES = {"ipython3": "python", "myst-ansi": "text", "none": "text", "default": ""}


@writes(BLOCK, "paragraph", "term")
def paragraph(node: nodes.Element, page: Page) -> str:
    return escape_line_starts(inline(node, page))


@writes(BLOCK, "#text", "image", "reference", "inline")
def bare(node: nodes.Node, page: Page) -> str:
    """What elsewhere stands in a paragraph."""
    return escape_line_starts(inline([node], page))


@writes(BLOCK, "rubric")
def rubric(node: nodes.rubric, page: Page) -> str:
    return f"**{inline(node, page).strip()}**"


@writes(BLOCK, "literal_block", "doctest_block")
def code(node: nodes.Element, page: Page) -> str:
    language = node.get("language", "text")
    return fenced(node.astext(), LANGUAGES.get(language, language))


def fenced(text: str, language: str) -> str:
    """Code between fences that are longer than any within."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def captioned_code(node: nodes.container, page: Page) -> str:
    """A listing under its caption, which says where it is from."""
    content = [child for child in node if not isinstance(child, nodes.caption)]
    caption = captioned("code-block", node, nodes.caption, page)
    return "\n\n".join([caption, blocks(content, page)])


BLOCK["math_block"] = display


@writes(BLOCK, "block_quote")
def quote(node: nodes.block_quote, page: Page) -> str:
    return quoted(blocks(node, page.inside()))


def quoted(text: str) -> str:
    """Markdown as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


@writes(BLOCK, "attribution")
def attribution(node: nodes.attribution, page: Page) -> str:
    return f"— {inline(node, page)}"


@writes(BLOCK, "bullet_list")
def bullet_list(node: nodes.bullet_list, page: Page) -> str:
    return _items([(item, "- ") for item in node], page)


@writes(BLOCK, "enumerated_list")
def enumerated_list(node: nodes.enumerated_list, page: Page) -> str:
    start = int(node.get("start", 1))
    return _items([(item, f"{start + i}. ") for i, item in enumerate(node)], page)


def _items(items: list[tuple[nodes.Element, str]], page: Page) -> str:
    """Items behind their marks; what follows an item's first line is indented."""
    tight = all(_is_short(item) for item, _ in items)
    between = "\n" if tight else "\n\n"
    written = (
        mark + hanging(between.join(block(child, page.inside()) for child in item), len(mark))
        for item, mark in items
    )
    return between.join(written)


def _is_short(item: nodes.Element) -> bool:
    kinds = [child.tagname for child in item]
    return kinds[:1] in (["paragraph"], []) and set(kinds[1:]) <= {"bullet_list", "enumerated_list"}


def hanging(text: str, width: int) -> str:
    """The text with all lines but the first moved right."""
    first, *rest = text.splitlines() or [""]
    return "\n".join([first, *(" " * width + line if line else "" for line in rest)])


@writes(BLOCK, "definition_list", "glossary")
def definition_list(node: nodes.Element, page: Page) -> str:
    """A list of `- **term**: definition`; Jupyter knows no definition lists."""
    return "\n\n".join(_definition(item, page.inside()) for item in node)


def _definition(item: nodes.Element, page: Page) -> str:
    if item.tagname == "definition_list":
        return definition_list(item, page)
    terms = [inline(child, page).strip() for child in item if child.tagname == "term"]
    meaning = blocks([c for d in item if d.tagname == "definition" for c in d], page)
    return "- " + hanging(f"**{', '.join(terms)}**: {meaning}", 2)


@writes(BLOCK, "line_block")
def line_block(node: nodes.line_block, page: Page) -> str:
    return "  \n".join(inline(line, page) for line in node.findall(nodes.line))


@writes(BLOCK, "table")
def table(node: nodes.table, page: Page) -> str:
    """A table with bars; its caption stands above it, with its number."""
    head = [row for part in node.findall(nodes.thead) for row in part]
    body = [row for part in node.findall(nodes.tbody) for row in part]
    first = head[0] if head else nodes.row("", *(nodes.entry() for _ in body[0]))
    rule = [_alignment(entry) for entry in first]
    lines = [_cells(first, page), rule, *(_cells(row, page) for row in [*head[1:], *body])]
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join(filter(None, [captioned("table", node, nodes.title, page), rows]))


def _cells(row: nodes.row, page: Page) -> list[str]:
    page = page.inside(table=True)
    return [" <br> ".join(block(c, page).replace("\n", " ") for c in entry) for entry in row]


def _alignment(entry: nodes.entry) -> str:
    marks = {"text-left": ":---", "text-center": ":---:", "text-right": "---:"}
    return next((marks[name] for name in entry["classes"] if name in marks), "---")


def captioned(kind: str, node: nodes.Element, caption: type, page: Page) -> str:
    """The caption with its number before it: `**Fig. 1.2.** A wave.`"""
    label = page.label(kind, node["ids"][0]) if node["ids"] else ""
    texts = [inline(child, page).strip() for child in node if isinstance(child, caption)]
    return " ".join([f"**{label}.**"] * bool(label) + texts)


@writes(BLOCK, "transition")
def transition(node: nodes.transition, page: Page) -> str:
    return "" if "footnotes" in node["classes"] else "---"


@writes(BLOCK, "raw")
def raw(node: nodes.raw, page: Page) -> str:
    return "" if FOR_THE_SITE.search(node.astext()) else INLINE["raw"](node, page)


@writes(BLOCK, "target", "index", "comment", "meta", "toctree", "substitution_definition")
def nothing(node: nodes.Element, page: Page) -> str:
    return ""
