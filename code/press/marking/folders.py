"""What lies in a folder that was handed in, in words for a lecturer."""

from pathlib import Path

import nbformat

OTHER_FILES = "another file was handed in: "
NO_ANSWERS = {"timestamp.txt", "__pycache__"}  # what programs leave


def why_not_marked(folder: Path, name: str) -> str:
    """Why there is no mark for a notebook of a folder that was handed in."""
    gone = why_unreadable(folder, name)
    return gone or "it is not marked yet, or nbgrader failed on it: look at what it said"


def why_unreadable(folder: Path, name: str) -> str:
    """Why there is nothing to mark in a folder that was handed in, or nothing."""
    file = folder / f"{name}.ipynb"
    if not file.is_file():
        others = ", ".join(sorted(path.name for path in folder.iterdir())) or "nothing"
        return f"{file.name} is missing; there is: {others}"
    try:
        nbformat.reads(file.read_text(encoding="utf-8-sig"), as_version=4)
    except Exception as error:
        return f"{file.name} is no notebook ({type(error).__name__}): ask for it again"
    return ""


def other_files(folder: Path, known: set[str]) -> list[str]:
    """What was handed in beside the lab's own files, in a sentence: no cell can read it."""
    other = sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in known | NO_ANSWERS and not path.name.startswith(".")
    )
    return [f"{OTHER_FILES}{', '.join(other)}"] if other else []
