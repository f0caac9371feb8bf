"""Writes the LaTeX of a page, with every number as the site shows it."""

# ruff: noqa: N802  (docutils calls `visit_` plus the name of a node's class)

import re

from docutils import nodes
from sphinx.util.math import wrap_displaymath

from press.print.nodes import Box, Heading
from press.print.tagging import TaggingTranslator
from press.site.checks import Checks

# What TeX Gyre Pagella has no letter for; DejaVu has. Beside such signs ¹, ² and ³ go with them:
# a power of ten is of one face.
ABSENT = r"[\u02b0-\u02c5\u1d00-\u1eff\u2070-\u209f\u2100-\u214f\u2715-\u27bf]"
RARE = re.compile(rf"((?:[\u00b9\u00b2\u00b3]*{ABSENT}+[\u00b9\u00b2\u00b3]*)+)")
DISPLAY = re.compile(r"\\begin\{(?:alignat\*\}\{\d+|[^}]*)\}")
SHOWN = (nodes.literal_block, Checks, nodes.image, nodes.table, nodes.math_block)
SIDES = {"text-right": "R", "text-center": "C"}  # Markdown's `--:` and `:-:`
CELL_PARTS = {"cell_input": "presscellinput", "cell_output": "presscelloutput"}


def _letter(column: tuple[nodes.entry, ...]) -> str:
    """What `tabulary` calls a column that is set as the site sets it; names stay whole."""
    sides = {side for cell in column for side in cell["classes"] if side in SIDES}
    if len(sides) == 1:
        return SIDES[sides.pop()]
    words = all(re.fullmatch(r"\S{,20}", cell.astext()) for cell in column)
    return "l" if words and any(cell.next_node(nodes.literal) for cell in column) else "T"


class PrintTranslator(TaggingTranslator):
    """Sphinx's translator, with tags; LaTeX counts nothing, it is told each number."""

    secnumdepth = 5

    def number(self, kind: str, node: nodes.Element) -> str:
        """The number that the site gives to a figure, table, ..., or ""."""
        found = self.builder.env.toc_fignumbers.get(self.curfilestack[-1], {}).get(kind, {})
        return ".".join(map(str, next((found[i] for i in node["ids"] if i in found), ())))

    def section_number(self, section: nodes.section) -> str:
        """The number that the site gives to a section, or to a page by its title, or ""."""
        numbers = self.builder.env.toc_secnumbers.get(self.curfilestack[-1], {})
        is_page = not isinstance(section.parent, nodes.section)
        anchors = [""] if is_page else [f"#{name}" for name in section["ids"]]
        return ".".join(map(str, next((numbers[i] for i in anchors if numbers.get(i)), ())))

    def visit_title(self, node: nodes.title) -> None:
        if isinstance(node.parent, nodes.section) and not self.this_is_the_title:
            name = self.sectionnames[min(self.sectionlevel, len(self.sectionnames) - 1)]
            number = self.section_number(node.parent)
            if number:  # it is of the heading, which is the next part
                number = rf"\presstagged{{{self.structure.number}}}{{{number}}}"
            self.body.append(rf"\presssection{{{name}}}{{{number}}}")
        super().visit_title(node)

    def visit_raw(self, node: nodes.raw) -> None:
        if "part" in node["classes"]:  # the heading of a part of the book
            title = f"{self.opened('H2')}{node.astext()}{self.closed()}"
            self.body.append(rf"\presssection{{part}}{{}}\part{{{title}}}")
            raise nodes.SkipNode
        super().visit_raw(node)

    def hypertarget(self, id: str, withdoc: bool = True, anchor: bool = True) -> str:
        """A place that links lead to, by its own name: LaTeX need not read it from a file first."""
        name = f"{self.curfilestack[-1]}:{id}" if withdoc else id
        return rf"\pressanchor{{{self.idescape(name)}}}"

    def hypertarget_to(self, node: nodes.Element, anchor: bool = False) -> str:
        return "".join(self.hypertarget(name) for name in node["ids"])

    def hyperlink(self, id: str) -> str:
        return rf"{{\hyperlink{{{self.idescape(id)}}}{{"

    def set_number(self, counter: str, number: str) -> None:
        """Make LaTeX print this number where it next prints that counter."""
        self.body.append(rf"\pressnumbered{{{counter}}}{{{number}}}")

    def visit_figure(self, node: nodes.figure) -> None:
        self.set_number("figure", self.number("figure", node))
        super().visit_figure(node)

    def visit_table(self, node: nodes.table) -> None:
        self.set_number("table", self.number("table", node))
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """No `longtable`, whose rules are as wide as the page: `presstables.sty` breaks all."""
        self.table.row = min(self.table.row, 30)
        columns = list(zip(*(row.children for row in node.findall(nodes.row)), strict=False))
        told = self.table.colspec or len(columns) < self.table.colcount  # or cells are joined
        if self.table.get_table_type() == "tabulary" and not told:
            self.table.colspec = f"{{{''.join(map(_letter, columns))}}}\n"
        super().depart_table(node)

    def visit_captioned_literal_block(self, node: nodes.Element) -> None:
        self.set_number("literalblock", self.number("code-block", node))

    def visit_math_block(self, node: nodes.math_block) -> None:
        """A displayed formula, starred, with the site's number as its tag if it has one."""
        number = self.number("displaymath", node)
        if number:
            self.body.append(self.hypertarget_to(node, anchor=True))
        self.body.append(r"\pressdisplay ")
        text = node.astext() if node.get("nowrap") else wrap_displaymath(node.astext(), None, False)
        self.body.append(self.formula(node.astext(), text, number))
        raise nodes.SkipNode

    def formula(self, source: str, text: str, number: str) -> str:
        """A display environment with one number for all its lines, as the site prints it."""
        text = re.sub(
            r"\\(begin|end)\{(equation|align|gather|multline|alignat|flalign)\}", r"\\\1{\2*}", text
        )
        head, end, tail = text.rpartition(r"\end{")
        opened = self.opened("Formula", alt=source.strip())
        head = DISPLAY.sub(lambda found: found[0] + opened, head, count=1)
        closed = self.closed()
        if number:
            closed += rf"\tag{{{self.opened('P')}{number}{self.closed()}}}"
        return f"{head}{closed}{end}{tail}"

    def visit_Box(self, node: Box) -> None:
        self.body.append(f"\n\\begin{{press{node['kind']}}}{{")
        self.no_latex_floats += 1

    def depart_Box(self, node: Box) -> None:
        self.body.append(f"\\end{{press{node['kind']}}}\n")
        self.no_latex_floats -= 1

    def visit_Heading(self, node: Heading) -> None:
        if node.parent["ids"]:
            self.body.append(self.hypertarget_to(node.parent, anchor=True))
        if node.children:
            self.body.append(self.opened("P"))

    def depart_Heading(self, node: Heading) -> None:
        self.body.append((self.closed() if node.children else "") + "}\n")

    def visit_container(self, node: nodes.container) -> None:
        part = next((CELL_PARTS[name] for name in node["classes"] if name in CELL_PARTS), None)
        node["environment"] = part
        if part:
            never = "[10000]" if _is_kept(node) else ""
            self.body.append(f"\n\\begin{{{part}}}{never}")

    def depart_container(self, node: nodes.container) -> None:
        if node["environment"]:
            self.body.append(f"\n\\end{{{node['environment']}}}\n")

    def visit_Text(self, node: nodes.Text) -> None:
        text = self.encode(node.astext())
        if not isinstance(node.parent, nodes.literal):
            text = RARE.sub(r"\\pressrare{\1}", text)
            text = text.replace(r" \%", r"~\%")  # no line begins with the sign
        self.body.append(text)


def _is_kept(node: nodes.container) -> bool:
    """Whether the next output of a cell begins below this part of it, on the same page.

    A picture need not: it stands at the head of a page where it does not fit.
    """
    output = node.next_node(nodes.container, descend=False, siblings=True)
    if output is None or "cell_output" not in output["classes"]:
        return False
    first = next(output.findall(lambda part: isinstance(part, SHOWN)), None)
    return not isinstance(first, nodes.image | None)
