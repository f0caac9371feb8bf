"""A page as a notebook, read exactly as MyST-NB reads it."""

import copy
from functools import cache
from pathlib import Path

import nbformat
import yaml
from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig

from press import key
from press.errors import PressError


def read(source: Path) -> nbformat.NotebookNode:
    """The notebook of a page; `metadata.source_map` gives each cell's line."""
    return parse(source.read_text(encoding="utf-8"), str(source))


def parse(text: str, path: str) -> nbformat.NotebookNode:
    """The notebook of a page's text; a page without a `file_format` is all prose."""
    return copy.deepcopy(_parse(text, path))


@cache
def _parse(text: str, path: str) -> nbformat.NotebookNode:
    # Parsing takes a hundred times as long as copying, and every builder asks again.
    try:
        metadata = front_matter(text)
    except (yaml.YAMLError, ValueError) as error:
        raise PressError(
            f"{path}: the block between the `---` lines is not YAML: {error}"
        ) from error
    if not metadata.get("file_format"):
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])
    # Its kernelspec stays as it is: the cache that MyST-NB reads compares it as well.
    return read_myst_markdown_notebook(text, MdParserConfig(), add_source_map=True, path=path)


def front_matter(text: str) -> dict:
    """The YAML block between the two `---` lines that open a page, if any."""
    if not text.startswith("---\n"):
        return {}
    return yaml.safe_load(text[4 : text.index("\n---", 4)]) or {}


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The cells that a kernel runs, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def key_of(notebook: nbformat.NotebookNode) -> str:
    """The key under which this notebook's outputs are kept."""
    return key.page_key([cell.source for cell in code_cells(notebook)])


def is_executable(notebook: nbformat.NotebookNode) -> bool:
    """Whether the page has anything to run."""
    return bool(code_cells(notebook))


def line_of(notebook: nbformat.NotebookNode, index: int) -> int:
    """The 1-based line of the page at which cell `index` of the notebook starts."""
    return notebook.metadata["source_map"][index] + 1
