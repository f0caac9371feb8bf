"""References: from generated content to pages, and from pages to files of the repository."""

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import ReferenceRole

from press import address, paths


def setup(app: Sphinx) -> None:
    app.add_role("source", SourceRole())


def page_link(
    env: BuildEnvironment, docname: str, title: str | None = None
) -> addnodes.pending_xref:
    """A reference from the page being read to another, under that page's own title or this."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", title or ""),
        refdoc=env.docname,
        refdomain="std",
        reftype="doc",
        reftarget=f"/{docname}",
        refexplicit=title is not None,
        refwarn=True,
    )


class SourceRole(ReferenceRole):
    """{source}`Makefile` links to that file where the sources are published.

    Warns when the repository has no such file.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if not (paths.ROOT / self.target).exists():
            text = f"{{source}}`{self.target}`: the repository has no such file"
            return [], [self.inliner.document.reporter.warning(text, line=self.lineno)]
        url = address.source_url(self.target)
        title = self.title if self.has_explicit_title else self.target
        return [nodes.reference("", title, refuri=url, internal=False)], []
