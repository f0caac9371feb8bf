"""`make alike LAB=lab1`: whose code is alike beyond what a whole class has in common.

copydetect fingerprints code by winnowing (Schleimer, Wilkerson and Aiken, 2003): names, spaces
and comments do not count. What the lab gives, what its model solution says, and what several
students have in common is left out, for one short function is written by all in the same way. The
table is where a person begins to read, and proves nothing.
"""

import csv
import io
import os
from collections import Counter
from dataclasses import astuple, dataclass, fields
from itertools import combinations
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from press.errors import PressError
from press.labs.kinds import kind_of
from press.marking import course
from press.marking.handed_in import why_refused
from press.marking.report import as_text

GRAM, WINDOW = 20, 10  # signs of a fingerprint, after names became one sign; of the winnowing
COMMON = 0.1  # of the class, and at least three: who share something share no secret
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
    readable = [p for p in places if not why_refused(folder, p.parent.name, lab)]
    codes = {place.parent.name: code for place in readable if (code := _code(place))}
    given = [code for kind in ("release", "source") if (code := _code(folder / kind / lab))]
    found = pairs(codes, given)
    target = folder / f"alike-{lab}.csv"
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(Pair))
        writer.writerows(map(as_text, map(astuple, found)))
    for pair in found:
        print(f"  {pair.student} and {pair.other}: {pair.share:.0%} and {pair.share_of_other:.0%}")
    print(f"{len(codes)} read; pairs to look at: {len(found)}, in {target}")
    return 0


def _code(folder: Path) -> str:
    """All code of a folder that is not given, of notebooks that can be read."""
    return "\n\n".join(
        cell.source
        for path in sorted(folder.glob("*.ipynb"))
        for cell in _cells(path)
        if cell.get("cell_type") == "code" and not ((kind := kind_of(cell)) and kind.is_given)
    )


def _cells(path: Path) -> list[NotebookNode]:
    try:
        return nbformat.read(path, as_version=4).cells
    except Exception:  # it is no notebook: marking says so
        return []


def pairs(codes: dict[str, str], given: list[str]) -> list[Pair]:
    """The students, by their code, of whom a pair has much in common that others have not."""
    from copydetect import CodeFingerprint, compare_files

    def fingerprint(code: str, known: set[int]) -> CodeFingerprint:
        return CodeFingerprint("code.py", GRAM, WINDOW, list(known), fp=io.StringIO(code))

    known = {sign for code in given for sign in fingerprint(code, set()).hashes}
    held = Counter(sign for code in codes.values() for sign in fingerprint(code, known).hashes)
    most = max(3, COMMON * len(codes))
    known |= {sign for sign, holders in held.items() if holders > most}
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
