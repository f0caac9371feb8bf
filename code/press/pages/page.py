"""A page as a notebook, as everything reads it: the run that tests it, the builders, the guards."""

import copy
import re
from functools import cache
from pathlib import Path

import nbformat
import yaml
from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig

from press import texts
from press.errors import PressError

FENCE = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
# The functions of `diffprog.check` by which a page checks what it claims.
CHECKS = ("agree", "better", "holds", "reproduces", "within_standard_errors")


def read(source: Path) -> nbformat.NotebookNode:
    """The notebook of a page; `metadata.source_map` gives each cell's line."""
    return parse(texts.read(source), str(source))


def parse(text: str, path: str) -> nbformat.NotebookNode:
    """The notebook of a page's text: a cell for each `{code-cell}` and for what is between.

    Raises PressError for front matter that is not YAML.
    """
    return copy.deepcopy(_parse(text, path))


@cache
def _parse(text: str, path: str) -> nbformat.NotebookNode:
    # Parsing takes a hundred times as long as copying, and every builder asks again.
    front_matter(text, path)
    return read_myst_markdown_notebook(text, MdParserConfig(), add_source_map=True, path=path)


def front_matter(text: str, path: str = "the page") -> dict:
    """The YAML block between the two `---` lines that open a page, if any.

    Raises PressError for a block that has no end, is not YAML, or is no list of settings.
    """
    if not (opening := FENCE.match(text)):
        return {}
    if not (closing := FENCE.search(text, opening.end())):
        raise PressError(f"{path}: the block that the first line `---` opens has no end")
    try:
        settings = yaml.safe_load(text[opening.end() : closing.start()]) or {}
    except yaml.YAMLError as error:
        why = f"the block between the `---` lines is not YAML: {error}"
        raise PressError(f"{path}: {why}") from error
    if not isinstance(settings, dict):
        raise PressError(f"{path}: the block between the `---` lines holds no settings")
    return settings


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The cells that a kernel runs, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def code(notebook: nbformat.NotebookNode) -> list[str]:
    """The text of each of these cells."""
    return [cell.source for cell in code_cells(notebook)]


def is_executable(notebook: nbformat.NotebookNode) -> bool:
    """Whether the page has anything to run."""
    return bool(code_cells(notebook))


def line_of(notebook: nbformat.NotebookNode, index: int) -> int:
    """The 1-based line of the page at which cell `index` of the notebook starts."""
    return notebook.metadata["source_map"][index] + 1
