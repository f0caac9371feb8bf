"""What readers see is what passed: the kept outputs of every page, looked through."""

import re

import pytest
from press.pages import page, store, toc

CELL = re.compile(r"^[`~:]{3,} *\{code-cell\}", re.MULTILINE)
EXECUTABLE = [e for e in toc.entries() if CELL.search(e.source.read_text(encoding="utf-8"))]


def with_outputs(entry):
    """The page as it is, with what it put out; it must have passed in this form."""
    assert not store.must_run(entry.docname, entry.source), "run `make html`"
    return store.copy_outputs(store.load(entry.docname), page.read(entry.source))


@pytest.mark.parametrize("entry", EXECUTABLE, ids=lambda entry: entry.docname)
def test_page_has_passed_in_its_present_form(entry):
    notebook = with_outputs(entry)
    outputs = [o for cell in page.code_cells(notebook) for o in cell.outputs]
    assert not [o for o in outputs if o.output_type == "error"]
    stderr = [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    assert not stderr, f"{entry.docname} writes to stderr: {stderr[0][:300]}"


@pytest.mark.parametrize("entry", EXECUTABLE, ids=lambda entry: entry.docname)
def test_every_picture_has_a_caption_and_alt_text(entry):
    """The source rule sees `plt.subplots`; this one sees any picture, however drawn."""
    notebook = with_outputs(entry)
    for number, cell in enumerate(page.code_cells(notebook), 1):
        shows = any(
            kind.startswith("image/") for output in cell.outputs for kind in output.get("data", {})
        )
        render = cell.metadata.get("mystnb", {})
        if shows:
            where = f"{entry.docname}, code cell {number}"
            assert render.get("figure", {}).get("caption"), f"{where}: picture without caption"
            assert render.get("image", {}).get("alt"), f"{where}: picture without alt text"
            # Each result of the cell would become a figure of this name: `ax.legend();` has none.
            results = [output for output in cell.outputs if _is_shown(output)]
            assert len(results) == 1, f"{where}: end its last line with a semicolon"


def _is_shown(output):
    """Whether it is a result that readers see, and no number for a sentence."""
    return any(not kind.startswith("application/papermill") for kind in output.get("data", {}))
