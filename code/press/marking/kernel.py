"""A kernel in the sandbox, spoken to through sockets in a folder: there is no network."""

import shutil
import tempfile
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from traitlets import Unicode

from press.marking import sandbox


class SandboxedKernelManager(AsyncKernelManager):
    """Starts each kernel in a new folder, which goes when the kernel goes."""

    seed = Unicode("", help="decides the inputs of hidden tests").tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Short names: the path of a socket holds at most 107 letters.
        self._own = Path(tempfile.mkdtemp(prefix="lab-"))
        for name in ("work", "io"):
            (self._own / name).mkdir()
        self.transport = "ipc"
        self.connection_file = str(self._own / "io" / "kernel.json")
        self.ip = str(self._own / "io" / "s")

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """The usual command, in the sandbox."""
        # A signal would reach the sandbox and not the kernel in it.
        self.kernel_spec.interrupt_mode = "message"
        kernel = super().format_kernel_cmd(extra_arguments)
        return sandbox.command(kernel, self._own / "work", self._own / "io", self.seed)

    async def _async_start_kernel(self, **options: Any) -> None:
        options |= {"cwd": str(self._own / "work"), "stdout": DEVNULL, "stderr": DEVNULL}
        await super()._async_start_kernel(**options)

    start_kernel = _async_start_kernel

    def cleanup_connection_file(self) -> None:
        super().cleanup_connection_file()
        shutil.rmtree(self._own, ignore_errors=True)
