"""What happens around a test: a seed, a look at what it uses, two planted tests, a second opinion.

None of it is in the kernel before the test is: it is sent there when all that stands above the
test has run.
"""

import ast
import asyncio
import hashlib
import json
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.preprocessors import Execute

from press.labs.kinds import is_test
from press.marking import apart, model, planted, trust
from press.marking.apart import CANNOT, PASSED
from press.marking.rewritten import rewritten
from press.marking.side_by_side import SEED

LOOK = "look"  # in the notebook's metadata: sentences for the lecturer, whatever the marks are
NOT_MARKED = "not-marked"  # there too: why no test of this notebook can be believed
LIED = "a planted test that must fail has passed, so no test of this notebook can be believed"
FAILED = "a planted test that must pass has failed, so no test of this notebook can be believed"
MUTE = "what its names mean cannot be told, so no test of this notebook can be believed"
ALONE = "it passes beside this notebook's code, and fails where that cannot reach it"
IDLE = 1  # seconds in which the next message of a kernel must come
SILENT = {"store_history": False, "allow_stdin": False}
WIRE = apart.text()
SERVE = """\
(lambda ns: (exec({!r}, ns), ns["serve"]({!r}, __import__("IPython").get_ipython().user_ns)))({{}})
"""


def seed_of(*whole: object) -> str:
    """Sixteen signs that depend on all of it, where a cell begins and what it is included."""
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:16]


def _handed_in(cell: NotebookNode) -> dict:
    """All of a cell but what running it makes."""
    return {key: cell[key] for key in sorted(cell) if key not in ("outputs", "execution_count")}


class Around(Execute):
    """Knows the lab and its seed, and asks the kernel before and after each test."""

    def begin(self, nb: NotebookNode, resources: Any) -> None:
        """Read what the lab gives out, and derive the seed of this notebook's hidden tests.

        It depends on the course's secret and on all that was handed in, so that the same
        notebook has the same tests, and one that was changed has others.
        """
        where = resources["nbgrader"]
        release = Path(f"release/{where['assignment']}/{where.get('notebook')}.ipynb")
        given = nbformat.read(release, as_version=4) if release.is_file() else new_notebook()
        self._given, fixed = apart.Given(given), {cell.source for cell in given.cells}
        self._cannot = model.cannot(Path.cwd(), where["assignment"])
        own = [c for c in nb.cells if c.cell_type == "code" and c.source not in fixed]
        mine = [c.source for c in own if not is_test(c)]
        self._seed = seed_of(self.secret, where["assignment"], [*map(_handed_in, nb.cells)])
        nb.metadata[LOOK], nb.metadata[SEED] = trust.suspicions(mine), self._seed
        nb.metadata.pop(NOT_MARKED, None)

    def start_asking(self) -> None:
        """Before anything of the student's runs: what do names mean?"""
        apart.examiner()  # meanwhile it gets ready
        self._tell(trust.START)
        self._names = self._meanings()[0]

    def _meanings(self) -> tuple[dict, list[str], dict[str, str]]:
        """A number for each name that tests use, and names that the student gave a meaning.

        Those of Python, and all others, with the modules that they mean; nothing where that
        cannot be had.
        """
        said = ast.literal_eval(self._tell("", trust.asked("before", trust.PLACES, trust.WHOLE)))
        return json.loads(said) if isinstance(said, str) else ({}, [], {})

    def before_test(self, cell: NotebookNode) -> str:
        """Put names back that were changed, give the seed, and try the planted pair.

        The test as it is to run, among names to which the student gave a meaning.
        """
        now, shadowed, own = self._meanings()
        if not now:
            self.nb.metadata[NOT_MARKED] = MUTE
        elif changed := trust.changed(self._names, now):
            self.note(trust.CHANGED + ", ".join(changed[:4]))
        name = cell.metadata["nbgrader"].get("grade_id", "")
        self._tell(trust.GIVE_SEED.format(self._seed_of(name)))
        for code, passes in planted.pair(name, cell.source):
            if (self._reply(code)["status"] == "ok") != passes:
                self.nb.metadata[NOT_MARKED] = FAILED if passes else LIED
        # What is seen of a test and what is given collide in the student's own run, too.
        seen = trust.bound(self._given.tests.get(name, "")) | self._given.bound
        own = {word: module for word, module in own.items() if word not in seen}
        return rewritten(cell.source, {*shadowed}, own)

    def after_test(self, cell: NotebookNode) -> None:
        """Take the seed away again, and give back what names meant before."""
        given = self._given.tests.get(cell.metadata["nbgrader"].get("grade_id"), "")
        self._tell(trust.TAKE_SEED, trust.asked("after", trust.bound(given)))

    def _seed_of(self, what: str) -> str:
        return seed_of(self._seed, what)

    def note(self, sentence: str) -> None:
        """Say something to the lecturer, once."""
        if sentence not in self.nb.metadata[LOOK]:
            self.nb.metadata[LOOK].append(sentence)

    def second_opinion(self, cell: NotebookNode) -> str:
        """Why a test that has passed in the kernel is no pass, or nothing."""
        name = cell.metadata["nbgrader"].get("grade_id", "")
        if blank := trust.blank_task(self.nb.cells, cell, self._given.stubs):
            self.note(trust.BLANK.format(test=name, task=blank))
        request = self._given.request(cell.source)
        if not request:
            return ""
        # A test that can be tried apart with the model solution can be with any other.
        believed = self._cannot is None or name in self._cannot
        said = self._ask_apart(request, not believed) or self._ask_apart(request, not believed)
        if believed and said.startswith(CANNOT):
            self.nb.metadata.setdefault(model.CANNOT, []).append(name)
            return ""
        return "" if said == PASSED else f"{ALONE} ({said})"

    def _ask_apart(self, request: tuple, cut: bool) -> str:
        """What becomes of the test apart; nothing if the process there has ended."""
        place = Path(self.km.ip).with_name("calls")
        asked = self.kc.execute(SERVE.format(WIRE, str(place)), silent=True, **SILENT)
        seed, seconds, said = self._seed_of("apart"), 2 * self.timeout, ""
        try:
            said = apart.examiner().verdict(request, seed, place, seconds, cut)
        except TimeoutError:
            said = "it takes too long"
            apart.close_examiner()
            run_sync(self.km.interrupt_kernel)()
        except BrokenPipeError:
            apart.close_examiner()
        except (EOFError, ConnectionResetError):
            raise DeadKernelError("it ended while a test was tried apart") from None
        if self.wait(asked, self.timeout) is None:
            raise DeadKernelError("it could not be interrupted")
        return said

    def _tell(self, code: str, expression: str = "None") -> str:
        """Run code that no cell shows; the representation of an expression after it."""
        said = self._reply(code, silent=True, user_expressions={"said": expression})
        found = said.get("user_expressions", {}).get("said", {})
        return found.get("data", {}).get("text/plain", "None")

    def _reply(self, code: str, **options: Any) -> dict:
        said = self.wait(self.kc.execute(code, **SILENT, **options), self.timeout)
        if said is None:
            raise DeadKernelError("it does not answer")
        return said["content"]

    async def _async_wait(self, asked: str, seconds: float) -> dict | None:
        """The kernel's reply to what was asked, if it comes in time."""
        try:
            async with asyncio.timeout(seconds):
                while await self.km.is_alive():
                    with suppress(Empty):
                        message = await self.kc.get_shell_msg(timeout=1)
                        if message["parent_header"].get("msg_id") == asked:
                            await self._until_idle(asked)
                            return message
        except TimeoutError:
            pass
        return None

    async def _until_idle(self, asked: str) -> None:
        """Read what else it says of that: few messages can wait, and a cell's would be lost."""
        with suppress(Empty):
            while True:
                message = await self.kc.get_iopub_msg(timeout=IDLE)
                ours = message["parent_header"].get("msg_id") == asked
                if ours and message["content"].get("execution_state") == "idle":
                    return

    wait = run_sync(_async_wait)
