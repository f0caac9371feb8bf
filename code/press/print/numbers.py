"""References with the numbers that the site prints, also where they lead to the site."""

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
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
                page = node.get("refdoc", self.env.docname)
                found = math.resolve_xref(
                    self.env, page, self.app.builder, "eq", node["reftarget"], node, node[0]
                )
                if found is not None:
                    node.replace_self(found)


class SiteReferences(SphinxPostTransform):
    """References as text with a link: to the site where the target is not in this document."""

    default_priority = 720  # after all that removes something
    formats = ("latex",)

    def run(self) -> None:
        """Print the site's numbers, and leave no link without a target."""
        present = {
            (page_of(node), name)
            for node in self.document.findall(nodes.Element)
            for name in node.get("ids", ())
        }
        for node in list(self.document.findall(nodes.reference)):
            page, anchor = _aim(node)
            if isinstance(node, addnodes.number_reference):
                node = _as_text(self.env, node, page, anchor)
            if not page:
                continue
            here = (page, anchor) in present if anchor else page in self.app.builder.docnames
            if not here:
                node.attributes.pop("refid", None)
                node["refuri"] = address.page_url(page, anchor)


def page_of(node: nodes.Node) -> str:
    """The name of the page that a node of an assembled document comes from."""
    while not isinstance(node, addnodes.start_of_file | nodes.document):
        node = node.parent
    return node["docname"]


def _aim(node: nodes.reference) -> tuple[str, str]:
    """Page and anchor that a reference leads to; two empty texts for the world outside."""
    if "refid" in node:
        return page_of(node), node["refid"]
    page, _, anchor = node.get("refuri", "").partition("#")
    return (page[1:], anchor) if page.startswith("%") else ("", "")


def _as_text(
    env: BuildEnvironment, node: addnodes.number_reference, page: str, anchor: str
) -> nodes.reference:
    """The reference with its number as text, in place of one that LaTeX would count."""
    text = node.astext()
    section = env.toc_secnumbers.get(page, {}).get(f"#{anchor}")
    if section and not any(anchor in kind for kind in env.toc_fignumbers.get(page, {}).values()):
        text = node.get("title", "%s").replace("%s", ".".join(map(str, section)))
    plain = nodes.reference("", text, **node.attributes)
    node.replace_self(plain)
    return plain
