"""The page of a lab: its tests folded, and a line that says whose outputs it shows.

Tasks are stubs on this page, while its outputs are those of the page that was tested, where they
are solved. Tests are most of a lab's length, and are read where they are needed: in the notebook.
"""

import re
from types import SimpleNamespace

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from press.labs.kinds import TEST, kind_of
from press.labs.lab import in_words
from press.labs.shown import FOR_THE_PAGE
from press.pages import toc

NOTE = (
    "The outputs and figures on this page are those of the model solution. In your notebook a "
    "test holds only once your own code passes it."
)
TASK = re.compile(r"(\w+ \d+): ")  # how the heading of a task opens
PRIORITY = 198  # just before MyST-NB folds cells


def setup(app: Sphinx) -> None:
    app.add_transform(ModelOutputs)
    app.add_post_transform(FoldTests)


class ModelOutputs(SphinxTransform):
    """Says below the opening box of a lab whose outputs it shows."""

    default_priority = 500

    def apply(self) -> None:
        """Add the line."""
        box = next(self.document.findall(nodes.admonition), None)
        if box is not None and toc.is_lab(self.env.docname):
            box.parent.insert(
                box.parent.index(box) + 1, nodes.paragraph("", NOTE, classes=[FOR_THE_PAGE])
            )


class FoldTests(SphinxPostTransform):
    """Folds each test of a lab behind its name: `Test of task 3 (2 marks)`."""

    default_priority = PRIORITY
    formats = ("html",)

    def run(self, **ignored: object) -> None:
        """Name the tests below each heading, and have MyST-NB fold them."""
        for section in self.document.findall(nodes.section):
            tests = [cell for cell in section.children if _is_test(cell)]
            for number, cell in enumerate(tests, start=1):
                which = f"Test {number}" if len(tests) > 1 else "Test"
                points = in_words(cell["cell_metadata"]["nbgrader"]["points"])
                name = f"{which} of {_task(section)} ({points})"
                cell["classes"].append("lab-test")
                cell["hide_mode"] = "all"
                cell["prompt_show"] = cell["prompt_hide"] = name


def _is_test(node: nodes.Node) -> bool:
    if not (isinstance(node, nodes.container) and "cell_metadata" in node):
        return False
    return kind_of(SimpleNamespace(metadata=node["cell_metadata"])) is TEST


def _task(section: nodes.section) -> str:
    """What a heading calls its task: `Task 3: ...` is `task 3`."""
    title = section[0].astext()
    found = TASK.match(title)
    return found[1].lower() if found else title
