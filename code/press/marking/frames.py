"""Messages between processes: the length of each goes before it, so that none can hold two."""

import struct
import time

LENGTH = struct.Struct("!Q")
LONGEST = 64 * 2**20  # bytes of one message


def send(link, data, until=None):
    """Send bytes; raises TimeoutError when they are not taken until then."""
    _limit(link, until)
    link.sendall(LENGTH.pack(len(data)) + data)


def receive(link, until=None):
    """The bytes of one message; raises TimeoutError when late or too long, EOFError at the end."""
    (size,) = LENGTH.unpack(_exactly(link, LENGTH.size, until))
    if size > LONGEST:
        raise TimeoutError
    return _exactly(link, size, until)


def _exactly(link, size, until):
    data = bytearray()
    while len(data) < size:
        _limit(link, until)
        if not (piece := link.recv(min(size - len(data), 2**20))):
            raise EOFError
        data += piece
    return bytes(data)


def _limit(link, until):
    """No step takes longer than the time that is left."""
    left = None if until is None else until - time.monotonic()
    if left is not None and left <= 0:
        raise TimeoutError
    link.settimeout(left)
