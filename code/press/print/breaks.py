"""Where program text, and what it prints, may break across pages.

TeX weighs the penalty for a break before a line against the room that it leaves on a page. Best
is an empty line, which vanishes there; then a statement, rather one that is not indented. The
lines of one statement part only where else a third of a page were empty, and so do a block and
the line that opens it.
"""

import io
import re
import tokenize

PROGRAM = {"ipython3", "python"}  # as the languages are called in the tree
WHOLE = 12  # an output of so many lines stands in one piece
SHORT = 15  # what has fewer lines is rather not broken
LEFT = 4  # lines that stay together, at both ends
TAIL = 3  # at the end of a program, where the fourth line is within a statement

NEVER = 10_000
TORN = 2_000
RATHER_NOT = 150
LINE = 50
LEVEL = 100  # for each level of indentation, of four spaces

# No page begins with what ends a bracket or a docstring, or with the second half of a block.
REST = re.compile(r"\s*(?:[])}]|(?:\"\"\"|''')$|(?:else|elif|except|finally)\b)")
BETWEEN = {tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def penalties(text: str, language: str | None) -> list[int]:
    """TeX's penalty for a break before each line of a block; at an empty line, for one there."""
    lines = text.removesuffix("\n").split("\n")
    is_program = language in PROGRAM
    found = _of_program(lines) if is_program else [_of_output(line) for line in lines]
    if len(lines) < SHORT:
        found = [penalty + RATHER_NOT for penalty in found]
    below = [len(lines) - place - (not line) for place, line in enumerate(lines)]
    at_four = any(k == LEFT and p < TORN for k, p in zip(below, found, strict=True))
    least = TAIL if is_program and not at_four else LEFT
    is_whole = len(lines) <= WHOLE and not is_program
    for place, left in enumerate(below):
        is_after_gap = place > 0 and not lines[place - 1]
        if left < LEFT:
            found[place] += LEVEL
        if is_whole or is_after_gap or place < LEFT or left < least:
            found[place] = NEVER
    return [min(penalty, NEVER) for penalty in found]


def _of_output(line: str) -> int:
    return 0 if not line else 2 * LINE if line[0] == " " else LINE


def _of_program(lines: list[str]) -> list[int]:
    within, before = _bound(lines)
    found, above = [], -1  # the last line that is not empty
    for place, line in enumerate(lines):
        head = next((line for line in lines[place:] if line), "")
        if REST.match(head):
            found.append(NEVER)
        elif place in within or above in before or (line and _is_comment(lines[place - 1])):
            found.append(TORN)
        else:
            depth = (len(head) - len(head.lstrip())) // 4
            found.append(LEVEL * depth + (LINE if line else 0))
        above = place if line else above
    return found


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _bound(lines: list[str]) -> tuple[set[int], set[int]]:
    """The lines that only continue a statement, and those that open a block or decorate one."""
    within, before = set(), set()
    statement: list[tokenize.TokenInfo] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(lines)).readline):
            if token.type != tokenize.NEWLINE:
                statement += [token] if token.type not in BETWEEN else []
                continue
            first, last = statement[0].start[0] - 1, statement[-1].end[0] - 1
            within.update(range(first + 1, last + 1))
            if statement[0].string == "@" or statement[-1].string == ":":
                before.add(last)
            statement = []
    except (tokenize.TokenError, SyntaxError):
        pass  # a command of the notebook: what stands below it is told apart by indentation only
    return within, before
