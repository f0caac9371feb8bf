"""The files of settings that people write in YAML, read with errors that they can mend."""

from pathlib import Path
from typing import Any

import yaml

from press import texts
from press.errors import PressError


def read(file: Path) -> Any:
    """What a YAML file says.

    Raises PressError when it is missing, is not UTF-8 or is not YAML, naming file and line.
    """
    try:
        return yaml.safe_load(texts.read(file))
    except FileNotFoundError as error:
        raise PressError(f"{file} is missing: every book has one") from error
    except yaml.YAMLError as error:
        raise PressError(f"{file}{_line(error)}: this is not YAML: {_why(error)}") from error


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}" if mark else ""


def _why(error: yaml.YAMLError) -> str:
    said = [getattr(error, name, None) for name in ("context", "problem")]
    return ", ".join(filter(None, said)) or str(error).splitlines()[0]
