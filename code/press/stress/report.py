"""What `make stress` prints: one list of news, one of what is known, and the numbers."""

from collections import Counter
from collections.abc import Iterator

from press.stress.accepted import Failure
from press.stress.processes import Failed
from press.stress.trial import Outcome
from press.stress.values import GREEN, RED, UNREACHED


def settings(results: Iterator, known: dict[Failure, str]) -> int:
    """Print what fails as it comes, then the rest; returns 1 if anything is news, else 0."""
    outcomes: dict[tuple[str, str], Outcome] = {}
    says: dict[Failure, str] = {}
    untold: set[Failure] = set()  # they failed with a divergence that another one tells of
    for (name, setting), result in results:
        outcome = result
        if isinstance(result, Failed):
            outcome = Outcome(failed={"the page": result.why})
        outcomes[name, setting] = outcome
        new = {Failure(name, setting, check): why for check, why in outcome.failed.items()}
        says |= new
        held = len(outcome.held)
        print(f"{name}, {setting}: {held} hold, {len(new)} fail", flush=True)
        for failure, why in new.items():
            sign = "· known" if failure in known else "✗ NEW  "
            print(f"  {sign}  {failure.check}\n           {why}", flush=True)
        if outcome.diverged:
            print(f"           nor is finite: {'; '.join(outcome.diverged)}", flush=True)
            untold |= {Failure(name, setting, check) for check in outcome.diverged}
    again = [failure for failure in known if failure not in says and failure not in untold]
    for failure in again:
        print(f"✗ listed, but does not fail: {failure.page}, {failure.setting}: {failure.check}")
    _unreached(outcomes)
    news = [failure for failure in says if failure not in known]
    checks = sum(len(outcome.held) for outcome in outcomes.values()) + len(says)
    print(
        f"stress: {len(outcomes)} runs, {checks} checks: {len(says)} fail, "
        f"{len(says) - len(news)} known, {len(news)} new, {len(again)} hold again"
    )
    if news or again:
        print("mend the page, or let the claim name its setting, or list it in tests/stress.yml")
    return min(len(news) + len(again), 1)


def values(results: Iterator) -> int:
    """Print for each page how many checks notice a moved value, and which do not; returns 0."""
    total = Counter()
    print(f"{'checks that turn red when a value moves':44} red  green  out of reach")
    for name, result in results:
        if isinstance(result, Failed):
            print(f"{name}: {result.why}", flush=True)
            continue
        counts = Counter(verdict for _, verdict in result)
        total += counts
        print(f"{name:44} {_row(counts)}", flush=True)
        for claim, times in Counter(c for c, verdict in result if verdict == GREEN).items():
            print(f"    green: {claim}" + (f" ({times} times)" if times > 1 else ""), flush=True)
    print(f"{'all pages':44} {_row(total)}")
    return 0


def _row(counts: Counter) -> str:
    return f"{counts[RED]:3}  {counts[GREEN]:5}  {counts[UNREACHED]:12}"


def _unreached(outcomes: dict[tuple[str, str], Outcome]) -> None:
    """Print what stress cannot reach: pages without knobs, and budgets without a name."""
    pages: dict[str, list[Outcome]] = {}
    for (name, _), outcome in outcomes.items():
        pages.setdefault(name, []).append(outcome)
    print("out of reach (name a budget `steps` or `epochs`, a rate `lr`, to have it stressed)")
    for name, found in sorted(pages.items()):
        if not any(outcome.knobs for outcome in found):
            print(f"  {name}: no budget and no rate has a name")
        elif bare := max((outcome.bare for outcome in found), key=len):
            print(f"  {name}: loops over numbers: {'; '.join(bare)}")
