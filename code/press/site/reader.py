"""What MyST-NB reads: a page's text as the notebook that ran, with the outputs it put out.

`_config.yml` names `read` in `nb_custom_formats`. So nothing is executed in a build, and no
second copy of the outputs is kept.
"""

from nbformat import NotebookNode
from sphinx.application import Sphinx

from press.labs import shown
from press.pages import page, signs, store, toc

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
    if not store.is_fresh(docname, full):
        return seen
    return signs.before_signs(store.copy_outputs(store.load(docname), seen))
