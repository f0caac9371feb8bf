"""One list of what is cited, each work once and only if it is cited."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.nodes import raw_latex

CITED = re.compile(r"\\hyperlink\{(cite\.[^}]+)\}")


class Bibliography(SphinxPostTransform):
    """Tidies the citations before Sphinx gathers them at the end of the document.

    In a handout they stand under the page's heading "References", which comes last. In
    the book these headings go, and a work that several pages cite is listed once.
    """

    default_priority = 700
    formats = ("latex",)

    def run(self) -> None:
        """Remove what is cited nowhere or listed before, and headings with nothing left."""
        citations = list(self.document.findall(nodes.citation))
        sections = [section for node in citations if (section := _section(node))]
        listed = _once(citations, self._cited())
        if self.app.builder.whole:
            for node in listed:
                node.parent.remove(node)
            self.document += sorted(listed, key=self._place)
        for section in {id(section): section for section in sections}.values():
            if section.parent and section.astext().strip() == section[0].astext().strip():
                section.parent.remove(section)

    def _cited(self) -> set[str]:
        """The anchors that citations in the text lead to."""
        return set(CITED.findall(" ".join(n.rawsource for n in self.document.findall(raw_latex))))

    def _place(self, node: nodes.citation) -> tuple:
        """Where a work stands in the list: by its authors' last names, then by year."""
        for cited in self.env.get_domain("cite").citations:
            place = (cited.bibliography_key.docname, cited.citation_id)
            if place == (node["docname"], node["ids"][0]):
                people = cited.entry.persons.get("author") or cited.entry.persons.get("editor", [])
                names = [" ".join(person.last_names).casefold() for person in people]
                return names, cited.entry.fields.get("year", ""), node[1].astext()
        return [], "", node[1].astext()


def _once(citations: list[nodes.citation], cited: set[str]) -> list[nodes.citation]:
    """Those that are cited, each work once: the first one answers for the others too."""
    first: dict[str, nodes.citation] = {}
    for node in citations:
        anchor, text = f"cite.{node['docname']}:{node['ids'][0]}", node[1].astext()
        if anchor in cited and text not in first:
            first[text] = node
            continue
        node.parent.remove(node)
        if anchor in cited:
            target = nodes.raw("", rf"\hypertarget{{{anchor}}}{{}}", format="latex")
            first[text][1].insert(0, target)
    return list(first.values())


def _section(node: nodes.Node) -> nodes.section | None:
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    return node
