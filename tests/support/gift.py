"""A reader of GIFT, written from its documentation and not from what writes it.

https://docs.moodle.org/en/GIFT_format: questions stand apart by empty lines; `//` opens a comment,
`$CATEGORY:` says where what follows belongs, `::` encloses a title, `[html]` tells the form of the
text; answers stand in braces, `=` before a right one, `~` before a wrong one, `#` before feedback;
a backslash takes their meaning from `~ = # { } :` and from itself, and `\\n` is a line break.
"""

import re
from dataclasses import dataclass

PLAIN = "~=#{}:\\"


@dataclass
class Read:
    """A question as Moodle would have it: its options are (is right, text, feedback)."""

    category: str
    title: str
    form: str
    text: str
    options: list[tuple[bool, str, str]]


def read(text: str) -> list[Read]:
    """All questions of a file; AssertionError for what is not GIFT."""
    found, category = [], ""
    for block in re.split(r"\n[ \t]*\n", text.strip()):
        lines = [line for line in block.splitlines() if not line.lstrip().startswith("//")]
        if lines and lines[0].startswith("$CATEGORY:"):
            category = lines.pop(0).removeprefix("$CATEGORY:").strip()
        if lines:
            found.append(_question("\n".join(lines), category))
    return found


def _question(text: str, category: str) -> Read:
    signs = _signs(text)
    assert signs[:2] == [(True, ":"), (True, ":")], text
    title, rest = _until(signs[2:], "::")
    asked, rest = _until(rest, "{")
    inside, rest = _until(rest, "}")
    assert not _said(rest).strip(), f"after the answers: {_said(rest)}"
    form, asked_text = re.fullmatch(r"(?s)\[(\w+)\](.*)", _said(asked)).groups()
    options = []
    places = [i for i, sign in enumerate(inside) if sign in ((True, "="), (True, "~"))]
    assert not _said(inside[: places[0]]).strip()
    for place, end in zip(places, [*places[1:], len(inside)], strict=True):
        answer, feedback = _until(inside[place + 1 : end], "#")
        options.append((inside[place] == (True, "="), _said(answer).strip(), _said(feedback)))
    options = [(right, answer, said.strip()) for right, answer, said in options]
    return Read(category, _said(title), form, asked_text.strip(), options)


def _signs(text: str) -> list[tuple[bool, str]]:
    """The letters, each with whether it may be a sign of the format."""
    found, letters = [], iter(text)
    for letter in letters:
        if letter != "\\":
            found.append((letter in PLAIN, letter))
            continue
        escaped = next(letters)
        assert escaped in f"{PLAIN}n", f"a backslash before {escaped!r}: {text}"
        found.append((False, "\n" if escaped == "n" else escaped))
    return found


def _until(signs: list, mark: str) -> tuple[list, list]:
    """What stands before a mark and what after it."""
    wanted = [(True, letter) for letter in mark]
    for place in range(len(signs)):
        if signs[place : place + len(wanted)] == wanted:
            return signs[:place], signs[place + len(wanted) :]
    raise AssertionError(f"no {mark} in {''.join(letter for _, letter in signs)}")


def _said(signs: list) -> str:
    """What letters say that are no signs: AssertionError for one that should have been escaped."""
    stray = [letter for is_sign, letter in signs if is_sign]
    assert not stray, f"{stray[0]!r} without a backslash: {''.join(sign[1] for sign in signs)}"
    return "".join(letter for _, letter in signs)
