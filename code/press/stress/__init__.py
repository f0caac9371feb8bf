"""`make stress`: which claims hold only at the budget and the rates that a page has chosen.

Every page runs with four times the training, and with rates of .5 and 1.4 times what it says.
PAGE and SETTING narrow it down; MODE=values asks something else, see `values`.
"""

import os

from press import paths
from press.errors import PressError
from press.pages import page, toc
from press.stress import accepted, processes, report, trial, values
from press.stress.knobs import Setting

SETTINGS = (
    Setting("budget x4", budget=4.0),
    Setting("rate x0.5", rate=0.5),
    Setting("rate x1.4", rate=1.4),
)
SECONDS = 300.0  # that a page may take as it stands


def stress() -> int:
    """Run the pages under stress and report; returns 0 if all is as `tests/stress.yml` says."""
    jobs = os.cpu_count() or 1
    pages = {entry.docname: cells(entry) for entry in _entries() if cells(entry)}
    if _one_of("MODE", ("", "values")) == "values":
        calls = [(name, (pages[name],), 10 * SECONDS) for name in pages]
        return report.values(processes.each(values.run_page, calls, jobs))
    only = _one_of("SETTING", ["", *(setting.name for setting in SETTINGS)])
    settings = [setting for setting in SETTINGS if only in ("", setting.name)]
    calls = [
        ((name, setting.name), (pages[name], setting), SECONDS * max(1.0, setting.budget))
        for setting in settings
        for name in pages
    ]
    known = {
        failure: reason
        for failure, reason in _accepted().items()
        if failure.page in pages and failure.setting in [s.name for s in settings]
    }
    return report.settings(processes.each(trial.run_page, calls, jobs), known)


def _accepted() -> dict[accepted.Failure, str]:
    """All accepted failures; raises PressError for a page or a setting that does not exist."""
    found = accepted.read(paths.STRESS)
    names = {entry.docname for entry in toc.entries()} | {setting.name for setting in SETTINGS}
    for failure in found:
        for name in (failure.page, failure.setting):
            if name not in names:
                raise PressError(f"tests/stress.yml lists {name}, which does not exist")
    return found


def cells(entry: toc.Entry) -> list[trial.Cell]:
    """The code cells of a page, as a trial takes them."""
    return [
        trial.Cell(
            cell.source,
            number,
            figure="figure" in cell.metadata.get("mystnb", {}),
            test=bool(cell.metadata.get("nbgrader", {}).get("grade")),
        )
        for number, cell in enumerate(page.code_cells(page.read(entry.source)), 1)
    ]


def _entries() -> list[toc.Entry]:
    entries = toc.entries()
    name = _one_of("PAGE", ["", *(entry.docname for entry in entries)])
    return [entry for entry in entries if name in ("", entry.docname)]


def _one_of(variable: str, known) -> str:
    value = os.environ.get(variable, "")
    if value not in known:
        names = ", ".join(name for name in known if name)
        raise PressError(f"{variable}={value} is unknown: it is one of {names}")
    return value
