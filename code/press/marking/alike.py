"""`make alike LAB=lab1`: whose code is alike beyond what a whole class has in common.

copydetect fingerprints code (Schleimer, Wilkerson and Aiken, 2003): names, spaces and comments do
not count. What the lab gives, what its model solution says, and what several students have in
common is left out, for one short function is written by all in the same way. The table is where a
person begins to read, and proves nothing.
"""

import csv
import io
import os
from collections import Counter
from dataclasses import astuple, dataclass, fields
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from press.errors import PressError
from press.labs.kinds import is_test
from press.marking import clean, course
from press.marking.handed_in import why_refused
from press.marking.tables import as_name, as_text, in_a_line

if TYPE_CHECKING:
    from copydetect import CodeFingerprint

GRAM = 20  # signs of a fingerprint, after names became one sign
# Winnowing would keep the least of ten hashes, and Python's differ from run to run.
ALL = 1
COMMON = 0.1  # of the class, and at least three: who share something share no secret
GROUP = 0.6  # of the class: so many may have handed something round,
WHOLE = 60  # if it has so many fingerprints, which they and nobody else have
FEWEST = 60  # signs of code that two must share
SHARE = 0.3  # of the code that is nobody else's


@dataclass(frozen=True)
class Pair:
    """Two students, the share of each one's own code that the other has, and some of it."""

    student: str
    other: str
    share: float
    share_of_other: float
    signs: int  # letters, digits and signs in common
    begins: str


def alike() -> int:
    """Write `alike-LAB.csv` into the course folder, the most alike first."""
    lab, folder = os.environ.get("LAB", ""), course.folder()
    places = sorted(folder.glob(f"submitted/*/{lab}")) if lab else []
    if len(places) < 2:
        raise PressError(f"LAB is '{lab}', of which two must lie in {folder}/submitted/STUDENT")
    read = {place.parent.name: _read(folder, place) for place in places}
    codes = {student: code for student, code in read.items() if code}
    given = [code for kind in ("release", "source") if (code := _code(folder / kind / lab))]
    found = pairs(codes, given)
    target = folder / f"alike-{lab}.csv"
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(Pair))
        writer.writerows(map(as_text, map(astuple, found)))
    for pair in found:
        both = in_a_line(f"{pair.student} and {pair.other}")
        print(f"  {both}: {pair.share:.0%} and {pair.share_of_other:.0%}")
    if unread := sorted(as_name(student) for student, code in read.items() if code is None):
        print(f"not read, look at them yourself: {', '.join(unread)}")
    print(f"{len(codes)} read; pairs to look at: {len(found)}, in {target}")
    return 0


def _read(course: Path, folder: Path) -> str | None:
    """The code of what a student handed in; None where it cannot be read as others can."""
    if why_refused(course, folder.parent.name, folder.name):
        return None
    try:
        code = _code(folder)  # of a bounded length, else reading it as Python takes minutes
        fingerprint(code, set())
    except Exception:  # whatever was handed in: the others are compared
        return None
    return code


def _code(folder: Path) -> str:
    """All code of a folder that is not given."""
    return "\n\n".join(
        cell.source
        for path in sorted(folder.glob("*.ipynb"))
        for cell in clean.read(path).cells
        if cell.cell_type == "code" and not is_test(cell)
    )


def fingerprint(code: str, known: set[int]) -> "CodeFingerprint":
    """What code has in it beside what is known, whatever its names are."""
    from copydetect import CodeFingerprint

    return CodeFingerprint("code.py", GRAM, ALL, list(known), fp=io.StringIO(code))


def pairs(codes: dict[str, str], given: list[str]) -> list[Pair]:
    """The students, by their code, of whom a pair has much in common that others have not."""
    from copydetect import compare_files

    known = {sign for code in given for sign in fingerprint(code, set()).hashes}
    known |= _common({s: set(fingerprint(code, known).hashes) for s, code in codes.items()})
    own = {student: fingerprint(code, known) for student, code in codes.items()}
    found = []
    for one, two in combinations(sorted(own), 2):
        if not own[one].hashes & own[two].hashes:
            continue
        signs, shares, places = compare_files(own[one], own[two])
        if signs >= FEWEST and max(shares) >= SHARE:
            start, end = (int(bound[0]) for bound in places[0])
            begins = " ".join(codes[one][start:end].split())[:80]
            first, second = (round(float(min(share, 1)), 2) for share in shares)
            found.append(Pair(one, two, first, second, int(signs), begins))
    return sorted(found, key=lambda pair: -max(pair.share, pair.share_of_other))


def _common(signs: dict[str, set[int]]) -> set[int]:
    """The signs that many students have, but for what one group has and nobody else.

    A common way of writing is found here and there; a copy is handed round as a whole.
    """
    holders: dict[int, list[str]] = {}
    for student in sorted(signs):
        for sign in signs[student]:
            holders.setdefault(sign, []).append(student)
    together = Counter(tuple(group) for group in holders.values())
    most, half = max(3, COMMON * len(signs)), GROUP * len(signs)
    return {
        sign
        for sign, group in holders.items()
        if len(group) > most and (together[tuple(group)] < WHOLE or len(group) > half)
    }
