"""Questions in GIFT, the text that Moodle imports.

The format: https://docs.moodle.org/en/GIFT_format. A question is ended by an empty line, so none
stands within; `\\n` is a line break, and a backslash of TeX is doubled.
"""

import html
import re

from press.quizzes import words
from press.quizzes.bank import Question

CONTROL = re.compile(r"[~=#{}:\\]")


def category(*names: str) -> str:
    """The line that says to which category what follows belongs, outermost first."""
    return f"$CATEGORY: {'/'.join(name.replace('/', '//') for name in names)}\n"


def question(asked: Question, docname: str) -> str:
    """One question, with the reason of each option as its feedback."""
    code = f"<pre>{html.escape(asked.code, quote=False)}</pre>" if asked.code else ""
    lines = [
        f"// {asked.id}, from {words.online(docname)}",
        f"::{escaped(asked.id)}::[html]{escaped(words.as_html(asked.asked, docname) + code)} {{",
        *(
            f"{'=' if option.right else '~'}{escaped(words.as_html(option.text, docname))}"
            f"#{escaped(words.as_html(option.why, docname))}"
            for option in asked.options
        ),
        "}",
    ]
    return words.joined(lines)


def escaped(text: str) -> str:
    """Text in which no letter is a sign of the format."""
    return CONTROL.sub(r"\\\g<0>", text).replace("\n", r"\n")
