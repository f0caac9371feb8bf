"""The table from kinds of nodes to functions that write them as Markdown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from press import address

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """What the Markdown of a node depends on beside the node.

    `nested` is true inside quotes and lists, `table` inside a table's entry: there
    Markdown wants one line where it otherwise takes several.
    """

    docname: str
    env: BuildEnvironment
    nested: bool = False
    table: bool = False

    def inside(self, table: bool = False) -> "Page":
        """The same page, seen from inside a quote, a list or a table."""
        return replace(self, nested=True, table=self.table or table)

    def url(self, node: nodes.Element) -> str:
        """Where a reference leads, as an address on the site or elsewhere."""
        here = address.page_url(self.docname)
        target = node["refuri"] if "refuri" in node else f"#{node['refid']}"
        url = urljoin(here, target)
        return quote(url, safe=":/?#[]@!$&'*+,;=%~")  # brackets would end a link

    def image_url(self, uri: str) -> str:
        """Where the site keeps an image of the book."""
        if "://" in uri:
            return uri
        return f"{address.pages_site()}_images/{quote(self.env.images[uri][1])}"

    def number(self, kind: str, anchor: str) -> str:
        """The number of a figure, theorem, equation or exercise, as `1.2`, or nothing."""
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        return ".".join(map(str, numbers.get(anchor, ())))

    def label(self, kind: str, anchor: str) -> str:
        """As the site says it: `Fig. 1.2`, `Table 1.1`, or nothing."""
        number = self.number(kind, anchor)
        return self.env.config.numfig_format[kind] % number if number else ""

    def section_number(self, section: nodes.section) -> str:
        """The number in front of a heading, as `1.2. `, or nothing."""
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        top = section.parent.tagname == "document"
        number = numbers.get("" if top else f"#{section['ids'][0]}", ())
        return ".".join(map(str, number)) + ". " if number else ""


Writer = Callable[[nodes.Node, Page], str]
INLINE: dict[str, Writer] = {}
BLOCK: dict[str, Writer] = {}


def writes(table: dict[str, Writer], *kinds: str) -> Callable[[Writer], Writer]:
    """Register a function as what writes nodes of these kinds."""

    def register(writer: Writer) -> Writer:
        table.update(dict.fromkeys(kinds, writer))
        return writer

    return register


def inline(children: Iterable[nodes.Node], page: Page) -> str:
    """What stands in a line."""
    return "".join(_write(INLINE, child, page) for child in children)


def block(node: nodes.Node, page: Page) -> str:
    """One block: a paragraph, a list, a box."""
    return _write(BLOCK, node, page)


def blocks(children: Iterable[nodes.Node], page: Page) -> str:
    """Blocks with an empty line between them."""
    written = (block(child, page) for child in children)
    return "\n\n".join(text for text in written if text)


def _write(table: dict[str, Writer], node: nodes.Node, page: Page) -> str:
    writer = table.get(node.tagname)
    if writer is None:
        logger.warning(
            "the notebook writer does not know <%s>: teach it in press/notebook/",
            node.tagname,
            location=node,
        )
        return node.astext()
    return writer(node, page)
