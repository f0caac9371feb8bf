"""Values in the prose, read back by MyST-NB itself."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import myst_nb
import nbformat
import numpy as np
import pytest
import torch
from diffprog import glue as module
from diffprog.glue import glue, to_plain
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from sphinx.application import Sphinx

VALUES = {
    "half": np.float32(0.5),
    "page-loss": torch.tensor(1234.56789, dtype=torch.float64),
    "count": np.int64(12345),
    "small": 3.2e-11,
    "truth": np.bool_(True),
    "text": 'it\'s "so" \\ and 3',
    "digits": "0.10",
    "a.b_c d": torch.tensor([7]),
}
PAGE = """# Page
A {glue:text}`half` B {glue:text}`half:.3f` C {glue:text}`page-loss:.2f`
D {glue:text}`count` E {glue:text}`count:,` F {glue:text}`small:.0e` G {glue:text}`truth`
H {glue:text}`text` I {glue:text}`digits` J {glue:text}`a.b_c d` END
"""
READ = (
    'A 0.5 B 0.500 C 1234.57 D 12345 E 12,345 F 3e-11 G True H it\'s "so" \\ and 3 I 0.10 J 7 END'
)


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def published(function, *arguments):
    with capture_output() as captured:
        function(*arguments)
    assert (captured.stdout, captured.stderr) == ("", "")
    return [(output.data, output.metadata) for output in captured.outputs]


@pytest.mark.parametrize("value", [0.5, 7, True, "text", "it's"])
def test_stored_as_by_myst_nb(shell, value):
    theirs = published(lambda: myst_nb.glue("name", value, display=False))
    assert published(glue, "name", value) == theirs
    assert len(theirs) == 1


def test_a_page_reads_the_values(shell, tmp_path):
    outputs = [
        nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        for name, value in VALUES.items()
        for data, metadata in published(glue, name, value)
    ]
    cell = nbformat.v4.new_code_cell("compute()", outputs=outputs)
    page = nbformat.v4.new_notebook(cells=[cell, nbformat.v4.new_markdown_cell(PAGE)])
    page.metadata["language_info"] = {"name": "python", "pygments_lexer": "python3"}
    nbformat.write(page, tmp_path / "index.ipynb")
    settings = {"extensions": ["myst_nb"], "nb_execution_mode": "off", "smartquotes": False}
    out, warnings = tmp_path / "out", StringIO()
    app = Sphinx(
        tmp_path, None, out, out, "text", settings, status=None, warning=warnings, freshenv=True
    )
    app.build()
    text = (out / "index.txt").read_text()
    assert warnings.getvalue() == ""
    assert READ in " ".join(text.split())
    assert "papermill" not in text


@pytest.mark.parametrize(
    ("value", "plain"),
    [(np.float64(0.1), 0.1), (np.array(3), 3), (torch.tensor([True]), True), (np.str_("a"), "a")],
)
def test_numbers_become_plain(value, plain):
    assert to_plain("x", value) == plain
    assert type(to_plain("x", value)) is type(plain)


def test_requires_no_gradient_and_no_device():
    assert to_plain("x", torch.tensor(2.0, requires_grad=True) * 3) == 6.0


@pytest.mark.parametrize("value", [np.ones(2), torch.ones(2, 1), np.ones(0)])
def test_one_number_only(value):
    with pytest.raises(ValueError, match=r"glue 'x': one number is needed, got shape"):
        glue("x", value)


@pytest.mark.parametrize("value", [None, [1.0], {"a": 1}, 1j, object()])
def test_other_types_are_named(value):
    with pytest.raises(TypeError, match=r"glue 'x': \w+ is neither a number nor a text"):
        glue("x", value)


@pytest.mark.parametrize("name", ["", "a:b", "a`b", " ", "a ", "<a>"])
def test_a_name_must_fit_a_role(name):
    with pytest.raises(ValueError, match="glue name"):
        glue(name, 1.0)


def test_silent_outside_a_notebook(capsys, monkeypatch):
    glue("x", 1.0)
    monkeypatch.setitem(sys.modules, "IPython", None)  # not installed
    glue("x", 1.0)
    assert capsys.readouterr() == ("", "")


def test_needs_no_myst_nb():
    code = "import sys, diffprog.glue as g; g.glue('x', 1.0); print('myst_nb' in sys.modules)"
    root = Path(module.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
