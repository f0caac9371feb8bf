"""`press preview`, for real: pages are saved, and what a browser would get is fetched."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from press import paths
from press.site.preview import look
from small_book import SmallBook
from tornado.websocket import websocket_connect

PATIENCE = 120.0  # seconds, on a machine that does much else


class Preview:
    """A preview that runs, and what it has said so far."""

    def __init__(self, book: SmallBook, log: Path) -> None:
        self.book, self.log = book, log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "press", "preview"],
            cwd=book.root,
            env={**book.environment(), "PORT": str(self.port)},
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def page(self, docname: str) -> str:
        with urllib.request.urlopen(f"http://localhost:{self.port}/{docname}.html") as answer:
            return answer.read().decode()

    def wait(self, for_what: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not for_what():
            assert time.monotonic() < end, self.said()
            assert self.process.poll() is None, self.said()
            time.sleep(0.2)

    def rounds(self) -> int:
        """How many saves have been dealt with."""
        return self.said().count("waiting for the next save")

    def save(self, change: Callable[[], object]) -> str:
        """Save something, wait until that is dealt with; what the preview said on it."""
        rounds, before = self.rounds(), len(self.said())
        change()
        self.wait(lambda: self.rounds() > rounds)
        return self.said()[before:]

    def stop(self) -> int:
        """Press Ctrl-C, which reaches all processes; the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=300)


@pytest.fixture(scope="module")
def preview(shared_book: SmallBook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    book, shared_book.kernels = shared_book, "ordinary"
    assert book.press("execute").returncode == 0
    found = Preview(book, tmp_path_factory.mktemp("preview") / "log.txt")
    try:
        found.wait(lambda: "follows what you save" in found.said())
        found.wait(lambda: _answers(found))
        yield found
    finally:
        if found.process.poll() is None:
            os.killpg(found.process.pid, signal.SIGKILL)
            found.process.wait()


def _answers(preview: Preview) -> bool:
    try:
        return bool(preview.page("index"))
    except OSError:
        return False


def test_a_saved_sentence_is_shown_and_no_page_run(preview):
    said = preview.save(lambda: preview.book.page("part/one", "one = 1\none + 1", "A new word."))
    assert "A new word." in preview.page("part/one")
    assert ">2\n" in preview.page("part/one")
    assert "✓" not in said


def test_saved_code_runs_its_page_alone_and_the_browser_loads_it_again(preview):
    # This page is stale as well, but was not saved since.
    module = preview.book.root / "code/diffprog/check/difference.py"
    module.write_text(module.read_text() + "\n# changed\n")

    async def browser() -> tuple[str, str]:
        socket = await websocket_connect(f"ws://localhost:{preview.port}/livereload")
        await socket.write_message(json.dumps({"command": "hello"}))
        await socket.read_message()
        await socket.write_message(json.dumps({"command": "info", "url": "here"}))
        save = asyncio.to_thread(
            preview.save, lambda: preview.book.page("part/one", "one = 1\none + 41")
        )
        said, message = await asyncio.gather(
            save, asyncio.wait_for(socket.read_message(), PATIENCE)
        )
        socket.close()
        return said, json.loads(message)["command"]

    # In a thread of its own, for other tests of this process may have a loop that runs.
    with ThreadPoolExecutor() as thread:
        said, command = thread.submit(asyncio.run, browser()).result()
    assert "✓ part/one" in said
    assert "✓ part/two" not in said
    assert ">42\n" in preview.page("part/one")
    assert "two" in preview.page("part/two")
    assert command == "reload"
    assert "livereload.js" in preview.page("part/one")


def test_a_cell_that_fails_is_named_and_the_old_page_stays(preview):
    said = preview.save(lambda: preview.book.page("part/one", "1 / 0", "Broken."))
    assert "book/part/one.md:11, cell 1: ZeroDivisionError" in said
    assert "Broken." not in preview.page("part/one")
    said = preview.save(lambda: preview.book.write("index.md", "# Small book\n\nOther words.\n"))
    assert "ZeroDivisionError" in said, "the site waits for the page that failed"
    assert "Broken." not in preview.page("part/one")
    preview.save(lambda: preview.book.page("part/one", "1 / 1", "Mended."))
    assert "Mended." in preview.page("part/one")
    assert "Other words." in preview.page("index")


def test_a_fault_in_the_contents_is_named_and_can_be_mended(preview):
    said = preview.save(lambda: preview.book.contents("part/one", "part/nowhere"))
    assert "_toc.yml lists 'part/nowhere', but" in said
    assert "Traceback" not in said
    preview.save(lambda: preview.book.contents("part/one"))
    assert "part/two.html" not in preview.page("index")


def test_what_editors_leave_beside_a_page_is_not_a_save(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "BOOK", tmp_path)
    (tmp_path / "one.md").write_text("")
    before = look()
    for name in (".one.md.swp", "one.md.swp", "one.md~", "#one.md#", ".#one.md"):
        (tmp_path / name).write_text("")
    assert look() == before
    (tmp_path / "one.md").write_text("Saved.")
    assert look() != before


def test_another_preview_at_the_same_port_is_refused(preview):
    run = preview.book.press("preview", PORT=str(preview.port))
    assert run.returncode == 1
    assert f"press: port {preview.port}: Address already in use" in run.stdout
    assert "Traceback" not in run.stdout


def test_a_port_that_is_no_number_is_refused(preview):
    run = preview.book.press("preview", PORT="web")
    assert run.returncode == 1
    assert "press: PORT=web is not the number of a port" in run.stdout


def test_ctrl_c_ends_it_without_a_traceback(preview):
    before = len(preview.said())
    assert preview.stop() == 0
    assert "Traceback" not in preview.said()[before:]
