"""What a lab's page shows of its outputs: those of the model solution, up to hidden tests."""

from pathlib import Path

from nbformat import NotebookNode

from press import page, store
from press.labs import shown

BEGIN = "### BEGIN HIDDEN TESTS"
SIGN = "\x1f"  # printed where hidden tests begin; a reader sees what came before
PRINT = 'print("\\x1f")'


def with_signs(notebook: NotebookNode) -> NotebookNode:
    """A full notebook that prints a sign where its hidden tests begin; lines stay the same."""
    for cell in page.code_cells(notebook):
        cell.source = cell.source.replace(BEGIN, PRINT)
    return notebook


def as_shown(executed: NotebookNode, source: Path) -> NotebookNode:
    """The notebook that readers see, with the outputs of the full one that was executed."""
    # As it is read in the build: the cache compares the cells' metadata as well.
    notebook = store.copy_outputs(executed, page.parse(shown.text(source), str(source)))
    for cell in page.code_cells(notebook):
        cell.outputs = _before_the_sign(cell.outputs)
    return notebook


def _before_the_sign(outputs: list[NotebookNode]) -> list[NotebookNode]:
    kept = []
    for output in outputs:
        if output.output_type == "stream" and SIGN in output.text:
            output.text = output.text.partition(SIGN)[0]
            return [*kept, output] if output.text.strip() else kept
        kept.append(output)
    return kept
