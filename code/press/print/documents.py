"""Sphinx's LaTeX builder, for documents that know their place in the book.

Each entry of `latex_documents` is one PDF: a page of its own (class `howto`), or the
whole book (class `manual`), which is every page but the landing page, part by part. After
Sphinx's six fields a seventh says whether solutions are printed.
"""

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.latex.theming import Theme
from sphinx.util.docutils import new_document

from press import fresh
from press.pages import toc
from press.print import titles, written


class PrintBuilder(LaTeXBuilder):
    """One LaTeX file per handout, or one for the book; links elsewhere lead to the site.

    Handouts whose LaTeX would be the one that is there are passed over.
    """

    def init(self) -> None:
        super().init()
        self.solutions = True
        self.made_of: dict[str, str] = {}  # of the LaTeX files that this build writes

    def write(self, *ignored: Any) -> None:
        """Write what must be written, first with solutions, then without."""
        self.others = written.others(self.env)
        for self.solutions in (True, False):
            super().write()

    def init_document_data(self) -> None:
        """Choose the documents that must be written, of those that want solutions or none."""
        self.document_data = []
        super().init_document_data()
        wanted = [entry for entry in self.document_data if entry[6] is self.solutions]
        self.document_data = [entry for entry in wanted if not self._is_there(entry)]

    def finish(self) -> None:
        """Note what was written, once its figures are beside it."""
        super().finish()
        for source, made_of in self.made_of.items():
            fresh.note(source, made_of)

    def _is_there(self, entry: tuple) -> bool:
        docname, source, whole = entry[0], entry[1], entry[5]
        if whole:
            return False
        fields = titles.handout(self, docname)
        made_of = written.made_of(self.env, docname, fields, self.others)
        if fresh.is_fresh(f"latex/{source}", made_of, [self.outdir / source]):
            return True
        self.made_of[f"latex/{source}"] = made_of
        return False

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A page as `%name`, in this document or not; `references` tells them apart."""
        return f"%{docname}"

    def assemble_doctree(self, indexfile: str, toctree_only: bool, appendices: list[str]):
        """The resolved tree of one document; `toctree_only` asks for the whole book."""
        self.indexfile, self.whole = indexfile, toctree_only
        self._empty_citations()
        tree = self._book() if toctree_only else self._page(indexfile)
        tree["docname"] = indexfile
        self.env.resolve_references(tree, indexfile, self)
        return tree

    def get_contentsname(self, indexfile: str) -> str:
        """No title of the contents but LaTeX's own."""
        return ""

    def update_doc_context(self, title: str, author: str, theme: Theme) -> None:
        """Give the template the title block of this document."""
        super().update_doc_context(title, author, theme)
        whole = theme.name == "manual"
        fields = titles.book(self) if whole else titles.handout(self, self.indexfile)
        macros = [rf"\def\press{name}{{{value}}}" for name, value in fields.items()]
        self.context["title"] = fields["title"]
        self.context["maketitle"] = "\n".join([*macros, rf"\press{theme.name}title"])

    def _empty_citations(self) -> None:
        """Let works cited be set anew: sphinxcontrib-bibtex adds each to one node that it keeps."""
        for bibliography in self.env.get_domain("cite").bibliographies.values():
            for node in bibliography.citation_nodes.values():
                node.clear()

    def _page(self, docname: str) -> nodes.document:
        self.docnames = {docname}
        tree = self.env.get_doctree(docname)
        _prepare(tree, docname)
        return tree

    def _book(self) -> nodes.document:
        entries = [entry for entry in toc.entries() if entry.docname != self.config.root_doc]
        self.docnames = {entry.docname for entry in entries}
        tree = new_document("<the whole book>")
        tree += nodes.section("", nodes.title("", self.config.html_title))
        part = None
        for entry in entries:
            if entry.part and entry.part != part:
                part = entry.part
                tree[0] += nodes.raw("", titles.escape(part), format="latex", classes=["part"])
            file = addnodes.start_of_file(docname=entry.docname)
            file += self.env.get_doctree(entry.docname).children
            _prepare(file, entry.docname)
            tree[0] += file
        return tree


def _prepare(tree: nodes.Element, docname: str) -> None:
    """Drop lists of pages, and tell each section which page it is of."""
    for toctree in list(tree.findall(addnodes.toctree)):
        toctree.parent.remove(toctree)
    for section in tree.findall(nodes.section):
        section["docname"] = docname
