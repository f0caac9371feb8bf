"""References from generated content to pages of the book."""

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment


def page_link(env: BuildEnvironment, docname: str) -> addnodes.pending_xref:
    """A reference from the page being read to another, under that page's own title."""
    return addnodes.pending_xref(
        "",
        nodes.inline(),
        refdoc=env.docname,
        refdomain="std",
        reftype="doc",
        reftarget=f"/{docname}",
        refexplicit=False,
        refwarn=True,
    )
