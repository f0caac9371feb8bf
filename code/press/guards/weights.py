"""One shape of weights in the whole book: (fan_out, fan_in), as PyTorch has them."""

import re

from press.guards.subject import Page, Problem

# A batch, whose rows are examples, times weights that are not transposed.
BATCH = r"\b(?:[xXh]|[xXh][0-9_]\w*|inputs|pixels)"
TIMES = re.compile(rf"{BATCH} @ (?:W|params\[0\])\w*(?!\w|\.m?T|\[|\.transpose)")
SAID = "(fan_in, fan_out)"  # in a comment of the cell, where a paper has them so


def other_way_round(page: Page) -> list[Problem]:
    """Cells that multiply a batch by `W` where the book has `X @ W.T`."""
    what = f"weights are (fan_out, fan_in): X @ W.T; or say '# {SAID}' where a paper has x W"
    return [
        page.problem(cell.line_at(found.start()), what)
        for cell in page.code()
        if SAID not in cell.text
        for found in TIMES.finditer(cell.text)
    ]
