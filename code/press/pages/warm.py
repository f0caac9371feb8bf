"""Pytest plugin of `press.pages.execute`: kernels are forked from a process with warm imports.

Importing torch, Matplotlib and the rest costs 3 s a page. Each worker has one server (the
standard library's forkserver), which imports them once and forks a kernel for each page. The
server ends with its worker, and a kernel ends with its server. An ordinary kernel is started
where this cannot be had: elsewhere than on Linux, on a CUDA device (a fork cannot use CUDA
once its parent has), with PRESS_KERNELS=ordinary, and when the server fails.
"""

import multiprocessing
import os
import sys
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from press.pages import forked, key

NAME = "press-warm"
PRELOAD = ["press.pages.preload", "press.pages.forked"]
INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel sets where nothing is set


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") or not possible():
        return
    multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOAD)
    factory = KernelProvisionerFactory.instance()
    entry = EntryPoint(NAME, "press.pages.warm:Provisioner", factory.GROUP_NAME)
    factory.provisioners[NAME] = entry
    factory.default_provisioner_name = NAME
    # Matplotlib reads it once, when it is imported, which is in the server.
    os.environ["MPLBACKEND"] = INLINE


def possible() -> bool:
    """Whether kernels may be forked here."""
    asked = os.environ.get("PRESS_KERNELS") or "warm"
    return sys.platform == "linux" and asked == "warm" and not key.may_use_cuda()


class Provisioner(LocalProvisioner):
    """Starts kernels by forking; all else is the local provisioner's."""

    failed = False  # set by the first server that fails: the next ones would fail as well

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        # Another environment's kernel, which JUPYTER_PATH can name, has not our imports.
        if Provisioner.failed or cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:
            return await super().launch_kernel(cmd, **kwargs)
        try:
            self.process = Forked(cmd[3:], str(kwargs["cwd"]), kwargs["env"])
        except (OSError, EOFError) as error:
            Provisioner.failed = True
            print(f"kernels start cold, for their server failed: {error!r}", file=sys.stderr)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info


class Forked:
    """A forked kernel with those methods of `subprocess.Popen` that the provisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, arguments: list[str], cwd: str, env: dict[str, str]) -> None:
        context = multiprocessing.get_context("forkserver")
        self._process = context.Process(target=forked.kernel, args=(arguments, cwd, env))
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()
