"""Run the pages that need it: the one place where a page is executed.

Each page becomes a notebook, nbmake runs the notebooks in parallel under pytest,
and the plugin `press.pages.keep` reports and keeps each page as soon as it passes,
so an interrupted run loses only the pages that were running.
"""

import os
import shutil
import subprocess
import sys

import nbformat

from press import paths
from press.pages import page, signs, store, toc

OURS = ("press.pages.keep", "press.pages.warm", "press.pages.client")
PLUGINS = ("nbmake.pytest_plugin", "xdist", *OURS)
LONG = 20.0  # seconds assumed of a page that has never run


def stale(entries: list[toc.Entry]) -> list[toc.Entry]:
    """The pages whose kept outputs are missing or belong to something else."""
    return [entry for entry in entries if store.must_run(entry.docname, entry.source)]


def execute(jobs: int | None = None, only: list[str] | None = None) -> int:
    """Run all stale pages (or those named); returns 0 when all pages have passed."""
    pages = [e for e in toc.entries() if not only or e.docname in only]
    pending = stale(pages)
    if not pending:
        print("pages: all outputs are up to date")
        return 0
    pending.sort(key=lambda e: store.seconds(e.docname) or LONG, reverse=True)
    shutil.rmtree(paths.EXECUTE, ignore_errors=True)
    notebooks = [_write(entry) for entry in pending]
    jobs = min(jobs or os.cpu_count() or 1, len(pending))
    print(f"pages: {len(pending)} to run on {jobs} at a time", flush=True)
    return subprocess.run(
        _command(notebooks, jobs), env=environment(), cwd=paths.EXECUTE
    ).returncode


def environment() -> dict[str, str]:
    """One thread a kernel, for the kernels already fill the cores; figures drawn inline."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    path = os.pathsep.join(filter(None, [str(paths.CODE), os.environ.get("PYTHONPATH")]))
    # Matplotlib's setting of the person at the keyboard would leave pages without figures.
    inherited = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    return {
        **inherited,
        **threads,
        "PYTHONPATH": path,
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }


def _write(entry: toc.Entry) -> str:
    """Write the notebook that nbmake runs, with what the plugin needs to know."""
    notebook = page.read(entry.source)
    notebook.metadata["press"] = {
        "docname": entry.docname,
        "source": entry.source.relative_to(paths.ROOT).as_posix(),
        "identity": store.identity(entry.source),
    }
    if toc.is_lab(entry.docname):
        notebook = signs.with_signs(notebook)
    target = paths.EXECUTE / f"{entry.docname}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)
    return target.relative_to(paths.EXECUTE).as_posix()


def _command(notebooks: list[str], jobs: int) -> list[str]:
    # Only the plugins that are needed: loading all that are installed takes seconds.
    plugins = [option for name in PLUGINS for option in ("-p", name)]
    options = ["--nbmake", "--overwrite", "--nbmake-timeout=300"]
    quiet = ["-q", "--no-header", "--no-summary", "-p", "no:cacheprovider"]
    # An empty -c file keeps the project's own pytest settings out of this run.
    root = [f"--rootdir={paths.EXECUTE}", "-c", os.devnull]
    workers = ["-n", str(jobs), "--dist=worksteal"]
    return [sys.executable, "-m", "pytest", *plugins, *options, *quiet, *root, *workers, *notebooks]
