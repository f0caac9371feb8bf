"""Running what a student handed in: whatever it does, each test gets a mark or a reason.

`config` puts these in the place of nbgrader's own preprocessors.
"""

import time
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Integer, Unicode

from press.labs.kinds import is_test
from press.labs.lab import HIDDEN
from press.marking import around, side_by_side
from press.marking.kernel import SandboxedKernelManager

ENDED = "PythonEnded"
NOT_RUN = "NotRun"
MEMORY = "MemoryError"
FLOODED = "OutputTooLong"
UNTRUE = "NotBelieved"
TECHNICAL = {  # names of errors that say nothing about an answer, and what they mean
    ENDED: "a cell ended Python, or could not be stopped",
    FLOODED: "a cell printed without end and was stopped",
    NOT_RUN: "it was not run: Python had ended too often, or the time was over",
    "CellTimeoutError": "a cell ran too long and was stopped",
    MEMORY: "the memory was used up",
    UNTRUE: around.ALONE,
}
OUTPUTS = {"stream", "display_data", "execute_result", "update_display_data"}
REPEATS = 4  # how often a notebook that ends Python is started again
KEPT = 8 * 2**20  # letters of output in one notebook; more are counted and dropped
FLOOD = 8 * KEPT  # after so many Python is ended
FULL = "... the output of this notebook is longer than can be kept ..."
PATIENCE = 5  # seconds in which an interrupted kernel must answer


class Mark(around.Around):
    """Executes in the sandbox; a cell that ends Python is left out and the rest run again."""

    secret = Unicode("", help="decides the inputs of hidden tests").tag(config=True)

    iopub_timeout = Integer(30, help="seconds for outputs to arrive").tag(config=True)
    budget = Integer(help="seconds for one notebook").tag(config=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["kernel_manager_class"] = SandboxedKernelManager
        super().__init__(*args, **options)

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> tuple:
        ran = side_by_side.what_ran(resources["nbgrader"])
        if not ran:
            ran, resources = self._run(nb, resources, km)
        for cell in filter(is_test, ran.cells):
            if cell.execution_count is None and not _failed(cell):
                _refused(cell, NOT_RUN)  # nbgrader would take silence for a pass
        return ran, resources

    def _run(self, nb: NotebookNode, resources: Any, km: Any) -> tuple:
        self.begin(nb, resources)
        self._left_out: dict[int, str] = {}  # cells, and the error that is said instead
        self._stop = len(nb.cells)  # from here on nothing is run
        self._started = time.monotonic()
        self._printed = 0
        while True:
            self._names: dict = {}
            try:
                nb, resources = super().preprocess(nb, resources, km)
                break
            except (DeadKernelError, CellTimeoutError):
                self._left_out[self._here] = self._why_it_ended()
                self._printed = 0
                if len(self._left_out) > REPEATS:
                    self._stop = self._here
        if why := nb.metadata.get(around.NOT_MARKED):
            for cell in filter(is_test, nb.cells):
                _refused(cell, UNTRUE, why)
        return nb, resources

    def create_kernel_manager(self) -> SandboxedKernelManager:
        self._manager = super().create_kernel_manager()
        return self._manager

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple:
        self._here = index
        if cell.cell_type != "code":
            return cell, resources
        late = time.monotonic() - self._started > self.budget
        if index in self._left_out:
            return _refused(cell, self._left_out[index]), resources
        if index >= self._stop or late:
            return _refused(cell, NOT_RUN), resources
        if not self._names:
            self.start_asking()
        text = cell.source
        if is_test(cell):
            cell.source = self.before_test(cell)
        cell.execution_count = None
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
        finally:
            cell.source = text
        stopped = any(output.get("ename") == "CellTimeoutError" for output in cell.outputs)
        if stopped and self.wait(self.kc.kernel_info(), PATIENCE) is None:
            raise DeadKernelError("it could not be interrupted")
        if is_test(cell):
            self.after_test(cell)
            cell.outputs = _all_or_nothing(cell.outputs)
            if not _failed(cell) and (why := self.second_opinion(cell)):
                return _refused(cell, UNTRUE, why), resources
        return cell, resources

    def _why_it_ended(self) -> str:
        if self._printed > FLOOD:
            return FLOODED
        return MEMORY if self._manager.full.is_set() else ENDED

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> Any:
        """Outputs are bounded where they arrive: what is dropped here takes no memory."""
        came = _letters(msg["content"]) + sum(memoryview(x).nbytes for x in msg.get("buffers", ()))
        before, self._printed = self._printed, self._printed + came
        if self._printed > FLOOD:
            self.km.provisioner.process.kill()
        if self._printed > KEPT and msg["msg_type"] in OUTPUTS:
            if before <= KEPT:
                cell.outputs.append(new_output("stream", name="stdout", text=FULL))
            return None
        if msg["msg_type"].startswith("comm_"):
            return None  # widgets, which nothing here shows
        if msg["msg_type"] == "clear_output" and is_test(cell):
            return None  # it could take an error away
        return super().process_message(msg, cell, cell_index)


def _letters(content: Any) -> int:
    """How much text there is in a message, whatever its shape."""
    if isinstance(content, str):
        return len(content)
    inner = content.values() if isinstance(content, dict) else content
    return sum(map(_letters, inner)) if isinstance(content, (dict, list)) else 0


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)


def _all_or_nothing(outputs: list) -> list:
    """Errors first, then what was printed: nbgrader takes a number for a part of the marks.

    It takes a warning for a failure, and one may hold a line of a hidden test.
    """
    errors = [output for output in outputs if output.output_type == "error"]
    shown = [o for o in outputs if o.output_type == "stream" and o.name == "stdout"]
    return errors + shown


def _refused(cell: NotebookNode, name: str, why: str = "") -> NotebookNode:
    why = why or TECHNICAL[name]
    cell.outputs = [new_output("error", ename=name, evalue=why, traceback=[f"{name}: {why}"])]
    return cell


class HideTests(NbGraderPreprocessor):
    """Takes hidden tests out of the feedback, from the code and from the tracebacks."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple:
        if cell.cell_type == "code" and HIDDEN.search(cell.source):
            cell.source = HIDDEN.sub("", cell.source).rstrip()
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources
