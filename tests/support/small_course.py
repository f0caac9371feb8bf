"""A small lab in a small book, and a class of made-up submissions."""

import copy
import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from press.marking import sandbox

ROOT = Path(__file__).resolve().parents[2]
LAB = Path(__file__).with_name("small-lab.md").read_text(encoding="utf-8")
TOC = """\
format: jb-book
root: index
parts:
  - caption: Labs
    chapters:
      - file: labs/doubling
"""


# Some machines let nobody make a container, although bubblewrap is there: what does not need
# one is tested all the same.
REFUSED = shutil.which("bwrap") and sandbox.why_bubblewrap_fails()
WITHOUT = {sandbox.CHOICE: "none"} if REFUSED else {}


class Course:
    """A book with one lab, and the course folder that the press makes of it."""

    def __init__(self, root: Path) -> None:
        self.root, self.course = root, root / "build" / "course"
        for name in ("_config.yml", "requirements.txt"):
            shutil.copy2(ROOT / name, root / name)
        shutil.copytree(ROOT / "code", root / "code", ignore=shutil.ignore_patterns("__pycache__"))
        self.source = root / "book" / "labs" / "doubling.md"
        self.source.parent.mkdir(parents=True)
        self.source.write_text(LAB, encoding="utf-8")
        (root / "book" / "references.bib").write_text("")
        (root / "book" / "index.md").write_text("# Small book\n\nA landing page.\n")
        (root / "_toc.yml").write_text(TOC)

    def at(self, root: Path) -> "Course":
        """The same course, of which a copy lies in this folder."""
        other = copy.copy(self)
        other.root, other.course = root, root / self.course.relative_to(self.root)
        other.source = root / self.source.relative_to(self.root)
        return other

    def press(self, *words: str, **environment: str) -> subprocess.CompletedProcess:
        """Run `python -m press ...` in this book; stdout and stderr come as one text."""
        own = {"PYTHONPATH": str(self.root / "code"), **WITHOUT, **environment}
        return subprocess.run(
            [sys.executable, "-m", "press", *words],
            cwd=self.root,
            env={**os.environ, "DIFFPROG_SEED": "0", **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    @property
    def student_notebook(self) -> Path:
        """What a student downloads from the site."""
        return self.root / "_build/html/notebooks/labs/doubling.ipynb"

    def hand_in(self, student: str, change=None, name: str = "doubling.ipynb") -> Path:
        """Hand in the student's notebook after `change(notebook)`."""
        notebook = nbformat.read(self.student_notebook, as_version=4)
        if change:
            change(notebook)
        file = self.course / "submitted" / student / "lab1" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, file)
        return file

    def marks(self, student: str) -> dict[str, dict]:
        """The rows of `marks-lab1.csv` of a student, by task."""
        with (self.course / "marks-lab1.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["student"] == student]
        return {row["task"]: row for row in rows}


def cell(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """The cell of a notebook with this grade_id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def answering(code: str):
    """A change that puts this code into the task's cell."""

    def change(notebook: nbformat.NotebookNode) -> None:
        cell(notebook, "double").source = code

    return change
