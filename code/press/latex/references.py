"""References with the numbers that the site prints, also where they lead to the site."""

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from press import address


class EquationReferences(SphinxPostTransform):
    """References to equations, resolved before Sphinx leaves their numbers to LaTeX."""

    default_priority = 4
    formats = ("latex",)

    def run(self) -> None:
        """Replace each by the text and link that the site has."""
        math = self.env.get_domain("math")
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node["refdomain"] == "math" and node["reftype"] in ("eq", "numref"):
                page, target = node.get("refdoc", self.env.docname), node["reftarget"]
                found = math.resolve_xref(
                    self.env, page, self.app.builder, "eq", target, node, node[0]
                )
                if found is not None:
                    node.replace_self(found)


class SiteReferences(SphinxPostTransform):
    """References as text with a link; to the site where the target is not in this document."""

    default_priority = 720  # after all that removes something
    formats = ("latex",)

    def run(self) -> None:
        """Print the site's numbers, and leave no link without a target."""
        for node in list(self.document.findall(addnodes.number_reference)):
            _as_text(self.env, node)
        present = _targets(self.document)
        for node in self.document.findall(nodes.reference):
            page, anchor = _aim(node)
            if anchor and (page, anchor) not in present:
                node.attributes.pop("refid", None)
                node["refuri"] = address.page_url(page, anchor)
