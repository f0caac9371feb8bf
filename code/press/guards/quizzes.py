"""Questions that can be answered by understanding alone, and whose answers can be trusted."""

import re
from pathlib import Path

from press import paths
from press.errors import PressError
from press.guards import references, spelling
from press.guards.subject import Page, Problem
from press.quizzes import answers, bank, words
from press.quizzes.bank import Question

FEWEST, MOST = 3, 5  # questions of a page
# Letters at most, and at least for a reason.
ASKED, TEXT, WHY, SHORTEST_WHY = 400, 120, 320, 30
LAZY = re.compile(
    r"\b(?:all|none|both|neither|any) (?:of )?(?:the )?(?:above|below|these|(?:other )?options)\b"
    r"|\b[A-E] and [A-E]\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[$\s]*[-−+]?[\d.,{}\\]+[$\s]*")
# A question is met elsewhere, too: in a quiz on the course, in Moodle.
HERE = re.compile(r"\b(?:this|the next|the last) (?:page|chapter|seminar|section)\b", re.IGNORECASE)
# What holds for the prose of a page holds for what is asked about it.
OF_PROSE = (
    spelling.american,
    references.missing_citation,
    references.missing_label,
)


def unsound_bank(page: Page) -> list[Problem]:
    """Banks that are none, and questions that lack something."""
    try:
        questions(page, sound=True)
    except PressError as error:
        place = re.match(r"(?P<file>[^:]+):(?P<line>\d+): (?P<what>.+)", str(error), re.DOTALL)
        if not place:
            return [page.problem(1, str(error))]
        return [Problem(place["file"], int(place["line"]), place["what"])]
    return []


def number_of_questions(page: Page) -> list[Problem]:
    """Banks with too few questions, or more than a reader answers."""
    found = questions(page)
    if not found or FEWEST <= len(found) <= MOST:
        return []
    return [_problem(found[0], f"{len(found)} questions, {FEWEST} to {MOST} are wanted")]


def long_question(page: Page) -> list[Problem]:
    """Questions, options and reasons that are too long, and reasons that are none."""
    found = []
    for question in questions(page):
        limits = [("the question", question.asked, 1, ASKED)]
        for option in question.options:
            limits.append((f"the option '{option.text}'", option.text, 1, TEXT))
            limits.append((f"the reason of '{option.text}'", option.why, SHORTEST_WHY, WHY))
        found += [
            _problem(question, f"{what} has {len(text)} letters, {least} to {most} are wanted")
            for what, text, least, most in limits
            if not least <= len(text) <= most
        ]
    return found


def lazy_option(page: Page) -> list[Problem]:
    """Options about other options, which the order and the letters make meaningless."""
    return [
        _problem(question, f"'{found[0]}' speaks of other options: say what it claims")
        for question in questions(page)
        for text in question.texts
        if (found := LAZY.search(text))
    ]


def unchecked_number(page: Page) -> list[Problem]:
    """Questions for a number that no program computes, and values that no reader sees."""
    found = []
    for question in questions(page):
        if not question.answer and any(NUMBER.fullmatch(o.text) for o in question.options):
            found.append(_problem(question, "options are numbers, so `answer` must compute it"))
        found += [
            _problem(question, f"the option '{option.text}' does not show its value {option.value}")
            for option in question.options
            if answers.shown_numbers_differ(option)
        ]
    return found


def unlike_prose(page: Page) -> list[Problem]:
    """What would be a fault in the prose of the page."""
    found = []
    for question in questions(page):
        text = "\n\n".join(question.texts)
        read = Page(page.file, text, True, page.labels, page.citations, page.terms, page.words)
        found += [_problem(question, one.what) for rule in OF_PROSE for one in rule(read)]
    return found


def not_for_export(page: Page) -> list[Problem]:
    """Words that only the book can show: a question is exported to systems without it."""
    found = []
    docname = Path(page.file).with_suffix("").as_posix().removeprefix("book/")
    for question in questions(page):
        for text in question.texts:
            if here := HERE.search(text):
                found.append(_problem(question, f"'{here[0]}' means nothing elsewhere: name it"))
            try:
                words.as_markdown(text, docname)
            except PressError as error:
                found.append(_problem(question, str(error)))
    return found


def questions(page: Page, sound: bool = False) -> tuple[Question, ...]:
    """The questions beside a page; raises PressError for a bank that is none if `sound` is asked.

    All other rules have nothing to say about such a bank.
    """
    try:
        return bank.of_page(paths.ROOT / page.file)
    except PressError:
        if sound:
            raise
        return ()


def _problem(question: Question, what: str) -> Problem:
    file, _, line = question.where.rpartition(":")
    return Problem(file, int(line), f"question '{question.id}': {what}")
