"""Pytest plugin of `press.pages.execute`: says what runs, keeps what passed.

It acts in the controlling process only, where every worker's results arrive.
"""

import re
from pathlib import Path

import nbformat
import pytest

from press.pages import page, store

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Progress(config), "press-progress")


class Progress:
    """Prints a line when a page starts and ends, and stores each page that passed."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.total = len(config.args)
        self.done = 0

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str]:
        return report.outcome if report.when == "call" else "", "", ""

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._line(f"  … {nodeid.partition('.ipynb')[0]}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        self.done += 1
        left = self.total - self.done
        notebook = nbformat.read(self._path(report), as_version=4)
        name = notebook.metadata["press"]["docname"]
        if report.passed:
            store.save(name, notebook, notebook.metadata["press"]["key"], report.duration)
            self._line(f"  ✓ {name}  {report.duration:.1f} s  ({left} left)")
        else:
            self._line(f"  ✗ {describe(notebook) or report.longreprtext}  ({left} left)")

    def _path(self, report: pytest.TestReport) -> Path:
        return self.config.rootpath / report.nodeid.partition("::")[0]

    def _line(self, text: str) -> None:
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        reporter.ensure_newline()
        reporter.write_line(text)


def describe(notebook: nbformat.NotebookNode) -> str | None:
    """Page, line, cell and exception of the first cell that failed, else None."""
    number = 0
    for index, cell in enumerate(notebook.cells):
        number += cell.cell_type == "code"
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                line = page.line_of(notebook, index)
                where = f"{notebook.metadata['press']['source']}:{line}, cell {number}"
                trace = ANSI.sub("", "\n".join(output.traceback))
                return f"{where}: {output.ename}: {output.evalue}\n{cell.source}\n{trace}"
    return None
