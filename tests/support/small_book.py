"""A small book in a folder of its own, for tests that run the press for real."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FRONT = "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n\n"


class SmallBook:
    """A copy of the project with three short pages; the press runs inside it.

    Where few pages run at a time, and import little, `kernels = "ordinary"` saves the import of
    all that pages of the book may import: five seconds of each run.
    """

    kernels = "warm"

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("_config.yml", "requirements.txt"):
            shutil.copy2(ROOT / name, root / name)
        shutil.copytree(ROOT / "code", root / "code", ignore=shutil.ignore_patterns("__pycache__"))
        (root / "book" / "part").mkdir(parents=True)
        self.write("references.bib", "")
        self.write("index.md", "# Small book\n\nA landing page without code.\n")
        self.page("part/one", "one = 1\none + 1")
        self.page("part/two", "from diffprog.check import central_difference\n\nprint('two')")
        self.contents("part/one", "part/two")

    def write(self, name: str, text: str) -> Path:
        """Write a file below `book/`."""
        path = self.root / "book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def page(self, docname: str, code: str, prose: str = "Prose.") -> Path:
        """Write a page with one code cell below a title and a paragraph."""
        title = docname.rpartition("/")[2].capitalize()
        return self.write(
            f"{docname}.md", f"{FRONT}# {title}\n\n{prose}\n\n```{{code-cell}}\n{code}\n```\n"
        )

    def contents(self, *docnames: str) -> None:
        """List these pages as the chapters of one numbered part."""
        files = "".join(f"      - file: {name}\n" for name in docnames)
        text = "format: jb-book\nroot: index\nparts:\n  - caption: Chapters\n"
        (self.root / "_toc.yml").write_text(f"{text}    numbered: true\n    chapters:\n{files}")

    def press(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        """Run `python -m press ...` in this book; stdout and stderr come as one text."""
        return self.python("-m", "press", *arguments, **environment)

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        """Run Python in this book, with its press and package."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**self.environment(), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def environment(self) -> dict[str, str]:
        """That of this process, with the book's own press and package, and its kernels."""
        own = {"PYTHONPATH": str(self.root / "code"), "PRESS_KERNELS": self.kernels}
        return {**os.environ, **own}

    def copy_to(self, root: Path) -> "SmallBook":
        """The same book, with all that was built, in another folder."""
        book = SmallBook.__new__(SmallBook)
        book.root, book.kernels = shutil.copytree(self.root, root), self.kernels
        return book

    def html(self, docname: str) -> str:
        """The published HTML of a page."""
        return (self.root / "_build/html" / f"{docname}.html").read_text(encoding="utf-8")
