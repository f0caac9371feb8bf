"""The text files that people write, read as every editor leaves them."""

from pathlib import Path

from press.errors import PressError


def read(file: Path) -> str:
    """The text of a file, without the mark that some editors put before it; lines end in "\\n".

    Raises PressError for a file that is not UTF-8, naming the line.
    """
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PressError(
            f"{file}:{line}: this is not UTF-8 (byte {error.start}): save the file as UTF-8"
        ) from error
