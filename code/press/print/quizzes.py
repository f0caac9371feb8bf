"""Questions on paper: a list, and what is right below it where the document has solutions."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from press.quizzes import nodes as quiz


class Quizzes(SphinxPostTransform):
    """Turns each quiz into lists with letters, and what is right into a list of its own."""

    default_priority = 2  # before references are resolved, which are then as anywhere else
    formats = ("latex",)

    def run(self, **ignored: object) -> None:
        """Replace each quiz; without solutions nothing is left of what is right."""
        for found in list(self.document.findall(quiz.Quiz)):
            parts = [_numbered(map(_question, found))]
            if self.app.builder.solutions:
                label = nodes.paragraph("", "", nodes.strong("", "What is right, and why"))
                parts += [label, _numbered(map(_answer, found))]
            found.replace_self(parts)


def _numbered(items: object) -> nodes.enumerated_list:
    return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")


def _question(node: quiz.Question) -> nodes.list_item:
    """What is asked, and the options by their letters."""
    item, choices = nodes.list_item(), []
    for child in node.children:
        if isinstance(child, quiz.Asked):
            item += nodes.paragraph("", "", *child.children)
        elif isinstance(child, quiz.Choice):
            choices.append(nodes.list_item("", nodes.paragraph("", "", *child.children)))
        elif not isinstance(child, quiz.Reasons):
            item += child
    item += nodes.enumerated_list("", *choices, enumtype="upperalpha", prefix="", suffix=".")
    return item


def _answer(node: quiz.Question) -> nodes.list_item:
    """The right letter with its reason, then the others with theirs."""
    (given,) = (child for child in node.children if isinstance(child, quiz.Reasons))
    reasons = [child for child in given if isinstance(child, quiz.Reason)]
    (right,) = (reason for reason in reasons if reason["right"])
    item = nodes.list_item("", _reason(right, nodes.strong("", f"{right['letter']}.")))
    others = nodes.paragraph()
    for reason in reasons:
        if reason is not right:
            others += [nodes.emphasis("", f"Not {reason['letter']}:"), nodes.Text(" ")]
            others += [*reason.children, nodes.Text(" ")]
    item += others
    item += [child for child in given if child not in reasons]
    return item


def _reason(node: quiz.Reason, mark: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", mark, nodes.Text(" "), *node.children)
