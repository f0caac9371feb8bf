"""Statements, exercises and solutions as boxes of their own."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import is_exercise_node, is_solution_node, solution_node
from sphinx_proof.nodes import NODE_TYPES, proof_node, unenumerable_node

from press.print.nodes import Box, Heading
from press.print.numbers import page_of

STATEMENTS = (*NODE_TYPES.values(), unenumerable_node)


class WithoutSolutions(SphinxPostTransform):
    """Takes the solutions out, their cells included, where the builder wants none."""

    default_priority = 1  # before anything asks for what stands in them
    formats = ("latex",)

    def run(self) -> None:
        """Remove every solution."""
        if not self.app.builder.solutions:
            for node in list(self.document.findall(solution_node)):
                node.parent.remove(node)


class FootnoteRule(SphinxPostTransform):
    """Takes out the line that MyST draws above footnotes: on paper each page has its own."""

    default_priority = 400
    formats = ("latex",)

    def run(self) -> None:
        """Remove the lines."""
        for node in list(self.document.findall(nodes.transition)):
            if "footnotes" in node["classes"]:
                node.parent.remove(node)


class Boxes(SphinxPostTransform):
    """Turns the nodes of sphinx-proof and sphinx-exercise into `Box`."""

    default_priority = 410  # after sphinx-exercise has made its titles
    formats = ("latex",)

    def run(self) -> None:
        """Replace each, from the inside out."""
        wanted = (*STATEMENTS, proof_node)
        found = [
            node
            for node in self.document.findall(nodes.Element)
            if isinstance(node, wanted) or is_exercise_node(node) or is_solution_node(node)
        ]
        for node in reversed(found):
            if isinstance(node, proof_node):
                box = _proof(node)
            elif isinstance(node, STATEMENTS):
                box = _statement(node, self.env.toc_fignumbers.get(page_of(node), {}))
            else:
                kind = "solution" if is_solution_node(node) else "exercise"
                box = _box(kind, node, _spaced(node[0].children))
            node.replace_self(box)


def _statement(node: nodes.Element, numbers: dict) -> Box:
    """A theorem, definition, ...: its name and number, then its title in brackets."""
    number = numbers.get(node["countertype"], {}).get(node["ids"][0], ())
    label = " ".join([node["realtype"].capitalize(), ".".join(map(str, number))]).strip()
    title = [nodes.Text(" "), nodes.inline("", "", *node[0].children)] if len(node[0]) else []
    return _box("statement", node, [nodes.strong("", label), *title])


def _spaced(heading: list[nodes.Node]) -> list[nodes.Node]:
    """ "Solution to" and a link to the exercise, with the space between them, not in the link."""
    if len(heading) == 2 and isinstance(heading[1], nodes.reference):
        link = heading[1]
        link.replace(link[0], nodes.Text(link[0].astext().lstrip()))
        return [heading[0], nodes.Text(" "), link]
    return heading


def _proof(node: proof_node) -> Box:
    """A proof; sphinx-proof wrote "Proof. " in front of its first words."""
    content = node[0].children
    first = next(node[0].findall(nodes.Text), None)
    if first is not None and first.startswith("Proof. "):
        rest = nodes.Text(first.removeprefix("Proof."))
        first.parent.replace(first, [nodes.emphasis("", "Proof."), rest])
    return Box("", Heading(), *content, kind="proof")


def _box(kind: str, node: nodes.Element, heading: list[nodes.Node]) -> Box:
    """A box with this heading and the content of the node, without its inner section."""
    content = [
        child
        for part in node.children[1:]
        for child in (part.children if isinstance(part, nodes.section) else [part])
    ]
    return Box("", Heading("", "", *heading), *content, kind=kind, ids=node["ids"])
