"""A kernel in the sandbox, spoken to through sockets in a folder: there is no network."""

import contextlib
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import psutil
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import Integer

from press.marking import sandbox

MESSAGE = 32 * sandbox.MEBIBYTE  # of one message of a kernel; it is cut off at a longer one
SOCKETS = sandbox.MEBIBYTE  # of files in the folder of the sockets, which lies on the disk
WAITING = 16  # messages of a kernel that may wait to be read: each may be large
PLACE, BLOCK = 4096, 512  # bytes on the disk of a name, and of what a system calls a block
GLANCE = 0.5  # seconds between two looks at it


class SandboxedKernelManager(AsyncKernelManager):
    """Starts each kernel in a new folder, which goes when the kernel goes."""

    memory = Integer(4096, help="MiB for all that runs in one container").tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.full = threading.Event()  # when it was ended for its memory
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
        return sandbox.command(kernel, self._own / "work", self._own / "io")

    async def _async_start_kernel(self, **options: Any) -> None:
        options |= {"cwd": str(self._own / "work"), "stdout": DEVNULL, "stderr": DEVNULL}
        await super()._async_start_kernel(**options)
        watched = psutil.Process(self.provisioner.process.pid)
        most = self.memory * sandbox.MEBIBYTE
        bounds = (watched, most, self.full, self._own / "io")
        threading.Thread(target=bound, args=bounds, daemon=True).start()

    def client(self, **options: Any) -> AsyncKernelClient:
        client = super().client(**options)
        client.context.RCVHWM, client.context.MAXMSGSIZE = WAITING, MESSAGE
        return client

    start_kernel = _async_start_kernel

    def cleanup_connection_file(self) -> None:
        super().cleanup_connection_file()
        shutil.rmtree(self._own, ignore_errors=True)


def bound(container: psutil.Process, most: int, full: threading.Event, sockets: Path) -> None:
    """End a container whose processes take more bytes together: limits are for one each.

    And one that writes into the folder of its sockets.
    """
    try:
        while container.is_running() and container.status() != psutil.STATUS_ZOMBIE:
            inside = container.children(recursive=True)
            if too_much := sum(map(_own_memory, inside)) > most:
                full.set()
            if too_much or _written(sockets) > SOCKETS:
                for process in [*inside, container]:
                    process.kill()
            time.sleep(GLANCE)
    except psutil.NoSuchProcess:
        return  # it has ended


def _written(folder: Path) -> int:
    """Bytes that a folder takes on the disk: each file and folder in it has a place there too."""
    size = 0
    for top, folders, files in os.walk(folder):
        for name in folders + files:
            with contextlib.suppress(OSError):  # it is gone
                size += PLACE + BLOCK * (Path(top) / name).lstat().st_blocks
    return size


def _own_memory(process: psutil.Process) -> int:
    try:
        memory = process.memory_info()
    except psutil.NoSuchProcess:
        return 0
    return memory.rss - memory.shared
