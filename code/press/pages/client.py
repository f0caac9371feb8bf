"""Pytest plugin of `press.pages.execute`: the client by which a worker runs a page's cells.

A kernel that dies, a cell that does not end and a cell that floods become error outputs of
that cell, so that they are reported with page, line and cell like any exception. So does what a
kernel takes for no error, or shows nobody: nbmake lets pages pass that have no error output.
"""

import asyncio
import signal
from typing import Any

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output, output_from_msg
from nbmake import nb_run
from traitlets import Bool, Int, Unicode

from press.pages import streams

MOST = 1_000_000  # characters of text that a cell may put out
FLOOD = 10 * MOST  # where it is stopped, for a progress bar overwrites most of what it prints
TOO_MUCH, ADVICE = "TooMuchOutput", "print less, a summary or every hundredth line"


def pytest_configure(config: pytest.Config) -> None:
    nb_run.NotebookClient = Client  # nbmake takes the client from there


class Client(NotebookClient):
    """nbclient's, with outputs that are joined and bounded."""

    # Messages are dropped where they come faster than they are read, the last one among them;
    # nbclient would then take the page as passed, with half of its outputs.
    raise_on_iopub_timeout = Bool(True)
    iopub_timeout = Int(30)
    # A page runs whole: no tag and no metadata may allow an error, or pass a cell by.
    force_raise_errors = Bool(True)
    skip_cells_with_tag = Unicode("")

    received = 0  # characters of text from the cell that runs

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, **kwargs: Any
    ) -> NotebookNode:
        self.received = 0
        try:
            await super().async_execute_cell(cell, cell_index, **kwargs)
        except CellExecutionError as error:
            if not any(output.output_type == "error" for output in cell.outputs):
                self._fail(cell, error.ename, error.evalue)
            raise
        except CellTimeoutError as error:
            if "IOPub" in str(error):
                self._fail(cell, TOO_MUCH, f"outputs came too fast, and some are lost: {ADVICE}")
            self._fail(cell, "TimeoutError", f"the cell ran for more than {self.timeout} s")
        except DeadKernelError:
            self._require_few(cell, self.received, FLOOD)
            self._fail(cell, "DeadKernelError", await self._last_words())
        self._require_few(cell, self.received, FLOOD)
        if cell.cell_type == "code":
            cell.outputs = streams.joined(cell.outputs)
            self._require_few(cell, streams.size(cell.outputs), MOST)
        return cell

    def output(self, outs: list[NotebookNode], msg: dict, *rest: Any) -> NotebookNode | None:
        if self.received > FLOOD:
            return None  # it will not be kept, and memory is not endless
        self.received += streams.size([output_from_msg(msg)])
        if self.received > FLOOD:
            asyncio.ensure_future(self.km.signal_kernel(signal.SIGKILL))  # noqa: RUF006
        return super().output(outs, msg, *rest)

    async def _check_raise_for_error(
        self, cell: NotebookNode, cell_index: int, exec_reply: dict | None
    ) -> None:
        await super()._check_raise_for_error(cell, cell_index, exec_reply)
        payload = exec_reply["content"].get("payload", []) if exec_reply else []
        if any(part.get("source") == "ask_exit" for part in payload):
            # The kernel reports success, and what follows on the page is lost.
            self._fail(cell, "SystemExit", "the cell ends its kernel, by exit, quit or ask_exit")

    def _require_few(self, cell: NotebookNode, characters: int, most: int) -> None:
        if characters > most:
            cell.outputs = []
            self._fail(
                cell,
                TOO_MUCH,
                f"the cell puts out more than {most / 1e6:.0f} MB of text: {ADVICE}",
            )

    def _fail(self, cell: NotebookNode, name: str, words: str) -> None:
        cell.outputs.append(new_output("error", ename=name, evalue=words, traceback=[]))
        raise CellExecutionError("", name, words) from None

    async def _last_words(self) -> str:
        status = await self.km.provisioner.poll()
        if status and status < 0:
            name = signal.Signals(-status).name
            why = f"by {name}" + (", perhaps for want of memory" if name == "SIGKILL" else "")
        else:
            why = f"with exit status {status}"
        return f"the kernel ended {why} while it ran this cell"
