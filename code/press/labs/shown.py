"""A lab's page as readers see it: stubs for solutions, hidden tests gone, answers to write.

nbgrader's own preprocessors decide what goes; here it is cut from the page's text, so that
all builders read the same page, cell for cell.
"""

from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from press import texts
from press.errors import PressError
from press.labs import lab
from press.labs.kinds import kind_of
from press.pages import page

SHOW = "show-solution"  # the tag of a task whose solution the site may show

FOR_THE_PAGE = "for-the-page"  # the class of what notebooks go without, as of this box
DROPDOWN = """

:::{{admonition}} One solution
:class: dropdown {cls}
```python
{code}
```
:::"""


def text(source: Path) -> str:
    """The page's text without anything that a reader must not see.

    Raises PressError for a lab whose delimiters or metadata are faulty.
    """
    return cut(texts.read(source), source)


@cache  # each builder asks for it several times
def cut(whole: str, source: Path) -> str:
    """The text that readers see of a lab with this text."""
    full = lab.complete(page.parse(whole, str(source)), source)
    shown = without_answers(full, source)
    pieces, place = [], 0
    for index, (cell, seen) in enumerate(zip(full.cells, shown.cells, strict=True)):
        if not (kind := kind_of(cell)):
            continue
        start = whole.index(cell.source, _offset(whole, page.line_of(full, index), place))
        pieces += [whole[place:start], kind.on_page(seen)]
        place = start + len(cell.source)
        if SHOW in cell.metadata.get("tags", []):
            fence = whole.index("\n```", place) + len("\n```")
            code = lab.without_delimiters(cell.source)
            solution = DROPDOWN.format(code=code, cls=FOR_THE_PAGE)
            pieces += [whole[place:fence], solution]
            place = fence
    visible = "".join([*pieces, whole[place:]])
    lab.require_no_leak(visible, f"{source} outside the cells that nbgrader knows")
    return visible


def notebook(source: Path) -> NotebookNode:
    """The notebook of the page as readers see it."""
    return lab.complete(page.parse(text(source), str(source)), source)


def without_answers(full: NotebookNode, source: Path) -> NotebookNode:
    """A copy of a full notebook after nbgrader has cleared solutions and hidden tests."""
    # Imported here: nbgrader takes seconds, which only a changed lab should cost.
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

    notebook = nbformat.from_dict(full)
    for preprocessor in (ClearSolutions(), ClearHiddenTests()):
        try:
            notebook, _ = preprocessor.preprocess(notebook, {})
        except RuntimeError as error:
            raise PressError(f"{source}: {error}") from error
    return notebook


def _offset(whole: str, line: int, place: int) -> int:
    """Where a line starts, but not before `place`."""
    return max(place, sum(map(len, whole.splitlines(keepends=True)[: line - 1])))
