"""What a fork of the server with warm imports does: become a kernel, and end in time.

Light on purpose: a worker imports it as well, to name the function.
"""

import atexit
import multiprocessing
import os
import signal
import sys
import threading


def kernel(arguments: list[str], cwd: str, env: dict[str, str]) -> None:
    """Be what `python -m ipykernel_launcher` with these arguments would be, in that folder."""
    import numpy as np
    import torch
    from ipykernel.kernelapp import IPKernelApp

    from press.pages.preload import PATH

    os.setsid()  # a signal to the kernel's group reaches its children and nobody else
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["ipykernel_launcher.py", *arguments]
    sys.path[:] = PATH  # the server's, not pytest's
    # Pools that a cell starts are those of a process that nobody has forked.
    multiprocessing.set_start_method(None, force=True)
    multiprocessing.current_process().name = "MainProcess"
    end_with_parent()
    # Draws without a seed differ between pages; Python's own generator sees to it by itself.
    np.random.seed()
    torch.seed()
    try:
        IPKernelApp.launch_instance()
    finally:
        atexit._run_exitfuncs()  # a fork ends without them, and joblib ends its workers there


def end_with_parent() -> None:
    """End this process and what it has started when the one that asked for it is gone.

    A kernel by itself ends with its parent. But that is the server, and the server waits for
    all that hold the other end of its pipe, its kernels among them.
    """
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    multiprocessing.parent_process().join()
    os.killpg(0, signal.SIGKILL)
