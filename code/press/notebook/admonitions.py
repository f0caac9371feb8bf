"""Markdown for boxes: admonitions, theorems, proofs, dropdowns, tabs, notes, references."""

from docutils import nodes
from sphinx.locale import admonitionlabels
from sphinx_proof.nodes import NODE_TYPES, unenumerable_node

from press.notebook.blocks import captioned, captioned_code, hanging, quoted
from press.notebook.render import BLOCK, Page, blocks, inline, logger, writes

THEOREMS = [node.__name__ for node in (*NODE_TYPES.values(), unenumerable_node)]


def box(title: str, body: str) -> str:
    """A block quote that opens with its title in bold."""
    return quoted(f"**{title}**\n\n{body}" if body else f"**{title}**")


@writes(BLOCK, *admonitionlabels, "admonition")
def admonition(node: nodes.Admonition, page: Page) -> str:
    content, page = list(node), page.inside()
    title = str(admonitionlabels.get(node.tagname, ""))
    if content and isinstance(content[0], nodes.title):
        title = inline(content.pop(0), page).strip()
    return box(title, blocks(content, page))


@writes(BLOCK, *THEOREMS)
def theorem(node: nodes.Element, page: Page) -> str:
    """`Theorem 1.2 (its name)` and what it says."""
    title, page = next(iter(node.findall(nodes.title))), page.inside()
    number = page.number(node["countertype"], node["ids"][0])
    words = [node["realtype"].title(), number, inline(title, page).strip()]
    content = [child for child in node if child is not title]
    return box(" ".join(filter(None, words)), blocks(content, page))


@writes(BLOCK, "proof_node")
def proof(node: nodes.Element, page: Page) -> str:
    """A proof; sphinx-proof has put the word itself in front of the first sentence."""
    content = [child for part in node for child in part]
    body = blocks(content, page.inside())
    return quoted("*Proof.*" + body.removeprefix("Proof."))


@writes(BLOCK, "dropdown_main")
def dropdown(node: nodes.Element, page: Page) -> str:
    head, *content = node
    page = page.inside()
    named = (part for part in head if "sd-summary-text" in part.get("classes", ()))
    return box("".join(inline(part, page) for part in named).strip(), blocks(content, page))


@writes(BLOCK, "topic", "sidebar")
def topic(node: nodes.Element, page: Page) -> str:
    content, title = list(node), ""
    if content and isinstance(content[0], nodes.title):
        title = inline(content.pop(0), page.inside()).strip()
    body = blocks(content, page.inside())
    return box(title, body) if title else quoted(body)


@writes(BLOCK, "tab_label")
def tab_label(node: nodes.Element, page: Page) -> str:
    return f"**{inline(node, page).strip()}**"


@writes(BLOCK, "container", "compound", "section", "legend", "definition")
def group(node: nodes.Element, page: Page) -> str:
    """What holds blocks and adds nothing to them; a tab's label is a line of its own."""
    if node.get("literal_block"):
        return captioned_code(node, page)
    if node.get("design_component") == "tab-label":
        return tab_label(node, page)
    if node.get("nb_element") == "cell_code":
        logger.warning(
            "a code cell stands inside a box, where a notebook can have none: "
            "use the gated form of the exercise or solution",
            location=node,
        )
        return ""
    return blocks(node, page)


@writes(BLOCK, "figure")
def figure(node: nodes.figure, page: Page) -> str:
    """The picture with its caption under it."""
    content = [child for child in node if not isinstance(child, nodes.caption)]
    caption = captioned("figure", node, nodes.caption, page)
    return "\n\n".join(filter(None, [blocks(content, page), caption]))


@writes(BLOCK, "footnote")
def footnote(node: nodes.footnote, page: Page) -> str:
    label, *content = node
    return f"<sup>{label.astext()}</sup> {blocks(content, page)}"


@writes(BLOCK, "citation")
def citation(node: nodes.citation, page: Page) -> str:
    """An entry of the list of references; the text cites by author and year."""
    content = [child for child in node if not isinstance(child, nodes.label)]
    return "- " + hanging(blocks(content, page.inside()), 2)
