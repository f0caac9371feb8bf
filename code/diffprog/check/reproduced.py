"""What papers claim, what a page finds at its size, and whether the two agree."""

import re
from typing import NamedTuple

from diffprog.check.claims import holds
from diffprog.check.values import CheckFailed, require_claim

VERDICTS = ("yes", "partly", "no")
HEADER = ("claim", "published", "here", "reproduces")
LEDGER = "reproduced"  # in the metadata of the output, where a ledger of the book finds it


class Finding(NamedTuple):
    """A published claim beside what this page finds; all are texts."""

    claim: str
    source: str
    published: str
    here: str
    verdict: str


_noted: dict[tuple[str, str], Finding] = {}


def reproduces(claim, *, source, published, here, verdict, shown):
    """Check that a verdict on a published claim still stands, and note it for the page's table.

    Shapes: `claim` says what is claimed, `source` by whom, as in "LeCun et al. (1990)";
    `published` and `here` say in a few words what was found there and on this page; `verdict`
    is "yes", "partly" or "no"; `shown` is one truth value, the comparison of this page's
    numbers that makes the verdict true. A claim that is declared again replaces the first.
    Raises CheckFailed if `shown` is false or a text is empty, ValueError for another verdict,
    TypeError for a `shown` that is no truth value.
    Source: this book's page "Preface" (published, here, verdict).
    """
    require_claim(claim)
    if verdict not in VERDICTS:
        raise ValueError(f"{claim}: the verdict is one of {', '.join(VERDICTS)}, not {verdict!r}")
    finding = Finding(claim, source, published, here, verdict)
    for name, text in finding._asdict().items():
        if not isinstance(text, str) or not text.strip():
            raise CheckFailed(f"{claim}: {name} must be a text, got {text!r}")
    words = {"yes": "reproduces", "partly": "reproduces in part", "no": "does not reproduce"}
    holds(f"{source}, {claim}: {words[verdict]}", shown)
    _noted[source, claim] = finding


class Reproduced:
    """The findings of a page, which Jupyter shows as a table; `findings` holds them."""

    def __init__(self, findings):
        self.findings = list(findings)

    def __repr__(self):
        return "\n".join(" · ".join(row) for row in [HEADER, *map(_row, self.findings)])

    def _repr_mimebundle_(self, include=None, exclude=None):
        rows = [HEADER, ["---"] * len(HEADER), *map(_row, self.findings)]
        lines = ("| " + " | ".join(x.replace("|", r"\|") for x in row) + " |" for row in rows)
        data = {"text/plain": repr(self), "text/markdown": "\n".join(lines)}
        return data, {LEDGER: [finding._asdict() for finding in self.findings]}


def reproduced():
    """The table of all published claims that were declared so far, in order.

    Raises CheckFailed where there are none.
    Source: this book's page "Preface" (published, here, verdict).
    """
    if not _noted:
        raise CheckFailed("no claim was declared by `reproduces` before this table")
    return Reproduced(_noted.values())


def _row(finding):
    """What the table shows, spelled as in the book's sentences: 3 % and −1, not 3% and -1."""
    texts = (f"{finding.source}: {finding.claim}", finding.published, finding.here, finding.verdict)
    return tuple(re.sub(r"(?<!\S)-(?=\d)", "−", re.sub(r"(?<=\d)%", r" %", x)) for x in texts)
