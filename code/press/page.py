"""A page as a notebook, read exactly as MyST-NB reads it."""

from pathlib import Path

import nbformat
import yaml
from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def read(source: Path) -> nbformat.NotebookNode:
    """The notebook of a page; `metadata.source_map` gives each cell's line."""
    text = source.read_text(encoding="utf-8")
    if not front_matter(text).get("file_format"):
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])
    notebook = read_myst_markdown_notebook(
        text, MdParserConfig(), add_source_map=True, path=str(source)
    )
    notebook.metadata["kernelspec"] = dict(KERNEL)
    return notebook


def front_matter(text: str) -> dict:
    """The YAML block between the two `---` lines that open a page, if any."""
    if not text.startswith("---\n"):
        return {}
    return yaml.safe_load(text[4 : text.index("\n---", 4)]) or {}


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The cells that a kernel runs, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_executable(notebook: nbformat.NotebookNode) -> bool:
    """Whether the page has anything to run."""
    return bool(code_cells(notebook))


def line_of(notebook: nbformat.NotebookNode, index: int) -> int:
    """The 1-based line of the page at which cell `index` of the notebook starts."""
    return notebook.metadata["source_map"][index] + 1
