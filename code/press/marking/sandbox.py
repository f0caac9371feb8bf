"""Where students' code runs: no network, a folder of its own, limits of time, memory and files.

bubblewrap makes a container out of namespaces: the kernel in it sees the system's programs,
Python, the package, and nothing else of the machine. Where it cannot work, a lecturer may
mark in a container of their own, and say so.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from press import paths
from press.errors import PressError

CHOICE = "DIFFPROG_SANDBOX"  # bubblewrap, which is the default, or none
MEBIBYTE = 2**20
LIMITS = {  # of prlimit: each for one process
    "data": 3072 * MEBIBYTE,  # memory
    "cpu": 600,  # seconds of computing
    "fsize": 64 * MEBIBYTE,  # of one file
    "nofile": 512,
    "nproc": 512,  # threads and processes; root is not bound by it
    "core": 0,
}
PLACES = {"/dev/shm": 256 * MEBIBYTE, "/tmp": 64 * MEBIBYTE}  # in memory, for the whole container
WORK = 256 * MEBIBYTE  # of the working folder, in memory too
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives")


def command(kernel: list[str], folder: Path, sockets: Path | None = None) -> list[str]:
    """The command that runs a kernel in the sandbox, with `folder` as its working folder.

    `sockets` is the folder in which it is spoken to. The environment is clean before there is a
    container: its first process keeps what it began with, and shows it in `/proc/1/environ`.
    """
    limits = ["prlimit", *(f"--{name}={value}" for name, value in LIMITS.items())]
    clean = ["env", "-i", *(f"{name}={value}" for name, value in _environment(folder))]
    container = _bubblewrap(folder, sockets) if choose() == "bubblewrap" else []
    return [*clean, *container, *limits, *kernel]


@cache
def choose() -> str:
    """The sandbox to use here: `bubblewrap`, or `none` where that was asked for.

    Raises PressError where bubblewrap does not work.
    """
    asked = os.environ.get(CHOICE) or "bubblewrap"
    if asked not in ("bubblewrap", "none"):
        raise PressError(f"{CHOICE} is '{asked}', but should be bubblewrap or none")
    if asked == "bubblewrap" and (why := why_bubblewrap_fails()):
        raise PressError(
            f"bubblewrap, in which students' code is run, does not work here ({why}): install "
            "the package bubblewrap, or mark in a container of your own, which holds nothing "
            f"else and has no network, with {CHOICE}=none"
        )
    return asked


def describe() -> str:
    """What the chosen sandbox protects, in a line."""
    if choose() == "bubblewrap":
        return "bubblewrap: no network; sees the system's programs and the package only"
    return "NONE: students' code runs as you, with your files and your network"


def _environment(folder: Path) -> list[tuple[str, str]]:
    threads = [(name, "1") for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS")]
    own = {"HOME": folder, "TMPDIR": folder, "USER": "student", "LOGNAME": "student"}
    fixed = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": paths.CODE}
    fixed["DIFFPROG_DEVICE"] = "cpu"
    return [*threads, *((k, str(v)) for k, v in {**own, **fixed}.items())]


def _bubblewrap(folder: Path, sockets: Path | None = None) -> list[str]:
    seen = [Path(sys.prefix), Path(sys.base_prefix), paths.CODE / "diffprog"]
    options = ["--unshare-all", "--die-with-parent", "--proc", "/proc", "--dev", "/dev"]
    options += ["--cap-drop", "ALL", "--chdir", str(folder)]  # root could mount things anew
    for place, size in {**PLACES, str(folder): WORK}.items():
        options += ["--size", str(size), "--tmpfs", place]
    for folder_of_system in map(Path, SYSTEM):
        name = str(folder_of_system)
        if folder_of_system.is_symlink():
            options += ["--symlink", str(folder_of_system.readlink()), name]
        elif folder_of_system.is_dir():
            options += ["--ro-bind", name, name]
    for name in (*SETTINGS, *map(str, seen)):
        options += ["--ro-bind-try", name, name]
    shared = ["--bind", str(sockets), str(sockets)] if sockets else []
    return [shutil.which("bwrap") or "bwrap", *options, *shared]


def why_bubblewrap_fails() -> str:
    """The reason why bubblewrap cannot be used here, or nothing."""
    if not shutil.which("bwrap"):
        return "it is not installed"
    here = Path.cwd()
    trial = subprocess.run([*_bubblewrap(here), "true"], capture_output=True, text=True)
    return trial.stderr.strip() if trial.returncode else ""
