"""The part of the LaTeX writer that knows of structure: what is a heading, a list, a formula.

It marks the letters of each part where they are set: always within a line or a box, for a mark
between paragraphs would be a place to break a page.
"""

import re
from collections.abc import Callable

from docutils import nodes

from press.print import breaks
from press.print.links import LinkTranslator
from press.print.nodes import Box

# Parts that have no letters of their own, from the outside in.
CONTAINERS: dict[type[nodes.Element], tuple[str, ...]] = {
    nodes.section: ("Sect",),
    nodes.bullet_list: ("L",),
    nodes.enumerated_list: ("L",),
    nodes.definition_list: ("L",),
    nodes.list_item: ("LI",),
    nodes.definition_list_item: ("LI",),
    nodes.definition: ("LBody",),
    nodes.table: ("Table",),
    nodes.row: ("TR",),
    nodes.figure: ("Div",),
    nodes.footnote: ("Note",),
    nodes.block_quote: ("BlockQuote",),
    nodes.citation: ("LI", "LBody"),
    Box: ("Div",),
}
LEVEL = re.compile(r"\\sphinxsetlistlabels\{[^}]*\}\{(\w+)\}")


class TaggingTranslator(LinkTranslator):
    """Sphinx's translator, which also builds the tree of parts and marks their letters."""

    def astext(self) -> str:
        """The LaTeX, and after its end the tree."""
        return super().astext() + self.structure.written()

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Open the containers that a node stands for."""
        roles = _containers(node)
        for role, facts in roles:
            self.structure.begin(role, **facts)
        try:
            super().dispatch_visit(node)
        except nodes.SkipNode:
            self._end(len(roles))
            raise

    def dispatch_departure(self, node: nodes.Node) -> None:
        super().dispatch_departure(node)
        self._end(len(_containers(node)))

    def opened(self, role: str, **facts: str) -> str:
        """A mark: what follows is of a new part."""
        return rf"\pressopen{{{self.structure.begin(role, **facts)}}}"

    def closed(self) -> str:
        """The mark that ends the part that was opened last."""
        self.structure.end()
        return r"\pressclose{}"

    def named(self, role: str, macro: str) -> None:
        """Open a part whose first letters are LaTeX's own; the macro tells LaTeX its number."""
        self.body.append(rf"\{macro}{{{self.structure.begin(role)}}}")

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Mark it; of an empty one in a table, the mark is what keeps it from a second line."""
        super().visit_paragraph(node)
        self.body.append(self.opened("P"))

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        self.body.append(self.closed())
        super().depart_paragraph(node)

    def visit_title(self, node: nodes.title) -> None:
        if isinstance(node.parent, nodes.table):
            self._captioned(super().visit_title, node)
            return
        super().visit_title(node)
        depth = sum(isinstance(above, nodes.section) for above in _ancestors(node))
        is_heading = isinstance(node.parent, nodes.section)
        self.body.append(self.opened(f"H{min(depth, 6)}" if is_heading else "P"))

    def depart_title(self, node: nodes.title) -> None:
        self.body.append(self.closed())
        super().depart_title(node)

    def visit_caption(self, node: nodes.caption) -> None:
        self._captioned(super().visit_caption, node)

    def _captioned(self, visit: Callable, node: nodes.Element) -> None:
        """A caption is one part with its label, which comes from LaTeX."""
        self.named("Caption", "presscaption")
        visit(node)
        self.body.append(rf"\pressopen{{{self.structure.open[-1]}}}")

    def depart_caption(self, node: nodes.caption) -> None:
        self.body.append(self.closed())
        super().depart_caption(node)

    def visit_term(self, node: nodes.term) -> None:
        super().visit_term(node)
        self.body.append(self.opened("Lbl"))

    def depart_term(self, node: nodes.term) -> None:
        self.body.append(self.closed())
        super().depart_term(node)

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        super().visit_enumerated_list(node)
        level = next(found for text in reversed(self.body) if (found := LEVEL.search(text)))
        self.body.append(rf"\presslabelled{{{level[1]}}}")

    def visit_list_item(self, node: nodes.list_item) -> None:
        self.named("Lbl", "presslabel")
        self.structure.end()
        super().visit_list_item(node)
        self.structure.begin("LBody")

    def depart_list_item(self, node: nodes.list_item) -> None:
        self.structure.end()
        super().depart_list_item(node)

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        self.structure.begin("P")
        places = breaks.penalties(node.astext(), node.get("language"))
        number, listed = self.structure.begin("Code"), ",".join(map(str, places))
        self.body.append(rf"\presscode{{{number}}}{{{listed}}}")
        try:
            super().visit_literal_block(node)
        finally:  # Sphinx writes it all at once, and skips the node
            self._end(2)

    def visit_math(self, node: nodes.math) -> None:
        self.body.append(self.opened("Formula", alt=node.astext()))
        try:
            super().visit_math(node)
        finally:
            self.body.append(self.closed())

    def visit_image(self, node: nodes.image) -> None:
        before = len(self.body)
        super().visit_image(node)
        for place, text in enumerate(self.body[before:], before):
            if r"\sphinxincludegraphics" in text:
                mark = self.opened("Figure", alt=node.get("alt", ""))
                self.body[place] = f"{mark}{text}{self.closed()}"

    def visit_named(self, node: nodes.Element) -> None:
        """A note, a hint, ...: Sphinx writes the word above it."""
        super()._visit_named_admonition(node)
        head, brace, label = self.body[-1].rpartition("{")
        self.body[-1] = f"{head}{brace}{self.opened('P')}{label[:-1]}{self.closed()}}}"

    visit_attention = visit_caution = visit_danger = visit_error = visit_hint = visit_named
    visit_important = visit_note = visit_tip = visit_warning = visit_named

    def _end(self, count: int) -> None:
        for _ in range(count):
            self.structure.end()


def _containers(node: nodes.Node) -> list[tuple[str, dict[str, str]]]:
    if isinstance(node, nodes.entry):
        is_header = isinstance(node.parent.parent, nodes.thead)
        return [("TH", {"scope": "Column"})] if is_header else [("TD", {})]
    facts = {"numbering": "Decimal"} if isinstance(node, nodes.enumerated_list) else {}
    kind = next((kind for kind in CONTAINERS if isinstance(node, kind)), None)
    if kind is None and isinstance(node, nodes.Admonition):
        return [("Div", {})]
    return [(role, facts) for role in CONTAINERS.get(kind, ())]


def _ancestors(node: nodes.Node) -> list[nodes.Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
