"""`make seeds N=10`: every page under N seed offsets, and a table of pages by seeds.

A claim that holds for one seed only is a claim about that seed. What passes under
each offset is kept, as for any other run, so that a second call runs only what failed
or has changed.
"""

import os
import time

from press.errors import PressError
from press.pages import execute, store, toc

FAILED = "✗"


def seeds() -> int:
    """Run all pages under DIFFPROG_SEED = 0, ..., N - 1 (the variable N); 0 if all pass."""
    offsets = range(_number())
    entries = [e for e in toc.entries() if store.code_of(e.docname, e.source)]
    before = os.environ.get("DIFFPROG_SEED")
    try:
        columns = [_column(offset, entries) for offset in offsets]
    finally:
        _set(before)
    print("\n".join(table([e.docname for e in entries], columns)))
    failed = sum(seconds is None for column in columns for seconds in column)
    print(f"seeds: {failed} of {len(entries) * len(columns)} runs failed")
    return min(failed, 1)


def table(names: list[str], columns: list[list[float | None]]) -> list[str]:
    """Lines of text: a row a page, a column a seed; seconds where it passed, else a cross.

    `columns` holds for each seed the seconds of each page, None where it failed. The last
    row has the mean of the pages that passed.
    """
    means = [_mean([s for s in column if s is not None]) for column in columns]
    width = max(map(len, [*names, "seconds a page"]))
    lines = [_line("seed", [str(k) for k in range(len(columns))], width)]
    for row, name in enumerate(names):
        lines.append(_line(name, [_cell(column[row]) for column in columns], width))
    return [*lines, _line("seconds a page", [_cell(mean) for mean in means], width)]


def _number() -> int:
    text = os.environ.get("N") or "10"
    if not text.isdigit() or int(text) < 1:
        raise PressError(f"N={text} is not a number of seeds, such as 10")
    return int(text)


def _set(offset: str | None) -> None:
    os.environ.pop("DIFFPROG_SEED", None)
    if offset is not None:
        os.environ["DIFFPROG_SEED"] = offset


def _column(offset: int, entries: list[toc.Entry]) -> list[float | None]:
    """Run what has not passed under this offset; the seconds of each page, None if it failed."""
    _set(str(offset))
    print(f"seed {offset}", flush=True)
    start = time.perf_counter()
    execute.execute()
    print(f"seed {offset}: {time.perf_counter() - start:.1f} s", flush=True)
    passed = (not store.must_run(e.docname, e.source) for e in entries)
    return [store.seconds(e.docname) if ok else None for e, ok in zip(entries, passed, strict=True)]


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _cell(seconds: float | None) -> str:
    return FAILED if seconds is None else f"{seconds:.1f}"


def _line(name: str, cells: list[str], width: int) -> str:
    return f"{name:{width}}" + "".join(f"{cell:>7}" for cell in cells)
