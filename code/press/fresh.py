"""Whether what was made still stands for what it was made of: one record for the whole press.

A record is a hash of whole files and folders, whatever is in them: a list of patterns would
forget the next template or style file.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from press import paths

RECORDS = paths.STAGING / "fresh"
# Made by programs, from what lies beside them.
MADE = {"__pycache__", ".ipynb_checkpoints", ".pytest_cache", ".ruff_cache"}


def digest(*parts: Path | str | Iterable[str]) -> str:
    """A hash of files and folders (given as paths: names and contents) and of texts.

    A path where nothing lies counts as well: its coming changes the hash.
    """
    return hashlib.sha256(json.dumps([_of(part) for part in parts]).encode()).hexdigest()


def is_fresh(name: str, made_of: str, made: Iterable[Path] = ()) -> bool:
    """Whether all of `made` is there and was made of what has the digest `made_of`."""
    record = _record(name)
    there = record.is_file() and record.read_text(encoding="utf-8") == made_of
    return there and all(path.exists() for path in made)


def note(name: str, made_of: str) -> None:
    """Remember what the thing of this name has now been made of."""
    record = _record(name)
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(made_of, encoding="utf-8")


def files(folder: Path) -> list[Path]:
    """All files in a folder and below, in order, but for what programs made of their neighbours."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if not _made(path.relative_to(folder))]


def _record(name: str) -> Path:
    """Where a record lies: no folder, for `a` and `a/b` are names of two records."""
    return RECORDS / quote(name, safe="")


def _of(part: Path | str | Iterable[str]) -> object:
    if isinstance(part, Path):
        return _folder(part) if part.is_dir() else _file(part)
    return part if isinstance(part, str) else list(part)


def _folder(folder: Path) -> list:
    return [[path.relative_to(folder).as_posix(), _file(path)] for path in files(folder)]


def _made(name: Path) -> bool:
    return any(part in MADE or part.endswith(".egg-info") for part in name.parts)


def _file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "none"
