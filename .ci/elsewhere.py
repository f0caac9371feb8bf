#!/usr/bin/env python3
"""Tests the package and runs every page beside what readers may have: `make elsewhere`.

    WITH=oldest    each library at the lower bound that code/pyproject.toml states
    WITH=newest    each library as it is released today, whatever requirements.txt pins
    WITH=coming    the same, with PyTorch as it is built every night
    PYTHON_THERE=  the Python under which they run

The libraries go into an environment in build/elsewhere, and so do a copy of the book and its
outputs: nothing is changed that `make html` uses. The press runs the pages as ever, from its own
environment; only the kernels are those of the other one.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "build" / "elsewhere"
# Wheels for machines without a GPU, which are small. A release is taken from PyPI if not there.
WHEELS = "https://download.pytorch.org/whl"
TOOLS = ["ipykernel", "pytest", "hypothesis", "beartype", "dask", "distributed"]
# What the oldest libraries need in turn must be of their time: of later names pyparsing warns.
OF_THEIR_TIME = ["pyparsing<3.3"]
COPIED = ["book", "code", "tests", "_config.yml", "_toc.yml", "requirements.txt", "pyproject.toml"]
# Tests of the project's own files, which need what builds the book.
LEFT_OUT = ["mutants", "test_packaging.py", "test_docstrings.py", "test_layers.py", "test_glue.py"]


def main(versions: str, python: str) -> int:
    """Make the environment and the copy; returns 0 if tests and pages pass there."""
    if versions not in ("oldest", "newest", "coming"):
        sys.exit(f"WITH={versions} is none of oldest, newest, coming")
    shutil.rmtree(HERE, ignore_errors=True)
    book = HERE / "book"
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        book.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, book / name)
    own = environment(versions, python)
    print(f"elsewhere: the package's tests, {versions} libraries", flush=True)
    tests = run([own, "-m", "pytest", "-q", *left_out(), "tests/diffprog"], book)
    print(f"elsewhere: the pages, {versions} libraries", flush=True)
    pages = run([sys.executable, "-m", "press", "execute"], book, JUPYTER_PATH=kernel(own))
    return 1 if tests or pages else 0


def environment(versions: str, python: str) -> str:
    """Install the package, its libraries and what runs them; the path of the new Python."""
    run([python, "-m", "venv", "environment"], HERE, check=True)
    own = str(HERE / "environment" / "bin" / "python")
    pip = [own, "-m", "pip", "install", "--quiet"]
    bounds = HERE / "constraints.txt"
    requirements = stated()
    pins = [*lowest(requirements), *OF_THEIR_TIME] if versions == "oldest" else []
    bounds.write_text("\n".join(pins))
    if versions == "coming":
        nightly = ["--index-url", f"{WHEELS}/nightly/cpu", "--extra-index-url", index()]
        run([*pip, "--pre", "torch", *nightly], HERE, check=True)
    wheels = ["--index-url", f"{WHEELS}/cpu", "--extra-index-url", index()]
    run([*pip, *wheels, "--constraint", str(bounds), *requirements, *TOOLS], HERE, check=True)
    run([own, "-m", "pip", "list"], HERE)
    return own


def stated() -> list[str]:
    """What code/pyproject.toml asks for, such as `torch>=2.2`, and what its extras ask for."""
    text = (ROOT / "code" / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    return sum(project["optional-dependencies"].values(), project["dependencies"])


def lowest(requirements: list[str]) -> list[str]:
    """The lower bounds as pins: `torch==2.2`. What these need in turn is left to pip."""
    return [requirement.replace(">=", "==") for requirement in requirements]


def kernel(python: str) -> str:
    """A folder in which Jupyter finds this Python under the name that every page asks for."""
    folder = HERE / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True)
    start = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": start, "display_name": "elsewhere", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec))
    return str(HERE / "jupyter")


def index() -> str:
    """Where all but PyTorch comes from."""
    return os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"


def left_out() -> list[str]:
    return [f"--ignore=tests/diffprog/{name}" for name in LEFT_OUT]


def run(command: list[str], folder: Path, check: bool = False, **more: str) -> int:
    """Run a command in a folder, with the package of that folder; its exit status."""
    settings = {**os.environ, "PYTHONPATH": str(folder / "code"), **more}
    return subprocess.run(command, cwd=folder, env=settings, check=check).returncode


if __name__ == "__main__":
    python = os.environ.get("PYTHON_THERE") or sys.executable
    sys.exit(main(os.environ.get("WITH") or "oldest", python))
