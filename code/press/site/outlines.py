"""Figures are counted on outlines of the pages, which are kept from build to build.

For the numbers of figures Sphinx reads the trees of all pages in every build: a sixth of what one
changed sentence costs. An outline holds those nodes alone that the count looks at.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

BEFORE, AFTER = 499, 501  # Sphinx counts at 500


def setup(app: Sphinx) -> None:
    app.connect("env-purge-doc", _forget)
    app.connect("env-get-updated", _lend, BEFORE)
    app.connect("env-get-updated", _take_back, AFTER)


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _kept(env).pop(docname, None)


def _lend(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """While figures are counted, a page's tree is its outline."""
    kept, tree_of = _kept(env), env.get_doctree

    def get_doctree(docname: str) -> nodes.Element:
        if docname not in kept:
            kept[docname] = outline(tree_of(docname), env)
        return kept[docname]

    env.get_doctree = get_doctree
    return []


def _take_back(app: Sphinx, env: BuildEnvironment) -> list[str]:
    del env.get_doctree
    return []


def _kept(env: BuildEnvironment) -> dict[str, nodes.Element]:
    return vars(env).setdefault("press_outlines", {})


def outline(tree: nodes.Element, env: BuildEnvironment) -> nodes.Element:
    """The sections of a tree, its tables of contents and what has a number of its own."""
    # A copy of the root would bring the settings of docutils with it.
    return _with_nodes_below(nodes.compound(), tree, env)


def _with_nodes_below(
    kept: nodes.Element, tree: nodes.Element, env: BuildEnvironment
) -> nodes.Element:
    for child in tree.children:
        if not isinstance(child, nodes.Element):
            continue
        if isinstance(child, nodes.section | addnodes.toctree) or _is_counted(child, env):
            kept += _with_nodes_below(_alone(child), child, env)
        else:
            _with_nodes_below(kept, child, env)
    return kept


def _is_counted(node: nodes.Element, env: BuildEnvironment) -> bool:
    if not node["ids"]:
        return False
    return any(domain.get_enumerable_node_type(node) for domain in env.domains.values())


def _alone(node: nodes.Element) -> nodes.Element:
    """A copy that belongs to no page, with what tells its kind: a caption, or that it is code."""
    kept = node.copy()
    kept.document, kept.rawsource = None, ""
    for child in node.children:
        if isinstance(child, nodes.caption | nodes.title):
            kept += nodes.caption("", "", nodes.Text(child.astext()))
        elif isinstance(child, nodes.literal_block):
            kept += nodes.literal_block()
    return kept
