"""The two course quizzes: questions drawn by a seed from the pages of a half of the course.

The half follows from a page's place on the map of the course, `book/course-map.yml`: the first
five weeks are the first half. A page is taught in the last week of its part, unless it says
another on the map (`week: 5`).
"""

import random
import re
from dataclasses import dataclass

from press import paths, settings
from press.errors import PressError
from press.quizzes import bank
from press.quizzes.bank import Question

SEED = 1  # of the quizzes in the book
LENGTH = 20
HALVES = ("first", "second")
LAST_WEEK = 5  # of the first half
MAP = "course-map.yml"
WEEKS = re.compile(r"Weeks? \d+(?: to (\d+))?")


@dataclass(frozen=True)
class Drawn:
    """A question of a quiz, and the page that it is from."""

    docname: str
    question: Question


def halves() -> dict[str, str]:
    """Of each page on the map whether it is of the `first` or the `second` half."""
    found = {}
    for part in settings.read(paths.BOOK / MAP):
        weeks = WEEKS.fullmatch(part.get("when", ""))
        for entry in part["pages"]:
            week = entry.get("week", int(weeks[1]) if weeks and weeks[1] else None)
            if week is not None:
                found[entry["file"]] = HALVES[week > LAST_WEEK]
    return found


def of_half(half: str) -> dict[str, tuple[Question, ...]]:
    """The questions of each page of a half that has some.

    Raises PressError for a page with questions whose half the map does not tell.
    """
    known = halves()
    questions = bank.of_book()
    for docname in questions:
        if docname not in known:
            why = "it has questions, and no week: add `week: 7` (or another) to its entry there"
            raise PressError(f"{paths.BOOK / MAP}: '{docname}': {why}")
    return {docname: found for docname, found in questions.items() if known[docname] == half}


def quiz(half: str, seed: int = SEED, length: int = LENGTH) -> list[Drawn]:
    """So many questions of a half, or all where there are fewer, in the order of the book."""
    return drawn(of_half(half), f"{half}:{seed}", length)


def drawn(pages: dict[str, tuple[Question, ...]], seed: str, length: int) -> list[Drawn]:
    """Draw questions in rounds, in each of which every page that has one left gives one.

    So no page gives two more than another, unless that other has given all.
    """
    chance = random.Random(seed)
    left = {docname: chance.sample(found, len(found)) for docname, found in pages.items()}
    chosen: set[str] = set()
    while len(chosen) < length and any(left.values()):
        giving = [docname for docname, found in left.items() if found]
        for docname in chance.sample(giving, min(len(giving), length - len(chosen))):
            chosen.add(left[docname].pop().id)
    return [
        Drawn(docname, question)
        for docname, found in pages.items()
        for question in found
        if question.id in chosen
    ]
