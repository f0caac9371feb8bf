"""Signs in a lab's outputs: a reader sees what was put out before hidden tests begin."""

from nbformat import NotebookNode

from press.pages import page

BEGIN = "### BEGIN HIDDEN TESTS"
SIGN = "\x1f"  # printed where hidden tests begin
PRINT = 'print("\\x1f")'


def with_signs(notebook: NotebookNode) -> NotebookNode:
    """A full notebook that prints a sign where its hidden tests begin; lines stay the same."""
    for cell in page.code_cells(notebook):
        cell.source = cell.source.replace(BEGIN, PRINT)
    return notebook


def before_signs(notebook: NotebookNode) -> NotebookNode:
    """The notebook with the outputs of each cell up to its sign."""
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
