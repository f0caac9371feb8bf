"""The part of the LaTeX writer that tags links and citations."""

from typing import Any

from docutils import nodes
from sphinx.writers.latex import LaTeXTranslator
from sphinxcontrib.bibtex.nodes import raw_latex

from press.print.structure import Structure


class LinkTranslator(LaTeXTranslator):
    """Sphinx's translator, which marks links and says in the tree what each leads to."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.structure = Structure()

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Take citations out of the hands of sphinxcontrib-bibtex."""
        if isinstance(node, raw_latex):
            self._citation(node)
        else:
            super().dispatch_visit(node)

    def visit_reference(self, node: nodes.reference) -> None:
        self.begin_link(node.astext())
        try:
            super().visit_reference(node)
        except nodes.SkipNode:
            self.end_link()
            raise

    def depart_reference(self, node: nodes.reference) -> None:
        super().depart_reference(node)
        self.end_link()

    def begin_link(self, text: str) -> None:
        """Open a link; what it says goes into its annotation too."""
        self.body.append(rf"\presslink{{{self.structure.begin('Link', contents=text)}}}")

    def end_link(self) -> None:
        self.structure.end()
        self.body.append(r"\pressendlink{}")

    def _citation(self, node: raw_latex) -> None:
        """A citation comes as the LaTeX of a link, its text, and the brace that ends it."""
        if node.rawsource.startswith(r"\hyperlink{cite."):
            text = node.next_node(descend=False, siblings=True)
            self.begin_link(text.astext() if text else "")
        self.body.append(node.rawsource)
        if node.rawsource == "}":
            self.end_link()
