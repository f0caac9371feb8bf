"""The directives `{run-times}` and `{run-summary}`: what the last run of the book has shown."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from press.pages import results, toc
from press.site.links import page_link
from press.site.overview import note_overview

COLUMNS = {"Page": 5, "Code cells": 2, "Checks passed": 2, "Seconds": 2}  # and their widths


def setup(app: Sphinx) -> None:
    app.add_directive("run-times", RunTimes)
    app.add_directive("run-summary", RunSummary)


class RunTimes(SphinxDirective):
    """A table of the pages that have code: cells, checks and seconds, and their totals."""

    def run(self) -> list[nodes.Node]:
        found = _results(self.env)
        rows = [[self.link(docname), *_numbers(result)] for docname, result in found.items()]
        rows.append([nodes.strong("", "Total"), *_numbers(_total(found))])
        return [_table(rows)]

    def link(self, docname: str) -> nodes.Node:
        """A link to the page; the landing page has the book's title, and is named otherwise."""
        title = "Landing page" if docname == self.config.root_doc else None
        return page_link(self.env, docname, title)


class RunSummary(SphinxDirective):
    """The totals: a list of numbers, each with what it counts."""

    def run(self) -> list[nodes.Node]:
        found = _results(self.env)
        total = _total(found)
        facts = {
            "executed page": len(found),
            "code cell": total.cells,
            "check": total.checks,
            "second": round(total.seconds),
        }
        counts = [results.counted(number, noun) for noun, number in facts.items()]
        items = [_item(*count.split(" ", 1)) for count in counts]
        return [nodes.bullet_list("", *items, classes=["run-summary"])]


def _results(env: BuildEnvironment) -> dict[str, results.Result]:
    """The result of each page that has one, by its name, in reading order."""
    note_overview(env)
    names = [entry.docname for entry in toc.entries() if entry.docname in env.found_docs]
    found = {docname: results.of(docname) for docname in names}
    return {docname: result for docname, result in found.items() if result}


def _total(found: dict[str, results.Result]) -> results.Result:
    return sum(found.values(), start=results.Result(0, 0, 0.0))


def _numbers(result: results.Result) -> list[nodes.Text]:
    values = f"{result.cells:,}", f"{result.checks:,}", f"{result.seconds:,.1f}"
    return [nodes.Text(value) for value in values]


def _item(number: str, what: str) -> nodes.list_item:
    return nodes.list_item(
        "", nodes.paragraph("", "", nodes.strong("", number), nodes.Text(f" {what}"))
    )


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
