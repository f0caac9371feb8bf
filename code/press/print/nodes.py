"""The two nodes that the LaTeX of a page is made of beside Sphinx's own."""

from docutils import nodes


class Box(nodes.General, nodes.Element):
    """A theorem, exercise, solution, ...: a `Heading` and what stands in it.

    `kind` is "statement", "proof", "exercise", "solution" or "folded"; `press.sty` has an
    environment for each.
    """


class Heading(nodes.TextElement):
    """What a `Box` opens with, for example `Theorem 2.1`."""
