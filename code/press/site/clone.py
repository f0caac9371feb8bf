"""The directive `{clone}`: how to fetch the book, with the address that `_config.yml` names.

Its content are commands to type afterwards. No prompt stands before a command, so that all
can be copied at once.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press import address


def setup(app: Sphinx) -> None:
    app.add_directive("clone", Clone)


class Clone(SphinxDirective):
    """Commands in a box, the first of which clone the repository and enter its folder."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        where = address.repository()
        first = [f"git clone {where.url}.git", f"cd {where.name}"]
        text = "\n".join([*first, *self.content])
        return [nodes.literal_block(text, text, language="sh")]
