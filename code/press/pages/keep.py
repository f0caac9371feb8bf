"""Pytest plugin of `press.pages.execute`: says what runs, keeps what passed.

It acts in the controlling process only, where every worker's results arrive.
"""

import re
from pathlib import Path

import nbformat
import pytest

from press.errors import PressError
from press.pages import page, store

ANSI = re.compile(r"\x1b\[[0-9;]*m")

CRASHED = "???"  # in the report by which xdist tells what a worker that died was running


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
        if report.when not in ("call", CRASHED):
            return
        self.done += 1
        left = self.total - self.done
        notebook = nbformat.read(self._path(report), as_version=4)
        name = notebook.metadata["press"]["docname"]
        if report.passed:
            try:
                store.save(name, notebook, notebook.metadata["press"]["identity"], report.duration)
            except PressError as error:
                pytest.exit(f"press: {error}", returncode=1)
            self._line(f"  ✓ {name}  {report.duration:.1f} s  ({left} left)")
        else:
            what = describe(notebook) or f"{name}: {report.longreprtext}"
            self._line(f"  ✗ {what}  ({left} left)")

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
                what = f"{where}: {output.ename}: {output.evalue}"
                trace = ANSI.sub("", "\n".join(output.traceback))
                return f"{what}\n{cell.source}\n{trace}" if trace else what
    return None
