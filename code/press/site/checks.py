"""Lines in which checks report, folded to one: `9 checks hold, worst 1e-8`.

A chapter has dozens of them, and few readers want them in full. They are folded in the tree that
site and PDFs read, so that no page runs again. What stands between the lines stays where it was,
and so does a line that stands alone. A cell with the tag `show-checks` keeps its lines.

On the page of a lab, whose tasks are not solved, each says that it is the model solution's.
"""

import html
import re
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.writers.html5 import HTML5Translator
from sphinx.writers.latex import LaTeXTranslator

from press import fresh
from press.pages import results, toc
from press.pages.store import TICK
from press.site import accessibility

SHOW = "tag_show-checks"  # the class of a cell that keeps its lines
AGREE = re.compile(r": \d+ routes agree (?:exactly|to (?P<size>\S+))$")
STATISTICS = re.compile(r"off by at most (?P<z>[\d.]+) of (?P<k>[\d.]+) standard errors$")


class Checks(nodes.General, nodes.Element):
    """Lines of checks that stand together, `lines`, and the one that is seen, `summary`."""


def setup(app: Sphinx) -> None:
    # Trees of earlier builds are folded as this file then said.
    app.add_config_value("press_checks", fresh.digest(Path(__file__)), "env")
    app.add_transform(FoldChecks)
    app.add_node(Checks, html=(visit, depart), latex=(visit_in_print, depart))


class FoldChecks(SphinxTransform):
    """Puts the lines of checks in the outputs of cells behind a summary."""

    default_priority = 500

    def apply(self) -> None:
        """Replace each output that has such lines by its parts."""
        is_lab = toc.is_lab(self.env.docname)
        for cell in self.document.findall(lambda node: _has_class(node, "cell")):
            if SHOW in cell["classes"]:
                continue
            for block in list(cell.findall(nodes.literal_block)):
                if _has_class(block, "stream"):
                    block.replace_self(_parts(block, is_lab))


def _has_class(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Element) and name in node["classes"]


def _parts(block: nodes.literal_block, is_lab: bool) -> list[nodes.Element]:
    """The output, in as many parts as it takes to fold the lines of checks in it."""
    parts, text = [], []
    for are_checks, group in groupby(block.astext().splitlines(), lambda s: s.startswith(TICK)):
        lines = list(group)
        shown = collapsed(lines) if are_checks else lines
        if not are_checks or (len(shown) == 1 and not is_lab):
            text += shown
            continue
        parts += [*_with_text(block, text), Checks(lines=shown, summary=summary(lines, is_lab))]
        text = []
    return parts + _with_text(block, text)


def _with_text(block: nodes.literal_block, lines: list[str]) -> list[nodes.literal_block]:
    """The block with other text, none if there is no text."""
    if not any(map(str.strip, lines)):
        return []
    text = "\n".join(lines)
    part = block.copy()
    part.rawsource = text  # which is what tells Sphinx that it is program text
    part += nodes.Text(text)
    return [part]


def collapsed(lines: list[str]) -> list[str]:
    """The lines, each once, with how often it came."""
    return [
        line if (times := lines.count(line)) == 1 else f"{line} (×{times})"
        for line in dict.fromkeys(lines)
    ]


def summary(lines: list[str], is_lab: bool = False) -> str:
    """How many checks hold, and how well where all of them say it in the same way."""
    verb = "holds" if len(lines) == 1 else "hold"
    whose = " with the model solution" if is_lab else ""
    return f"{TICK} {results.counted(len(lines), 'check')} {verb}{whose}{_worst(lines)}"


def _worst(lines: list[str]) -> str:
    agreed = [found for line in lines if (found := AGREE.search(line))]
    off = [found for line in lines if (found := STATISTICS.search(line))]
    if len(off) == len(lines):
        worst = max(off, key=lambda found: float(found["z"]) / float(found["k"]))
        return f", worst {worst['z']} of {worst['k']} standard errors"
    worst = max((found["size"] or "0" for found in agreed), key=float, default="0")
    if len(agreed) < len(lines):
        return "" if worst == "0" else f", worst agreement {worst}"
    return " exactly" if worst == "0" else f", worst {worst}"


def visit(self: HTML5Translator, node: Checks) -> None:
    lines = "\n".join(map(_marked, node["lines"]))
    summary = f"<summary>{_marked(node['summary'])}</summary>"
    self.body.append(f'<details class="checks">{summary}<pre>{lines}</pre></details>\n')


def visit_in_print(self: LaTeXTranslator, node: Checks) -> None:
    node += nodes.literal_block(node["summary"], node["summary"], language="none")


def depart(self: HTML5Translator | LaTeXTranslator, node: Checks) -> None:
    pass


def _marked(line: str) -> str:
    return accessibility.marked(html.escape(line, quote=False))
