"""Words that a student chose, a name or the words of an error, in a table or on a terminal."""

import re

FORMULA = ("=", "+", "-", "@")
LONGEST = 600  # letters of a reason
# What steers a terminal, ends a line, or turns the direction of writing.
STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")

# In a name also what is not UTF-8, a space at either end, and what stands for the number of a sign.
NO_SIGN = re.compile(rf"{STEERS.pattern.rstrip('+')}|[\ud800-\udfff\\]|^\s|\s$")


def in_a_line(text: str) -> str:
    """What a student chose, a name or the words of an error, so that it is text in one line."""
    line = STEERS.sub(" ", text).encode("utf-8", "replace").decode("utf-8").strip()
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"


def as_name(name: str) -> str:
    """A folder's name as text in one line that no other folder has.

    What cannot be shown, or not be seen, is the number of its sign, as Python writes it.
    """
    return NO_SIGN.sub(lambda sign: ascii(sign[0]).strip("'").replace(" ", "\\x20"), name)


def as_text(values: tuple) -> list:
    """The values of a line, with a quote before what a spreadsheet would compute.

    Some take a semicolon for the end of a value, where the language writes numbers with commas,
    and signs after it, such as quotes, for no part of the next.
    """
    return [_as_text(x) if isinstance(x, str) else x for x in values]


def _as_text(value: str) -> str:
    value = re.sub(r"(;[^\w;=+\-@]*)(?=[=+\-@])", r"\1'", in_a_line(value))
    return f"'{value}" if value.startswith(FORMULA) else value


def as_it_was(value: str) -> str:
    """A value of a table before `as_text` put a quote before it."""
    return value[1:] if value.startswith(tuple(f"'{sign}" for sign in FORMULA)) else value
