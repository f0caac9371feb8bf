"""The launch tree: all that Binder and Colab need, ready to be a branch of its own."""

import shutil
from pathlib import Path

import nbformat

from press import address, paths
from press.pages import toc
from press.site import html

FILES = ("LICENSE", "LICENSE-text", "CITATION.cff")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")

README = """\
# Notebooks of [{book}]({site})

Made from the pages of [the book's repository]({repository}); changes belong there,
for this branch is written anew each time.

- `notebooks/`: one notebook for each page that has code, without outputs
- `code/`: the package `diffprog`, which the notebooks import
- `.binder/`: the environment in which Binder opens them

To run them on your own machine: `pip install ./code jupyterlab`, then `jupyter lab notebooks`.

| page | | |
|---|---|---|
{rows}
"""


def notebooks() -> int:
    """Build the site, which makes the notebooks, then `build/launch`."""
    if status := html.html():
        return status
    made = paths.SITE / address.NOTEBOOKS
    made.mkdir(exist_ok=True)  # a book without code has none
    assemble(made, paths.LAUNCH)
    print(f"notebooks: {len(list(made.rglob('*.ipynb')))} in the launch tree {paths.LAUNCH}")
    return 0


def assemble(made: Path, target: Path) -> None:
    """Write the tree from these notebooks and from what lies in the repository."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made, target / address.NOTEBOOKS)
    shutil.copytree(paths.ROOT / ".binder", target / ".binder")
    shutil.copytree(paths.CODE / "diffprog", target / "code" / "diffprog", ignore=NOT_COPIED)
    shutil.copy2(paths.CODE / "pyproject.toml", target / "code")
    for name in FILES:
        if (paths.ROOT / name).is_file():
            shutil.copy2(paths.ROOT / name, target)
    (target / "README.md").write_text(_readme(), encoding="utf-8")


def _readme() -> str:
    launched = [entry.docname for entry in toc.entries() if _notebook(entry.docname).is_file()]
    return README.format(
        book=address.title(),
        site=address.pages_site(),
        repository=address.repository().url,
        rows="\n".join(map(_row, launched)),
    )


def _notebook(docname: str) -> Path:
    return paths.LAUNCH / address.notebook_path(docname)


def _row(docname: str) -> str:
    """A page, linked to the site, and where its notebook can be opened."""
    opening = nbformat.read(_notebook(docname), as_version=4).cells[0].source
    title = opening.partition("\n")[0].removeprefix("# ").replace("|", r"\|")
    page = f"[{title}]({address.page_url(docname)})"
    binder, colab = address.binder_url(docname), address.colab_url(docname)
    return f"| {page} | [Binder]({binder}) | [Colab]({colab}) |"
