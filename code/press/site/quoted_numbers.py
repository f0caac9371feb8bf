"""A page is written again when a number that it quotes has changed on another page.

Sphinx writes the page again on which the figure, theorem or equation stands, and leaves the old
number on all pages that refer to it.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

AFTER = 700  # when all numbers are what will be printed
EQUATION = "equation-"  # what MyST and Sphinx put before an equation's label to have its id

Numbers = dict[str, tuple]  # by the id of what is numbered


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", _note)
    app.connect("env-purge-doc", _forget)
    app.connect("env-get-updated", outdated, AFTER)


def _note(app: Sphinx, tree: nodes.document) -> None:
    """Remember the labels to which a page refers."""
    labels = {str(node["reftarget"]) for node in tree.findall(addnodes.pending_xref)}
    _quoted(app.env)[app.env.docname] = labels


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _quoted(env).pop(docname, None)


def _quoted(env: BuildEnvironment) -> dict[str, set[str]]:
    return vars(env).setdefault("press_quoted", {})


def outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages that quote a number which was another one in the last build."""
    before, env.press_numbers = getattr(env, "press_numbers", {}), numbers(env)
    changed = {name for name, number in before.items() if env.press_numbers.get(name) != number}
    if not changed:
        return []
    known = env.get_domain("std").anonlabels
    changed |= {label for label, (_, name) in known.items() if name in changed}
    changed |= {name.removeprefix(EQUATION) for name in changed}
    return sorted(page for page, labels in _quoted(env).items() if not labels.isdisjoint(changed))


def numbers(env: BuildEnvironment) -> Numbers:
    """All numbers of figures, theorems, equations and the like, on all pages."""
    kinds = (kind for page in env.toc_fignumbers.values() for kind in page.values())
    return {name: number for kind in kinds for name, number in kind.items()}
