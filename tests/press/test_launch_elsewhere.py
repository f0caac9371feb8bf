"""A launch notebook runs where the repository is not, with the package installed from `code/`."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from small_book import SmallBook

# Run by the empty environment's Python, which is then also the kernel's.
RUN = """\
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
nbformat.write(notebook, sys.argv[1])
"""


@pytest.fixture(scope="module")
def tree(launched: SmallBook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The launch tree, copied to where no repository is."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "launch"
    return shutil.copytree(launched.root / "build/launch", elsewhere)


@pytest.fixture(scope="module")
def python(tree: Path) -> Path:
    """The Python of an empty environment with nothing but the package installed.

    What the package needs (torch and the like) is large, so it is not installed again: a
    `.pth` file shows it to the environment. That file does not show the repository's own
    package, which stands in ours as an editable install, by a `.pth` file of its own.
    """
    folder = tree.parent / "environment"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.check_output([python, "-c", ask], text=True).strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    offline = ["--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, *offline, tree / "code"], env=clean_environment(tree), check=True)
    return python


def clean_environment(tree: Path) -> dict[str, str]:
    """No path to the repository, no network for pip, and no kernels of the user's."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, "PIP_NO_INDEX": "1", "JUPYTER_DATA_DIR": str(tree.parent / "jupyter")}


def test_it_runs_with_the_installed_package(tree, python):
    path = tree / "notebooks/part/two.ipynb"
    notebook = nbformat.read(path, as_version=4)
    asks = nbformat.v4.new_code_cell("print(diffprog.__file__)", id="where")
    notebook.cells.append(asks)
    copy = tree.parent / "two.ipynb"
    nbformat.write(notebook, copy)
    command = [python, "-c", RUN, copy]
    environment = clean_environment(tree)
    run = subprocess.run(command, env=environment, cwd=tree.parent, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    set_up, page, where = [c for c in nbformat.read(copy, 4).cells if c.cell_type == "code"]
    assert set_up.outputs == []
    assert page.outputs[0].text == "two\n"
    assert where.outputs[0].text.startswith(str(python.parents[1]))


def test_the_set_up_cell_installs_the_package_only_where_it_is_missing(tree, monkeypatch):
    notebook = nbformat.read(tree / "notebooks/part/two.ipynb", as_version=4)
    set_up = next(cell.source for cell in notebook.cells if cell.cell_type == "code")
    shell, installed = InteractiveShell(), []
    shell.register_magic_function(installed.append, "line", "pip")
    shell.run_cell(set_up).raise_error()
    assert installed == []
    monkeypatch.setitem(sys.modules, "diffprog", None)  # as if it were not there
    shell.run_cell(set_up).raise_error()
    address = "git+https://github.com/diffprog/book@launch#subdirectory=code"
    assert installed == [f'install --quiet "diffprog @ {address}"']
