"""What a quiz is in the tree of a page: site, print and notebooks write it each in its way.

A `Quiz` holds `Question`s; a question holds what is `Asked`, perhaps a block of code, a `Choice`
for each option, and `Reasons` with a `Reason` for each, in the same order.
"""

from docutils import nodes


class Quiz(nodes.General, nodes.Element):
    """Questions that stand together."""


class Question(nodes.General, nodes.Element):
    """One question: its `name`, its `number` in the quiz, the `letter` of the right option."""


class Asked(nodes.TextElement):
    """What is asked."""


class Choice(nodes.TextElement):
    """An option, with its `letter`; `name` and `number` are those of the question."""


class Reasons(nodes.Element):
    """Why each option is right or wrong; it may end with a paragraph of its own."""


class Reason(nodes.TextElement):
    """Why the option of this `letter` is right or wrong, which `right` tells."""
