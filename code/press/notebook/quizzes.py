"""Markdown for questions: their options in a list, what is right in a fold."""

from docutils import nodes

from press.notebook.blocks import hanging
from press.notebook.render import BLOCK, Page, block, blocks, inline, writes


@writes(BLOCK, "Quiz")
def quiz(node: nodes.Element, page: Page) -> str:
    return blocks(node, page)


@writes(BLOCK, "Question")
def question(node: nodes.Element, page: Page) -> str:
    """What is asked, the options, and a fold that says which is right, and why."""
    choices = [child for child in node if child.tagname == "Choice"]
    others = [block(child, page) for child in node if child not in choices]
    *above, answer = others
    listed = "\n".join(_item(choice, f"**{choice['letter']}.**", page) for choice in choices)
    return "\n\n".join([*above, listed, answer])


@writes(BLOCK, "Asked")
def asked(node: nodes.Element, page: Page) -> str:
    return f"**{node['number']}.** {inline(node, page)}"


@writes(BLOCK, "Reasons")
def reasons(node: nodes.Element, page: Page) -> str:
    """The fold; Markdown in it needs an empty line above and below."""
    listed = "\n".join(_reason(child, page) for child in node if child.tagname == "Reason")
    where = [block(child, page) for child in node if child.tagname != "Reason"]
    summary = f"<details><summary>The answer to question {node['number']}</summary>"
    return "\n\n".join([summary, listed, *where, "</details>"])


def _reason(node: nodes.Element, page: Page) -> str:
    return _item(node, f"**{node['letter']}. {'Right' if node['right'] else 'Not this'}.**", page)


def _item(node: nodes.Element, mark: str, page: Page) -> str:
    """An item of a list that opens with a letter in bold."""
    return "- " + hanging(f"{mark} {inline(node, page.inside())}", 2)
