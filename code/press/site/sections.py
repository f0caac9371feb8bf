"""What a page says, section by section, as a reader of plain text would have it.

Taken from the resolved tree, so numbers that were pasted and references are in their places.
Code, its outputs, lists of references and the options of questions are left out.
"""

import re
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes
from sphinx.util.index_entries import split_index_msg

from press.quizzes import nodes as quiz
from press.site.readable_math import readable

UNREAD = (
    nodes.literal_block, nodes.comment, nodes.raw, nodes.image, nodes.citation, nodes.target,
    nodes.system_message, nodes.substitution_definition, quiz.Choice, quiz.Reasons,
)  # fmt: skip
CAPTIONS = ("cell_output", "cell_input")  # of these parts of a cell the captions alone are read


@dataclass
class Section:
    """A section with the titles of those that it stands in, outermost first."""

    anchor: str
    title: str
    above: list[str]
    terms: list[str] = field(default_factory=list)
    text: str = ""


def sections(doctree: nodes.document) -> list[Section]:
    """The sections of a page, in order; each without what its subsections say."""
    found: list[Section] = []
    for node in doctree.children:
        if _is_section(node):
            _collect(node, [], found)
    return found


def _collect(node: nodes.section, above: list[str], found: list[Section]) -> None:
    title = tidy(spoken(node[node.first_child_matching_class(nodes.title)]))
    inner = [child for child in node if _is_section(child)]
    rest = [child for child in node if child not in inner and not isinstance(child, nodes.title)]
    # The title of the page lands at its top.
    section = Section(node["ids"][0] if above else "", title, above)
    section.text = tidy(" ".join(map(spoken, rest)))
    section.terms = sorted({term for child in rest for term in _terms(child)})
    found.append(section)
    for child in inner:
        _collect(child, [*above, title], found)


def spoken(node: nodes.Node) -> str:
    """All that a node says, without code; its parts that are blocks stand apart."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.math | nodes.math_block):
        return _apart(node, readable(node.astext()))
    if isinstance(node, UNREAD) or not isinstance(node, nodes.Element):
        return ""
    if any(part in node["classes"] for part in CAPTIONS):
        return " ".join(spoken(caption) for caption in node.findall(nodes.caption))
    return _apart(node, "".join(map(spoken, node.children)))


def _apart(node: nodes.Element, text: str) -> str:
    return text if isinstance(node, nodes.Inline) else f" {text} "


def tidy(text: str) -> str:
    """Without double spaces, and without those that a formula has left before a full stop."""
    return re.sub(r" (?=[.,;:)](?:\s|$))", "", re.sub(r"\s+", " ", text)).strip()


def _is_section(node: nodes.Node) -> bool:
    """Whether it is a section of the text, and not of a theorem or an exercise."""
    if not isinstance(node, nodes.section) or not node["ids"]:
        return False
    return node.first_child_matching_class(nodes.title) is not None


def _terms(node: nodes.Node) -> list[str]:
    """What the index has about a node."""
    return [
        term
        for entry in node.findall(addnodes.index)
        for kind, value, *_ in entry["entries"]
        for term in split_index_msg(kind, value)
    ]
