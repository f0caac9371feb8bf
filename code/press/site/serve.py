"""`make serve`: the built site on this machine, for this machine only."""

import os
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from press import paths
from press.errors import PressError

FIRST, TRIED = 8000, 20  # ports


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and does not tell of each."""

    def log_message(self, *_: object) -> None:
        pass


def serve() -> int:
    """Serve the site until interrupted; the variable PORT names another port than 8000."""
    port = os.environ.get("PORT") or str(FIRST)
    if not port.isdigit():
        raise PressError(f"PORT={port} is not the number of a port, such as {FIRST}")
    with server(int(port)) as http, suppress(KeyboardInterrupt):
        print(f"serving http://localhost:{http.server_port}/  (Ctrl-C ends it)", flush=True)
        http.serve_forever()
    return 0


def server(first: int) -> ThreadingHTTPServer:
    """A server of the site on the first port that is free, from `first` upwards.

    Raises PressError when there is no site, or no free port among twenty.
    """
    if not (paths.SITE / "index.html").is_file():
        raise PressError("there is no site to serve: run `make html` first")
    handler = partial(Quiet, directory=paths.SITE)
    for port in range(first, first + TRIED):
        try:
            return ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            continue
    raise PressError(f"no free port from {first} to {port}: set PORT to another")
