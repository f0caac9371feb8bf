"""The template of a page: one opening box, one style of exercises and proofs, one ending.

A reader who knows one chapter finds the same things at the same places of every other.
"""

import re
from pathlib import Path

from press import paths
from press.guards.exercises import EXERCISE
from press.guards.subject import Page, Problem
from press.pages import toc
from press.quizzes import bank

# What a page calls itself, by its folder; every other page that teaches is a chapter.
KINDS = {"seminars": "seminar", "topics": "topic", toc.LABS: "lab"}
ABLE, KNOW, READ, MARKS = (
    "**You will be able to:**",
    "**Know first:**",
    "**Assigned reading:**",
    "**Marks:**",
)
BOX = re.compile(r"^:::\{admonition\} (In this \w+)\n(.*?)^:::$", re.MULTILINE | re.DOTALL)
LEAD = re.compile(r"^\*\*.+?\*\*", re.MULTILINE)
HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
ENDING = ["Summary", "What it cannot do", "Exercises", "References"]
QUIZ = "Check yourself"  # before the exercises, where the page has questions
QUIZ_SECTION = re.compile(rf"^## {QUIZ}\n\n```\{{quiz\}}\n```\n", re.MULTILINE)
TAGS = ["Warm-up", "Mathematics", "Programming", "Mathematics and programming", "Comparison",
        "Open-ended", "Research"]  # fmt: skip
TAG = re.compile(rf"\n```\n\*({'|'.join(TAGS)})\.\* ")
PROOF = re.compile(r"^\*{1,2}Proof\b", re.MULTILINE)
EMPTY_HEADER = re.compile(r"^\|(?:[^|\n]*\|)*?\s*\|[^\n]*\n\|[ :|-]+\|$", re.MULTILINE)


def opening_box(page: Page) -> list[Problem]:
    """Chapters and labs whose opening box is not there, or has other parts."""
    kind = _kind(page)
    if kind is None:
        return []
    title, last = f"In this {kind}", MARKS if kind == "lab" else READ
    if not (box := BOX.search(page.text)) or box[1] != title:
        return [page.problem(1, f"the page opens with no box '{title}'")]
    parts = [ABLE, KNOW, last]
    if LEAD.findall(box[2]) == parts and f"{ABLE}\n\n- " in box[2]:
        return []
    wanted = f"{parts[0]} with a list, {parts[1]} and {parts[2]}"
    return [page.problem(page.line_at(box.start()), f"the box '{title}' needs {wanted}")]


def ending(page: Page) -> list[Problem]:
    """Chapters and labs that do not close with the sections that all close with."""
    if (kind := _kind(page)) is None:
        return []
    wanted = ENDING[-1:] if kind == "lab" else ENDING
    if kind != "lab" and _has_questions(page):
        wanted = [*wanted[:2], QUIZ, *wanted[2:]]
    found = list(HEADING.finditer(page.text))[-len(wanted) :]
    if [heading[1] for heading in found] == wanted:
        return []
    line = page.line_at(found[0].start()) if found else 1
    return [page.problem(line, f"the last sections are {', '.join(wanted)}, in this order")]


def quiz_section(page: Page) -> list[Problem]:
    """Pages whose questions are not asked, and pages that ask but have none."""
    asks = re.search(rf"^## {QUIZ}$|^```+\{{quiz\}}", page.text, re.MULTILINE)
    beside = bank.file_of(Path(page.file)).name
    if not _has_questions(page):
        what = f"it asks questions, and there is no {beside} beside it"
        return [page.problem(page.line_at(asks.start()), what)] if asks else []
    if QUIZ_SECTION.search(page.text):
        return []
    line = page.line_at(asks.start()) if asks else 1
    what = f"{beside} is asked in a section '## {QUIZ}' that holds ```{{quiz}} and nothing else"
    return [page.problem(line, what)]


def untagged_exercise(page: Page) -> list[Problem]:
    """Exercises that do not open with their kind, in italics."""
    wanted = ", ".join(f"*{tag}.*" for tag in TAGS)
    return [
        page.problem(page.line_at(match.start()), f"an exercise opens with its kind: {wanted}")
        for match in EXERCISE.finditer(page.text)
        if not TAG.match(page.text, match.end())
    ]


def inline_proof(page: Page) -> list[Problem]:
    """Proofs outside of the box that others stand in."""
    return [
        page.problem(page.line_at(match.start()), "a proof stands in a box: :::{prf:proof}")
        for match in PROOF.finditer(page.text)
    ]


def empty_header(page: Page) -> list[Problem]:
    """Tables with a column that has no name."""
    return [
        page.problem(line, "a column has no name") for line, _ in page.in_markdown(EMPTY_HEADER)
    ]


def _kind(page: Page) -> str | None:
    """`chapter`, `lab`, ...; None for a page that teaches nothing."""
    docname = Path(page.file).relative_to("book").as_posix()
    if not (page.is_chapter or toc.is_lab(docname)):
        return None
    return KINDS.get(docname.partition("/")[0], "chapter")


def _has_questions(page: Page) -> bool:
    return bank.file_of(paths.ROOT / page.file).is_file()
