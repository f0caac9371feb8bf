"""The kinds of cells in a lab, a row each: all in which one differs from another stands here.

Page, notebooks, report and guards ask the row of a cell, and never for its name: another kind is
another row.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from press.labs.lab import HIDDEN, SOLUTION, in_words

WRITE_HERE = "written-answer"  # the class of a box on the page that is a cell in the notebook
BOX = """\
:::{{admonition}} Your answer ({marks})
:class: {cls}
:name: {name}
Write it in the notebook.
:::"""

Wrong = dict[str, list[dict]]  # of each task, as `NAME.wrong.yml` lists them
FEWEST_TRIES = 2  # wrong answers that a test must fail


def _as_it_is(cell: NotebookNode) -> str:
    return cell.source.rstrip("\n")


def _box(cell: NotebookNode) -> str:
    marks = cell.metadata["nbgrader"]
    return BOX.format(marks=in_words(marks.points), cls=WRITE_HERE, name=marks.grade_id)


def _faults_of_a_task(name: str, text: str, wrong: Wrong) -> Iterator[str]:
    if not SOLUTION.search(text):
        yield f"task '{name}' marks no solution"
    if not any("visible" in one for one in wrong.get(name, [])):
        yield f"no wrong answer to '{name}' passes what is visible of its test"


def _faults_of_a_test(name: str, text: str, wrong: Wrong) -> Iterator[str]:
    if not HIDDEN.search(text) or not HIDDEN.sub("", text).strip():
        yield f"'{name}' needs visible and hidden tests"
    tries = Counter(test for many in wrong.values() for one in many for test in one["fails"])
    if tries[name] < FEWEST_TRIES:
        few = f"at least {FEWEST_TRIES} are needed"
        yield f"'{name}' is tried by {tries[name]} wrong answers, {few}"


@dataclass(frozen=True)
class Kind:
    """What the copies of a lab make of one kind of cell, and what is asked of its source."""

    name: str
    # How it is recognised: by nbgrader's two marks, and by a tag where another kind has the same.
    solution: bool
    grade: bool
    tag: str = ""
    # The page: the text in place of the cell's, given the cell as nbgrader has cut it.
    on_page: Callable[[NotebookNode], str] = _as_it_is
    # A student's notebook: what nbgrader puts into the cell, as long as nothing is written.
    blank: str = ""
    # The report: why there is no mark at all, where no test says it.
    unanswered: str = ""
    # The guards: lines beyond what any cell may have, and faults (grade_id, text, wrong answers).
    more_lines: int = 0
    faults: Callable[[str, str, Wrong], Iterable[str]] = lambda *_: ()

    @property
    def is_given(self) -> bool:
        """Whether it belongs to the lab, and no student writes in it."""
        return not self.solution

    @property
    def is_marked_by_hand(self) -> bool:
        return self.solution and self.grade

    def is_blank(self, cell: NotebookNode) -> bool:
        """Whether a student has left the cell as it was given out."""
        return bool(self.blank) and self.blank in cell.source


TASK = Kind(
    "task",
    solution=True,
    grade=False,
    blank="# YOUR CODE HERE",
    unanswered="not written yet",
    faults=_faults_of_a_task,
)
TEST = Kind(
    "test",
    solution=False,
    grade=True,
    more_lines=11,  # what it computes beside its task, nobody has to write
    faults=_faults_of_a_test,
)
WRITTEN = Kind(
    "written answer",
    solution=True,
    grade=True,
    on_page=_box,
    blank="YOUR ANSWER HERE",
    unanswered="not answered",
)
KINDS = [TASK, TEST, WRITTEN]  # the first that fits: one with a tag comes before one without


def kind_of(cell: NotebookNode) -> Kind | None:
    """The row of a cell that nbgrader knows, else None; any object with `metadata` will do."""
    marks, tags = cell.metadata.get("nbgrader"), cell.metadata.get("tags", [])
    if not marks:
        return None
    said = (bool(marks.get("solution")), bool(marks.get("grade")))
    fitting = (kind for kind in KINDS if (kind.solution, kind.grade) == said)
    return next((kind for kind in fitting if not kind.tag or kind.tag in tags), None)


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell has marks and belongs to the lab: no student writes in it."""
    kind = kind_of(cell)
    return kind is not None and kind.is_given
