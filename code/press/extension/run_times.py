"""The directives `{run-times}` and `{run-summary}`: what the last run of the book has shown."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from press import results, toc
from press.extension.links import page_link

COLUMNS = {"Page": 5, "Code cells": 2, "Checks passed": 2, "Seconds": 2}  # and their widths


def setup(app: Sphinx) -> None:
    app.add_directive("run-times", RunTimes)
    app.add_directive("run-summary", RunSummary)


class RunTimes(SphinxDirective):
    """A table of the pages that have code: cells, checks and seconds, and their totals."""

    def run(self) -> list[nodes.Node]:
        found = _results(self.env)
        rows = [[page_link(self.env, docname), *_numbers(found[docname])] for docname in found]
        rows.append([nodes.strong("", "Total"), *_numbers(_total(found))])
        return [_table(rows)]


class RunSummary(SphinxDirective):
    """The totals in one sentence."""

    def run(self) -> list[nodes.Node]:
        found = _results(self.env)
        total = _total(found)
        pages, cells = (len(found), "page"), (total.cells, "code cell")
        ran = " on ".join(results.counted(*pair) for pair in (cells, pages))
        checks = results.counted(total.checks, "check")
        text = f"This copy of the book ran {ran} in {total.seconds:.0f} seconds; {checks} passed."
        return [nodes.paragraph("", text, classes=["run-summary"])]


def _results(env: BuildEnvironment) -> dict[str, results.Result]:
    """The result of each page that has one, by its name, in reading order."""
    env.note_reread()  # results change although the page's text does not
    names = [entry.docname for entry in toc.entries() if entry.docname in env.found_docs]
    found = {docname: results.of(docname) for docname in names}
    return {docname: result for docname, result in found.items() if result}


def _total(found: dict[str, results.Result]) -> results.Result:
    return sum(found.values(), start=results.Result(0, 0, 0.0))


def _numbers(result: results.Result) -> list[nodes.Text]:
    values = f"{result.cells:,}", f"{result.checks:,}", f"{result.seconds:.1f}"
    return [nodes.Text(value) for value in values]


def _table(rows: list[list[nodes.Node]]) -> nodes.table:
    group = nodes.tgroup(cols=len(COLUMNS))
    group += [nodes.colspec(colwidth=width) for width in COLUMNS.values()]
    group += nodes.thead("", _row([nodes.Text(name) for name in COLUMNS]))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["run-times"])


def _row(cells: list[nodes.Node]) -> nodes.row:
    entries = [nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells]
    for entry in entries[1:]:
        entry["classes"].append("number")
    return nodes.row("", *entries)
