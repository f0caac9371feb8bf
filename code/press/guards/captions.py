"""Figures that can be cited, understood alone, and heard."""

import re

from press.guards.subject import Cell, Page, Problem

DRAWS = re.compile(r"\bplt\.(subplots|figure|subplot_mosaic)\(")
EMPTY_ALT = re.compile(r"!\[\s*\]\(")
NOT_PROSE = re.compile(r"\$[^$]*\$|\{[\w:]+\}`[^`]*`|`[^`]*`")
# Letters and signs that only mathematics has: Greek, raised and lowered, fractions, operators.
SIGNS = re.compile(
    r"[\u0370-\u03ff\u2070-\u209f\u00b2\u00b3\u00b9\u00bc-\u00be\u00d7\u00f7\u00b1\u00b7\u2190-\u22ff]"
    r"|\b[A-Za-z] ?[=<>^] ?\S|\(\d+, \d+\)"
)
NUMREF = re.compile(r"\{numref\}`(?:[^`<]*<)?([\w-]+)>?`")
PICTURE = re.compile(r"^```\{(figure|image)\}(?:(?!```).)*", re.MULTILINE | re.DOTALL)


def unnamed_figure(page: Page) -> list[Problem]:
    """Cells that draw, without caption, name or alternative text."""
    found = []
    for cell in page.code():
        missing = [name for name, value in described(cell).items() if not value]
        draws = DRAWS.search(cell.text) and "# no figure" not in cell.text
        if missing and (draws or len(missing) < 3):
            found.append(page.problem(cell.line, f"figure without {', '.join(missing)}"))
    return found


def unmentioned_figure(page: Page) -> list[Problem]:
    """Figures that no sentence names: on paper a figure may stand on another page than its cell."""
    named = {match[1] for _, match in page.in_markdown(NUMREF)}
    return [
        page.problem(cell.line, f"no sentence names {{numref}}`{name}`, and says what to see in it")
        for cell in page.code()
        if (name := described(cell)["name"]) and name not in named
    ]


def image_without_alt(page: Page) -> list[Problem]:
    """Pictures in prose without alternative text."""
    found = []
    for cell in page.cells:
        if cell.kind != "markdown":
            continue
        starts = [m.start() for m in EMPTY_ALT.finditer(cell.text)]
        starts += [m.start() for m in PICTURE.finditer(cell.text) if ":alt:" not in m.group()]
        for start in starts:
            line = cell.line_at(start)
            found.append(page.problem(line, "picture without alt text"))
    return found


def typed_mathematics(page: Page) -> list[Problem]:
    """Captions with mathematics that is typed as text, beside formulas that are typeset."""
    return [
        page.problem(cell.line, f"caption: '{found[0]}' is mathematics: write it in dollars")
        for cell in page.code()
        if (found := SIGNS.search(NOT_PROSE.sub("", described(cell)["caption"])))
    ]


def described(cell: Cell) -> dict[str, str]:
    """What a cell says about its figure; empty texts where it says nothing."""
    render = cell.metadata.get("mystnb", {})
    figure = render.get("figure", {})
    return {
        "caption": figure.get("caption", ""),
        "name": figure.get("name", ""),
        "alt text": render.get("image", {}).get("alt", ""),
    }
