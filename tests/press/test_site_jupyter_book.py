"""Jupyter Book's own command: `jupyter-book build .` makes the site that `make html` makes."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_book import FRONT, ROOT, SmallBook

FIGURE = f"""{FRONT}# Three

See {{numref}}`fig-line`, and {{glue:text}}`answer:.3f` of {{glue:text}}`answer:.1f`.

```{{code-cell}}
---
mystnb:
  image: {{alt: "A line."}}
  figure: {{name: fig-line, caption: A line.}}
---
from diffprog.glue import glue
import matplotlib.pyplot as plt
plt.plot([0, 1]);
```

```{{code-cell}}
glue("answer", 3.14159)
raise SystemError("never run in a build")
```
"""


def jupyter_book(book: SmallBook, *arguments: str) -> subprocess.CompletedProcess:
    """Run `jupyter-book build ...` in a small book."""
    return subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", *arguments],
        cwd=book.root,
        env={**os.environ, "PYTHONPATH": str(book.root / "code")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def files(folder: Path) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in found}


def warnings(run: subprocess.CompletedProcess) -> list[str]:
    return [line for line in run.stdout.splitlines() if "WARNING" in line]


@pytest.fixture(scope="module")
def made(shared_book: SmallBook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `press html`, of a book with a lab; the book is left as if never built."""
    book = shared_book
    book.write("labs/first.md", (ROOT / "tests/support/small-lab.md").read_text())
    book.write("_static/own.css", "p { margin: 0 }")
    book.contents("part/one", "part/two", "labs/first")
    run = book.press("html")
    assert run.returncode == 0, run.stdout
    site = tmp_path_factory.mktemp("made") / "html"
    shutil.copytree(book.root / "_build/html", site)
    shutil.rmtree(book.root / "_build")
    return site


@pytest.fixture(scope="module")
def built(made: Path, shared_book: SmallBook) -> SmallBook:
    run = jupyter_book(shared_book, ".")
    assert run.returncode == 0, run.stdout
    assert warnings(run) == []
    return shared_book


def test_the_site_is_that_of_make_html_file_by_file(made, built):
    ours, theirs = files(made), files(built.root / "_build/html")
    assert sorted(ours) == sorted(theirs)
    differ = [name for name in ours if not filecmp.cmp(ours[name], theirs[name], shallow=False)]
    assert differ == []
    assert "own.css" in theirs["index.html"].read_text()


def test_make_html_notices_that_another_command_wrote_the_site(built):
    assert built.press("html").returncode == 0
    assert "site: up to date" in built.press("html").stdout
    (built.root / "_build/html/part/one.html").write_text("something else")
    assert "site: building" in built.press("html").stdout
    assert "something else" not in built.html("part/one")


def test_pages_that_have_not_run_are_named_in_one_line_and_not_run(built):
    built.write("part/three.md", FIGURE)
    built.page("part/one", "one = 1\none + 40")
    built.contents("part/one", "part/two", "part/three", "labs/first")
    run = jupyter_book(built, ".")
    assert run.returncode == 0, run.stdout
    (line,) = warnings(run)
    assert "not run in the present form" in line
    assert "part/one, part/three (`make html` runs what needs it)" in line
    assert "cell_output" not in built.html("part/one"), "outputs of other code"
    assert "Fig. 3.1" in built.html("part/three")
    assert "two" in built.html("part/two")


def test_outputs_of_the_same_code_are_kept_when_the_package_has_changed(built):
    module = built.root / "code/diffprog/check/difference.py"
    module.write_text(module.read_text() + "\n# changed\n")
    run = jupyter_book(built, ".", "--all")
    assert len(warnings(run)) == 1
    assert "part/two" in warnings(run)[0]
    assert "cell_output" in built.html("part/two")


def test_a_lab_built_so_has_no_solutions(built):
    text = built.html("labs/first")
    source = (built.root / "book/labs/first.md").read_text()
    solution = source.split("### BEGIN SOLUTION\n")[1].split("\n")[0].strip()
    assert solution
    assert solution not in text
    assert "BEGIN" not in text


@pytest.mark.parametrize("page", ["book/index.md", "book/labs/first.md"])
def test_a_single_page_is_refused(built, page):
    run = jupyter_book(built, page)
    assert run.returncode == 1
    assert run.stdout.splitlines()[-1] == (
        f"press: the book is built as a whole: jupyter-book build {built.root}"
    )


def test_the_printed_book_is_made_by_another_command(built):
    run = jupyter_book(built, ".", "--builder", "pdflatex")
    assert run.returncode == 1
    assert "press: the printed book is made by `make pdf`" in run.stdout
    assert "Traceback" not in run.stdout


def test_a_link_check_leaves_the_site_alone(built):
    before = sorted(files(built.root / "_build/html"))
    run = jupyter_book(built, ".", "--builder", "linkcheck")
    assert run.returncode == 0, run.stdout
    assert sorted(files(built.root / "_build/html")) == before
    assert (built.root / "_build/.staging/jupyter-book/linkcheck/output.txt").is_file()


def test_a_faulty_page_is_named_without_a_traceback(built):
    page = built.root / "book/part/two.md"
    page.write_bytes("# Zwölf\n".encode("latin-1"))
    run = jupyter_book(built, ".")
    assert run.returncode == 1
    assert run.stdout.splitlines()[-1].startswith(f"press: {page}:1: this is not UTF-8")
