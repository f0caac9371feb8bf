"""What the form grader shows of a notebook: its own settings and its own page, in no browser."""

import re
import sys
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from press.marking import config_file, inert

WHERE = {"base_url": "", "index": 0, "total": 1}
MARKS = {"grade": True, "solution": True, "points": 2, "schema_version": 3}


@pytest.fixture(scope="module")
def exporter(tmp_path_factory):
    """What makes the form grader's pages, as `make formgrader` begins it in a course folder."""
    course = tmp_path_factory.mktemp("course")
    (course / "seed.txt").write_text("0123456789abcdef\n")
    config_file.write(course)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course)
        patch.setattr(sys, "path", [*sys.path])
        patch.setenv("PATH", "/usr/bin")
        grader = FormgradeExtension()
        grader.root_dir = str(course)
        grader.initialize([])
        server = SimpleNamespace(settings={})
        grader.init_tornado_settings(server)
    return server.settings["nbgrader_exporter"]


def answer(name, text="x"):
    return new_markdown_cell(text, metadata={"nbgrader": {**MARKS, "grade_id": name}})


def page(exporter, *cells):
    """The form grader's page of a notebook with these cells and two answers."""
    notebook = new_notebook(cells=[*cells, answer("why"), answer("why-not")])
    notebook, _ = inert.Inert().preprocess(notebook, {})
    return exporter.from_notebook_node(notebook, resources=dict(WHERE))[0]


def named(shown):
    """What can be found on a page by its name; that of a code cell begins in a way of its own."""
    return re.findall(r"""<[^>]*\s(?:id|name)=["']?(?!cell-id=)([^"'\s>]+)""", shown)


@pytest.mark.parametrize(
    "text",
    [
        "# why-not",
        "## why-not ##",
        "#  *why*-not",
        "why-not\n===",
        "why-not\n---",
        "> # why-not",
        "- # why-not",
        "1. > why-not\n   > ---",
        "a\n:   # why-not\n\n    b",
        "# why-not-comment",
        "# statusmessage",
        "x\r# why-not",
        "[why-not](#why-not)",
        "[x](https://b.org 'why-not')",
        "```why-not\nx\n```",
        "- [ ] why-not\n\n| why-not |\n|---|\n| x |",
        "$$\\label{why-not}$$",
    ],
)
def test_nothing_that_a_student_writes_has_a_name_by_which_marks_are_given(exporter, text):
    usual = named(page(exporter))
    assert usual.count("why-not") == 1
    shows = new_code_cell("1", outputs=[new_output("display_data", {"text/markdown": text})])
    shown = named(page(exporter, new_markdown_cell(text), shows, answer("a", text)))
    assert sorted(shown) == sorted([*usual, "a", "a_extra_credit", "a-comment"])
