"""Values for the prose: what the kernel computed, stored under a name."""

import re

PREFIX = "application/papermill.record/"  # keeps the output out of sight


def glue(name, value):
    """Store `value` under `name`, for the prose to print as {glue:text}`name`.

    Shapes: `value` is one number (NumPy's and torch's become plain ones) or a text. With a
    format, {glue:text}`name:.3f`, it must be a number. Outside a notebook it does nothing.
    Raises ValueError for a name that a role cannot hold or an array of many numbers,
    TypeError for anything that is neither number nor text.
    Source: MyST-NB documentation, "Embedding outputs" (the format of the stored output).
    """
    if not re.fullmatch(r"[A-Za-z0-9_.\- ]*[A-Za-z0-9_\-]", name):
        raise ValueError(f"glue name {name!r} must be letters, digits, dots, dashes or spaces")
    plain = to_plain(name, value)
    shell = _shell()
    if shell is not None:
        shell.display_pub.publish(
            {f"{PREFIX}text/plain": repr(plain)},
            metadata={"scrapbook": {"name": name, "mime_prefix": PREFIX}},
        )


def to_plain(name, value):
    """A plain bool, int, float or str with the value of a number of any library.

    Raises ValueError for an array with more than one entry, TypeError for other types.
    """
    if isinstance(value, str):
        return str(value)
    if hasattr(value, "shape") and hasattr(value, "item"):
        if tuple(value.shape) not in ((), (1,)):
            raise ValueError(f"glue {name!r}: one number is needed, got shape {tuple(value.shape)}")
        value = value.item()
    if not isinstance(value, (bool, int, float)):
        raise TypeError(
            f"glue {name!r}: {type(value).__name__} is neither a number nor a text; "
            "pass float(...) or str(...)"
        )
    return value


def _shell():
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()
