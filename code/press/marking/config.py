"""How nbgrader marks the labs: `nbgrader_config.py` of a course folder calls `configure`."""

import os
import sys
from pathlib import Path

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    GetGrades,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets.config import Config

from press.marking.inert import Inert
from press.marking.mend import Mend
from press.marking.report import GradesPlugin
from press.marking.run import HideTests, Mark

CELL_SECONDS = 30
NOTEBOOK_SECONDS = 300
# Archives for `zip_collect`: a folder for each student, as STUDENT/ or as Moodle names it.
ARCHIVED = r".*/(?P<student_id>[^/_]+)(?:_\d+_assignsubmission_file_?)?/(?P<file_id>[^/]+)$"


def configure(c: Config) -> Config:
    """Write the book's settings into those of nbgrader, which runs in the course folder."""
    # It calls a program of its environment by its bare name.
    os.environ["PATH"] = os.pathsep.join(
        [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    )
    c.CourseDirectory.course_id = "diffprog"
    # What students deleted comes back, and their code runs in a sandbox with limits.
    mended = [ClearOutput, Mend, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
    c.Autograde.sanitize_preprocessors = mended
    limited = [Mark, LimitOutput]  # lines, where `Mark` bounds letters
    saved = [SaveAutoGrades, AssignLatePenalties, CheckCellMetadata, Inert]
    c.Autograde.autograde_preprocessors = [*limited, *saved]
    c.Mark.timeout = CELL_SECONDS
    c.Mark.budget = NOTEBOOK_SECONDS
    # It decides the inputs of the hidden tests.
    c.Mark.secret = Path("seed.txt").read_text(encoding="utf-8").strip()
    # Students see neither hidden tests nor their tracebacks.
    c.GenerateFeedback.preprocessors = [GetGrades, HideTests]
    # The form grader finds the box for a mark by its name; a heading's would be its text.
    c.HTMLExporter.exclude_anchor_links = True
    c.ExportApp.plugin_class = GradesPlugin
    c.FileNameCollectorPlugin.named_regexp = ARCHIVED
    return c
