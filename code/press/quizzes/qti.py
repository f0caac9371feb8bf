"""Questions for text2qti, which writes QTI 1.2: the zip that Canvas imports.

The format: https://github.com/gpoore/text2qti. Formulas become images of Canvas's own renderer,
for QTI has no formulas.
"""

import textwrap
from pathlib import Path

from press.errors import PressError
from press.quizzes import words
from press.quizzes.bank import LETTERS, Question

INDENT = "    "


def text(title: str, description: str, questions: list[tuple[str, Question]]) -> str:
    """A quiz, each question with its page."""
    head = f"Quiz title: {title}\nQuiz description: {description}\n"
    return "\n".join([head, *(_question(i, *one) for i, one in enumerate(questions, 1))])


def _question(number: int, docname: str, asked: Question) -> str:
    code = f"```python\n{asked.code}\n```" if asked.code else ""
    body = "\n\n".join(filter(None, [words.as_markdown(asked.asked, docname), code]))
    lines = [f"Title: {asked.id}", "Points: 1", _hanging(f"{number}.", body)]
    for letter, option in zip(LETTERS.lower(), asked.options, strict=False):
        mark = "*" if option.right else ""
        lines.append(_hanging(f"{mark}{letter})", words.as_markdown(option.text, docname)))
        lines.append(_hanging("...", words.as_markdown(option.why, docname)))
    return words.joined(lines)


def _hanging(mark: str, body: str) -> str:
    """A block behind its mark, as far to the right as the mark is wide."""
    indented = textwrap.indent(body, INDENT)
    return f"{mark:<3} {indented.lstrip()}" if len(mark) <= 3 else f"{mark} {indented.lstrip()}"


def write(written: str, target: Path) -> None:
    """The zip of what `text` has written; text2qti's own settings in a home are not read."""
    from text2qti.config import Config
    from text2qti.err import Text2qtiError
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    try:
        QTI(Quiz(written, config=Config(), source_name=target.stem)).save(target)
    except Text2qtiError as error:
        why = " ".join(str(error).split())
        raise PressError(f"{target.with_suffix('.txt')}: text2qti refuses it: {why}") from error
