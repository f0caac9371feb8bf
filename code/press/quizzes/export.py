"""`make quizzes`: the bank and the two course quizzes, for Moodle, for Canvas, and for the eye."""

import os
from collections.abc import Callable
from functools import cache

from press import address, paths
from press.errors import PressError
from press.pages import toc
from press.quizzes import bank, draw, gift, qti, words
from press.quizzes.bank import LETTERS, Question

Listed = list[tuple[str, Question]]


def quizzes() -> int:
    """Write `build/quizzes/`: the bank, and a quiz for each half drawn by `SEED`."""
    seed = _seed(os.environ.get("SEED", "").strip())
    pages = bank.of_book()
    if not pages:
        raise PressError(f"no page has questions: write some beside it, in NAME{bank.SUFFIX}")
    folder = paths.QUIZZES
    folder.mkdir(parents=True, exist_ok=True)
    everything = [(docname, one) for docname, found in pages.items() for one in found]
    _write("bank", "All questions", everything, by_page)
    for half in draw.HALVES:
        listed = [(one.docname, one.question) for one in draw.quiz(half, seed)]
        if len(listed) < draw.LENGTH:
            print(f"quizzes: the {half} half: {draw.LENGTH} questions are wanted, and its pages "
                  f"have {len(listed)} so far")  # fmt: skip
        if not listed:
            continue
        title = f"Quiz on the {half} half, seed {seed}"
        _write(f"{half}-half", title, listed, lambda docname, title=title: (title,))
        (folder / f"{half}-half-key.txt").write_text(key(title, listed), encoding="utf-8")
    print(f"quizzes: {len(everything)} questions of {len(pages)} pages, in {folder}")
    return 0


def _seed(text: str) -> int:
    if not text:
        return draw.SEED
    if not text.isdecimal():
        raise PressError(f"SEED={text!r} is no number: make quizzes SEED=7")
    return int(text)


def _write(name: str, title: str, listed: Listed, category: Callable[..., tuple]) -> None:
    """One list of questions in each of the formats."""
    (paths.QUIZZES / f"{name}.gift").write_text(as_gift(listed, category), encoding="utf-8")
    text = qti.text(title, f"{len(listed)} questions from {address.pages_site()}", listed)
    (paths.QUIZZES / f"{name}.txt").write_text(text, encoding="utf-8")
    qti.write(text, paths.QUIZZES / f"{name}.zip")


def by_page(docname: str) -> tuple[str, ...]:
    """The category of a page: book, part, title."""
    return address.title(), _parts()[docname], words.title(docname)


@cache
def _parts() -> dict[str, str]:
    return {entry.docname: entry.part for entry in toc.entries()}


def as_gift(listed: Listed, category: Callable[[str], tuple[str, ...]]) -> str:
    """The questions in GIFT, each in the category of its page."""
    pieces, before = [], None
    for docname, question in listed:
        if (names := category(docname)) != before:
            pieces.append(gift.category(*names))
            before = names
        pieces.append(gift.question(question, docname))
    return "\n".join(pieces)


def key(title: str, listed: Listed) -> str:
    """For the lecturer: the right letter of each question, and where it is from."""
    rows = [
        f"{number:>2}  {LETTERS[question.right]}  {words.title(docname)}: {question.id}\n"
        f"       {words.as_text(question.options[question.right].text, docname)}"
        for number, (docname, question) in enumerate(listed, 1)
    ]
    return words.joined([title, "", *rows])
