"""What students' code can and cannot reach."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from queue import Empty

import nbformat
import pytest
from jupyter_core.utils import run_sync
from press.marking import sandbox
from press.marking.kernel import SandboxedKernelManager
from small_course import REFUSED, answering, cell

pytestmark = pytest.mark.skipif(bool(REFUSED), reason=f"no container can be made: {REFUSED}")

PROBE = """
import os, socket
def double(x):
    return 2 * x
def tries(what, action):
    try:
        print(what, "->", action())
    except Exception as error:
        print(what, "-> no:", type(error).__name__)
tries("network", lambda: socket.create_connection(("127.0.0.1", @port@), 2))
tries("outside", lambda: socket.create_connection(("192.0.2.1", 80), 2))
tries("seed file", lambda: open("@course@/seed.txt").read())
tries("tests", lambda: os.listdir("@course@/source"))
tries("others", lambda: os.listdir("@course@/submitted"))
tries("book", lambda: os.listdir("@root@/book"))
tries("home", lambda: os.listdir(os.path.expanduser("~root")))
tries("write", lambda: open("@root@/code/diffprog/check/x", "w"))
tries("own folder", lambda: open("mine.txt", "w").write("1234"))
tries("secret of this machine", lambda: os.environ["PRESS_SECRET"])
tries("secret of its first process", lambda: 1 / ("PRESS_SECRET" in open("/proc/1/environ").read()))
tries("seed of the lab", lambda: os.environ["DIFFPROG_COURSE_SEED"])
tries("the package", lambda: __import__("diffprog").__name__)
"""


@pytest.fixture(scope="module")
def printed(course, tmp_path_factory):
    """What the probe printed when it was marked."""
    import http.server
    import threading

    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    places = {"port": server.server_port, "course": course.course, "root": course.root}
    code = re.sub(r"@(\w+)@", lambda match: str(places[match[1]]), PROBE)
    course.hand_in("probe", answering(code))
    run = course.press("mark", LAB="lab1", PRESS_SECRET="hush")
    assert "bubblewrap: no network" in run.stdout, run.stdout
    server.shutdown()
    file = course.course / "autograded/probe/lab1/doubling.ipynb"
    outputs = cell(nbformat.read(file, as_version=4), "double").outputs
    yield dict(line.split(" -> ") for line in outputs[0].text.splitlines())
    for kind in ("submitted", "autograded", "feedback"):
        shutil.rmtree(course.course / kind / "probe")


@pytest.mark.parametrize(
    "what", ["network", "outside", "seed file", "tests", "others", "book", "write",
             "secret of this machine", "secret of its first process"]
)  # fmt: skip
def test_out_of_reach(printed, what):
    assert printed[what].startswith("no: "), printed


def test_within_reach(printed):
    assert printed["own folder"] == "4"
    assert printed["the package"] == "diffprog"
    assert printed["home"] == "[]" or printed["home"].startswith("no: ")


def test_no_seed_is_there_before_a_test_is(printed):
    assert printed["seed of the lab"] == "no: KeyError"


def test_the_probe_would_find_things_without_the_sandbox(course):
    """The tests above can fail."""
    assert (course.course / "seed.txt").is_file()
    assert (course.root / "book").is_dir()


def test_the_course_folder_is_the_lecturers_alone(course):
    assert course.course.stat().st_mode & 0o077 == 0


def test_without_bubblewrap_nothing_runs_unasked(course, tmp_path):
    """Marking stops with advice, unless the lecturer has chosen to go without."""
    course.hand_in("someone")
    run = course.press("mark", LAB="lab1", PATH=str(tmp_path))
    assert run.returncode == 1
    assert "it is not installed" in run.stdout
    assert "DIFFPROG_SANDBOX=none" in run.stdout
    run = course.press("mark", LAB="lab1", DIFFPROG_SANDBOX="docker")
    assert "DIFFPROG_SANDBOX is 'docker', but should be" in run.stdout
    shutil.rmtree(course.course / "submitted/someone")


def in_sandbox(folder, *words):
    """A command in the sandbox, with `folder` as all that it has."""
    return sandbox.command(list(words), folder, folder)


@pytest.mark.parametrize("shares", [True, False], ids=["kernel", "examiner"])
def test_no_process_of_a_container_knows_the_environment(tmp_path, monkeypatch, shares):
    monkeypatch.setenv("PRESS_SECRET", "hush")
    words = ["sh", "-c", "cat /proc/[0-9]*/environ"]
    command = sandbox.command(words, tmp_path, tmp_path if shares else None)
    run = subprocess.run(command, capture_output=True, text=True)
    assert "USER=student" in run.stdout
    assert "hush" not in run.stdout


@pytest.mark.parametrize("size", [60, 70])
def test_a_file_has_a_limit(tmp_path, size):
    write = f"open('big', 'wb').write(bytes({size} * 2**20))"
    run = subprocess.run(
        in_sandbox(tmp_path, sys.executable, "-c", write), capture_output=True, text=True
    )
    assert (run.returncode == 0) == (size < 64)
    assert ("File too large" in run.stderr) == (size > 64)


def test_root_has_no_powers(tmp_path):
    """With them it could mount a folder anew, and write into it."""
    run = subprocess.run(
        in_sandbox(tmp_path, "cat", "/proc/self/status"), capture_output=True, text=True
    )
    powers = dict(line.split(":\t") for line in run.stdout.splitlines() if line.startswith("Cap"))
    assert powers
    assert {int(value, 16) for value in powers.values()} == {0}


@pytest.mark.parametrize("place", sandbox.PLACES)
def test_files_in_memory_have_a_limit(tmp_path, place):
    name = f"{place}/x"
    write = f"for i in range(9): open('{name}' + str(i), 'wb').write(bytes(60 * 2**20))"
    run = subprocess.run(
        in_sandbox(tmp_path, sys.executable, "-c", write), capture_output=True, text=True
    )
    assert "No space left on device" in run.stderr


@pytest.fixture
def kernel():
    """A kernel as a notebook has it, and its client."""
    manager = SandboxedKernelManager()
    run_sync(manager.start_kernel)()
    client = manager.client()
    client.start_channels()
    run_sync(client.wait_for_ready)(timeout=60)
    yield manager, client
    client.stop_channels()
    run_sync(manager.shutdown_kernel)(now=True)


@pytest.mark.parametrize(("megabytes", "ends"), [(0, False), (8, True)])
def test_the_folder_of_the_sockets_is_no_place_for_files(kernel, megabytes, ends):
    manager, client = kernel
    place = Path(manager.ip).parent
    client.execute(f"open('{place}/x', 'wb').write(bytes({megabytes} * 2**20))")
    assert wait_for(lambda: (place / "x").exists(), 20)
    assert bool(wait_for(lambda: not run_sync(manager.is_alive)(), 3)) == ends


@pytest.mark.parametrize(("megabytes", "comes"), [(20, True), (40, False)])
def test_a_message_has_a_limit(kernel, megabytes, comes):
    _, client = kernel
    client.execute(f"import sys\nsys.stdout.write('x' * {megabytes} * 2**20)\nsys.stdout.flush()")
    came = []
    with contextlib.suppress(Empty):
        while message := run_sync(client.get_iopub_msg)(timeout=3):
            came.append(message["content"].get("text", ""))
    assert (max(map(len, came)) == megabytes * 2**20) == comes
    asked = client.execute("1")
    replies = iter(lambda: run_sync(client.get_shell_msg)(timeout=20), None)
    assert any(reply["parent_header"]["msg_id"] == asked for reply in replies)


def test_what_runs_ends_with_the_program_that_started_it(tmp_path):
    command = in_sandbox(tmp_path, "sleep", "50")
    start = f"import subprocess; subprocess.Popen({command}); print(flush=True); input()"
    parent = subprocess.Popen([sys.executable, "-c", start], stdin=-1, stdout=-1)
    parent.stdout.readline()
    kernels = wait_for(lambda: running(tmp_path, "sleep"))
    assert kernels
    parent.kill()
    parent.wait()
    left = not wait_for(lambda: not running(tmp_path, "sleep"))
    for process in running(tmp_path, "sleep") if left else []:
        os.kill(process, signal.SIGKILL)
    assert not left


def running(folder, program):
    """Processes of this program whose working folder is `folder`, seen from in there."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            if words[0].decode() == program and (place / "cwd").readlink() == folder:
                found.append(int(place.name))
        except OSError:
            continue
    return found


def wait_for(condition, seconds=5):
    """What the condition gives as soon as it is true, else its last answer."""
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return found
