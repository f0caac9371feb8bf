"""Print: the LaTeX builder, its nodes and the steps that prepare a page for it."""

from sphinx.application import Sphinx

from press.print import (
    bibliography,
    documents,
    figures,
    folds,
    nodes,
    numbers,
    quizzes,
    statements,
    translator,
)


def setup(app: Sphinx) -> None:
    """Replace Sphinx's LaTeX builder; HTML is not touched."""
    app.add_builder(documents.PrintBuilder, override=True)
    app.set_translator("latex", translator.PrintTranslator, override=True)
    for node in (nodes.Box, nodes.Heading):
        app.add_node(node)
    app.connect("config-inited", figures.prefer_svg)
    for transform in (
        statements.WithoutSolutions,
        quizzes.Quizzes,
        numbers.EquationReferences,
        folds.FoldedCells,
        statements.FootnoteRule,
        statements.Boxes,
        figures.FigureConverter,
        bibliography.Bibliography,
        numbers.SiteReferences,
    ):
        app.add_post_transform(transform)
