"""What MyST-NB reads: a page's text as the notebook that ran, with the outputs it put out.

`_config.yml` names `read` in `nb_custom_formats`. So nothing is executed in a build, and no
second copy of the outputs is kept.
"""

from nbformat import NotebookNode
from nbformat.v4 import new_output
from sphinx.application import Sphinx

from press.labs import shown
from press.pages import page, signs, store, toc

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 80"/>'
BLANK = {"image/svg+xml": SVG, "text/plain": "not run yet"}

_here = ""  # the page that is being read: MyST-NB hands over the text alone


def setup(app: Sphinx) -> None:
    app.connect("source-read", _note)


def _note(app: Sphinx, docname: str, content: list[str]) -> None:
    global _here
    _here = docname


def read(text: str) -> NotebookNode:
    """The notebook of the page being read with its outputs, if it has run in this form.

    A lab comes without what its readers must not see. Raises PressError for a faulty page.
    """
    docname = _here
    source = toc.source(docname)
    full = page.parse(text, str(source))
    if not page.is_executable(full):
        return full
    lab = toc.is_lab(docname)
    seen = page.parse(shown.cut(text, source), str(source)) if lab else full
    kept = store.load(docname)
    if kept is None or page.code(kept) != page.code(signs.with_signs(full)):
        return without_outputs(seen)
    return signs.before_signs(store.copy_outputs(kept, seen))


def without_outputs(notebook: NotebookNode) -> NotebookNode:
    """The notebook with blank figures, for other pages refer to them by number."""
    notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
    for cell in page.code_cells(notebook):
        if "figure" in cell.metadata.get("mystnb", {}):
            cell.outputs = [new_output("display_data", BLANK)]
    return notebook
