"""Finds what only Sphinx understands and a notebook must not hold: the last guard."""

import re

from nbformat import NotebookNode

FENCED = re.compile(
    r"^(?P<mark>[> ]*)(?P<fence>`{3,})(?P<info>[^`\n]*)\n.*?^[> ]*(?P=fence)", re.M | re.S
)
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
MATHEMATICS = re.compile(r"(?<!\\)(\$\$?)(.+?)(?<!\\)\1", re.S)

PATTERNS = {
    "directive": r"^[> ]*(?:`{3,}|~{3,}|:{3,})[ ]*\{",
    "end of a directive": r"^[> ]*:{3,}",
    "option of a directive": r"^[> ]*:[\w-]+:(?: |$)",
    "role": r"\{[A-Za-z][\w:+.-]*\}`",
    "label": r"^[> ]*\([\w:.-]+\)=\s*$",
    "substitution": r"\{\{",
    "unresolved number": r"%s",
    "pending node": r"<(?:pending|problematic|system_message)",
}


def leftovers(notebook: NotebookNode) -> list[str]:
    """One line for each, with the text where it stands; code is not looked at."""
    return [
        f"{name}: {match[0].strip()!r} in {line!r}"
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in _without_code(cell.source).splitlines()
        for name, pattern in PATTERNS.items()
        if (match := re.search(pattern, line))
    ]


def _without_code(text: str) -> str:
    """The Markdown with empty code and formulas: marks stay, what is in them goes."""
    text = FENCED.sub(lambda m: f"{m['mark']}{m['fence']}{m['info']}", text)
    return MATHEMATICS.sub("$$", SPAN.sub(r"\1\1", text))
