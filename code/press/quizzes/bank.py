"""The bank of questions: `NAME.quiz.yml` beside a page, read with errors that can be mended."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from press import paths, settings, texts
from press.errors import PressError
from press.pages import toc

SUFFIX = ".quiz.yml"
LETTERS = "ABCDE"
FEWEST_OPTIONS, MOST_OPTIONS = 3, len(LETTERS)
ID = re.compile(r"[a-z][a-z0-9-]*")
OF_A_QUESTION = {"id", "question", "code", "answer", "options"}
OF_AN_OPTION = {"text", "why", "right", "value"}


@dataclass(frozen=True)
class Option:
    """One possible answer, why it is right or wrong, and the value that it stands for, if any."""

    text: str
    why: str
    right: bool = False
    value: Any = None


@dataclass(frozen=True)
class Question:
    """What is asked, perhaps about some code, and the options in the order in which all show them.

    `answer` is a program whose last line is the value of the right option, and of no other.
    """

    id: str
    asked: str
    options: tuple[Option, ...]
    code: str = ""
    answer: str = ""
    where: str = ""  # file and line

    @property
    def right(self) -> int:
        """The place of the right option."""
        return next(place for place, option in enumerate(self.options) if option.right)

    @property
    def texts(self) -> list[str]:
        """All that readers see of it, but for its code."""
        return [self.asked, *(text for one in self.options for text in (one.text, one.why))]


def file_of(source: Path) -> Path:
    """Where the questions of a page lie, whether or not there are any."""
    return source.with_suffix(SUFFIX)


def of_page(source: Path) -> tuple[Question, ...]:
    """The questions of the page with this file, in order; none where there is no bank.

    Raises PressError for what is no question, naming file, line, question and what to do.
    """
    file = file_of(source)
    return _parsed(texts.read(file), file) if file.is_file() else ()


def of_book() -> dict[str, tuple[Question, ...]]:
    """The questions of each page that has some, in the order of the book.

    Raises PressError for a second question of the same name, too.
    """
    found = {entry.docname: of_page(entry.source) for entry in toc.entries()}
    require_names_apart(question for bank in found.values() for question in bank)
    return {docname: bank for docname, bank in found.items() if bank}


def require_names_apart(questions: Iterable[Question]) -> None:
    """Raise PressError if two questions have one `id`: it is a part of their addresses."""
    first: dict[str, Question] = {}
    for question in questions:
        other = first.setdefault(question.id, question)
        if other is not question:
            why = f"question '{question.id}': {other.where} has one of this `id`: take another"
            raise PressError(f"{question.where}: {why}")


@cache  # every builder and guard asks again
def _parsed(text: str, file: Path) -> tuple[Question, ...]:
    listed = settings.read(file)
    if not isinstance(listed, list) or not listed:
        raise PressError(f"{_name(file)}:1: a list of questions is needed, each with `- id:`")
    lines = [node.start_mark.line + 1 for node in yaml.compose(text).value]
    pairs = zip(listed, lines, strict=True)
    questions = tuple(_question(one, f"{_name(file)}:{line}") for one, line in pairs)
    require_names_apart(questions)
    return questions


def _name(file: Path) -> str:
    return str(file.relative_to(paths.ROOT) if file.is_relative_to(paths.ROOT) else file)


def _question(told: Any, where: str) -> Question:
    """One question of the list, as everything reads it."""
    if not isinstance(told, dict):
        raise PressError(f"{where}: a question opens with `- id: its-name`")
    name = told.get("id")
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise PressError(f"{where}: `id` is {name!r}, but should be like 'forward-passes'")
    where_it_is = f"{where}: question '{name}'"
    _require_known(told, OF_A_QUESTION, where_it_is)
    options = told.get("options")
    if not isinstance(options, list) or not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        count = f"{len(options)} are there" if isinstance(options, list) else "none are there"
        wanted = f"{FEWEST_OPTIONS} to {MOST_OPTIONS} `options` are needed, {count}"
        raise PressError(f"{where_it_is}: {wanted}")
    read = [_option(o, f"{where_it_is}, option {i}") for i, o in enumerate(options, 1)]
    question = Question(
        name,
        _line(told.get("question"), f"{where_it_is}: `question`"),
        tuple(read[place] for place in order(name, len(read))),
        _program(told.get("code"), f"{where_it_is}: `code`"),
        _program(told.get("answer"), f"{where_it_is}: `answer`"),
        where,
    )
    _require_consistent(question, where_it_is)
    return question


def order(name: str, count: int) -> list[int]:
    """The options' places in the file, in the order in which the question of this name has them.

    It depends on the name alone, so that a letter means the same everywhere and for ever.
    """
    return sorted(range(count), key=lambda place: sha256(f"{name}:{place}".encode()).digest())


def _option(told: Any, where: str) -> Option:
    if not isinstance(told, dict):
        raise PressError(f"{where}: it needs `text` and `why`")
    _require_known(told, OF_AN_OPTION, where)
    right = told.get("right", False)
    if right is not True and "right" in told:
        raise PressError(f"{where}: `right` is {right!r}: write `right: true`, or leave it out")
    text, why = (_line(told.get(key), f"{where}: `{key}`") for key in ("text", "why"))
    return Option(text, why, right, told.get("value"))


def _require_known(told: dict, known: set[str], where: str) -> None:
    for key in told:
        if key not in known:
            raise PressError(f"{where}: `{key}` is not known here, only {', '.join(sorted(known))}")


def _require_consistent(question: Question, where: str) -> None:
    """What an option alone cannot tell."""
    if (count := sum(option.right for option in question.options)) != 1:
        raise PressError(f"{where}: {count} options are `right: true`, there must be one")
    if len({option.text for option in question.options}) < len(question.options):
        raise PressError(f"{where}: two options have the same `text`")
    valued = [option.value is not None for option in question.options]
    if any(valued) and not question.answer:
        raise PressError(f"{where}: options have a `value`, so `answer` must compute it")
    if question.answer and not all(valued):
        raise PressError(f"{where}: it has an `answer`, so each option needs a `value`")


def _line(told: Any, where: str) -> str:
    """A text of one line, which may stand on several in the file if it is folded (`>-`)."""
    if told is None or told == "":
        raise PressError(f"{where} is missing")
    if not isinstance(told, str):
        raise PressError(f"{where} is {told!r}: put it between single quotes")
    text = told.strip()
    if not text.isprintable():
        why = "a line break, or a backslash between double quotes: use single quotes or `>-`"
        raise PressError(f"{where} has a character that is not printed ({why})")
    return text


def _program(told: Any, where: str) -> str:
    if told is None:
        return ""
    if not isinstance(told, str) or not told.strip():
        raise PressError(f"{where} is {told!r}: write the program below it, after `|`")
    return told.rstrip()
