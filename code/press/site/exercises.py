"""Exercises are remembered without the pages on which they stand.

`sphinx-exercise` keeps the node of each exercise and solution between builds, and with it, by way
of its parents, the tree of its whole page: three quarters of what each build reads and writes. What
others ask of it is its kind, its names and its title.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    app.connect("env-updated", detach)


def detach(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep of each node a copy that has its title alone and belongs to no page."""
    for entry in getattr(env, "sphinx_exercise_registry", {}).values():
        entry["node"] = _alone(entry["node"])


def _alone(node: nodes.Element) -> nodes.Element:
    kept = node.copy()
    kept += [child.deepcopy() for child in node.children[:1]]
    for part in kept.findall():
        part.document = None
    return kept
