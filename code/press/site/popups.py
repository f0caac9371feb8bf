"""What other pages show of a page where they refer to it, in a script beside the page.

A page shows what it refers to on itself by a copy. Of another page it may read nothing where
it was opened from the disk, but it may load a script, and does so when the reader asks.
"""

import json
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx_proof.nodes import NODE_TYPES

KINDS = {"figure", "table", "displaymath", *NODE_TYPES}  # as Sphinx numbers them
SUFFIX = ".popups.js"  # in place of `.html`


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", mark)
    app.connect("html-page-context", write)


def mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Tell references to what has a pop-up on another page from other links."""
    if app.builder.format != "html":
        return
    for reference in doctree.findall(nodes.reference):
        page, _, anchor = reference.get("refuri", "").partition("#")
        target = normpath(join(dirname(docname), unquote(page))).removesuffix(".html")
        if anchor in _numbered(app.env, target):
            reference["classes"].append("popup")
            # The pop-up may hold mathematics that the page has none of.
            app.env.get_domain("math").data["has_equations"][docname] = True


def write(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Write the script of a page; a page without anything numbered has none."""
    if doctree is None or app.builder.name != "html":
        return
    file = Path(app.outdir) / f"{pagename}{SUFFIX}"
    things = {
        anchor: _html(app.builder, doctree, node)
        for node in doctree.findall(nodes.Element)
        for anchor in node["ids"]
        if anchor in _numbered(app.env, pagename)
    }
    if things:
        file.parent.mkdir(parents=True, exist_ok=True)  # which Sphinx makes a moment later
        text = f"document.currentScript.things = {json.dumps(things, ensure_ascii=False)};\n"
        file.write_text(text, encoding="utf-8")
    else:
        file.unlink(missing_ok=True)


def _html(builder: Builder, doctree: nodes.document, node: nodes.Element) -> str:
    writer = builder.create_translator(doctree, builder)
    node.walkabout(writer)
    return "".join(writer.body)


def _numbered(env: BuildEnvironment, docname: str) -> set[str]:
    """The ids of what is numbered on a page and has a pop-up."""
    numbers = env.toc_fignumbers.get(docname, {})
    return {anchor for kind in KINDS.intersection(numbers) for anchor in numbers[kind]}
