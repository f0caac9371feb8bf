"""`make preview`: save a page, and see it in the browser some seconds later.

The page that was saved is run if its cells have changed, all others keep their outputs, and
Jupyter Book's own command builds the site, which forgives pages that have not run.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop

from press import paths
from press.errors import PressError
from press.pages import execute, toc

PORT = 8000
PAUSE = 0.5  # seconds between two looks at the files
# --quiet leaves what Sphinx warns of; Jupyter Book's own words go to stdout.
BUILD = [Path(sys.executable).with_name("jupyter-book"), "build", paths.ROOT, "--quiet"]
Files = dict[Path, tuple[int, int]]


class Idle(Watcher):
    """In place of livereload's watcher, which could not tell a save from a finished build."""

    def examine(self) -> tuple[None, None]:
        return None, None


class Author:
    """What the author has saved, and what of it still fails."""

    def __init__(self) -> None:
        self.files = look()
        self.failed: set[str] = set()

    def follow(self, show: Callable[[], None]) -> None:
        """Build after each save, for ever, and call `show` when the site has changed."""
        while True:
            time.sleep(PAUSE)
            if saved := self.saved():
                if self.publish(saved):
                    show()
                print("preview: waiting for the next save", flush=True)

    def saved(self) -> set[Path]:
        """The files that have come, gone or changed since the last call."""
        before, self.files = self.files, look()
        return {file for file, _ in before.items() ^ self.files.items()}

    def publish(self, saved: set[Path]) -> bool:
        """Run the pages among the files, then build; False where either fails.

        A page that failed is run again with the next save, and the site waits for it.
        """
        try:
            pages = {entry.docname for entry in toc.entries() if entry.source in saved}
            pages |= self.failed
            self.failed = pages if pages and execute.execute(only=sorted(pages)) else set()
        except PressError as error:
            print(f"press: {error}", file=sys.stderr, flush=True)
            return False
        return not self.failed and build()


def preview() -> int:
    """Serve the site on this machine, and build it after each save, until interrupted."""
    port = os.environ.get("PORT") or str(PORT)
    if not port.isdigit():
        raise PressError(f"PORT={port} is not the number of a port, such as {PORT}")
    author = Author()
    if not build():
        return 1
    loop = IOLoop.current()
    show = lambda: loop.add_callback(LiveReloadHandler.reload_waiters)  # noqa: E731
    Thread(target=author.follow, args=[show], daemon=True).start()
    print(f"preview: http://localhost:{port}/ follows what you save (Ctrl-C ends it)", flush=True)
    logging.getLogger("livereload").disabled = True
    # As an exception, Ctrl-C would be lost where it falls into a finaliser.
    signal.signal(signal.SIGINT, lambda *_: loop.add_callback_from_signal(loop.stop))
    try:
        Server(watcher=Idle()).serve(port=int(port), host="127.0.0.1", root=str(paths.SITE))
    except OSError as error:
        raise PressError(f"port {port}: {error.strerror}: set PORT to another") from error
    return 0


def build() -> bool:
    """Build the site from what has run."""
    print("preview: building", flush=True)
    return subprocess.run(BUILD, stdout=subprocess.DEVNULL, cwd=paths.ROOT).returncode == 0


def look() -> Files:
    """Date and size of all files that an author writes, without what editors put beside them."""
    book = (file for file in paths.BOOK.rglob("*") if file.is_file())
    own = (file for file in book if not file.name.startswith((".", "#")) and file.suffix != ".swp")
    files = [file for file in own if not file.name.endswith("~")]
    return {file: _stamp(file) for file in (*files, paths.CONFIG, paths.TOC)}


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except FileNotFoundError:  # some editors take a file away while they save it
        return 0, 0
    return found.st_mtime_ns, found.st_size
