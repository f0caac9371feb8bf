"""`make stress`: knobs are found by name, failures are collected, news turns the run red."""

import ast
import os
import time

import pytest
from press.stress import processes, trial, values
from press.stress.knobs import Scaler, Setting, bare_loops
from small_book import FRONT, SmallBook


def train(model, lr=0.1, steps=10):
    """A function whose parameters tell where a knob stands."""


@pytest.mark.parametrize(
    ("code", "scaled"),
    [
        ("steps = 100", "steps = 400"),
        ("lr = 1 / 4", "lr = 0.125"),
        ("RATES = (0.2, 0.4)", "RATES = (0.1, 0.2)"),
        ("STEPS = 10", "STEPS = 40"),
        ("f(steps=9 if LARGE else 3)", "f(steps=36 if LARGE else 12)"),
        ("lr = n if LARGE else 0.2", "lr = n if LARGE else 0.1"),
        ("lr: float = -0.2", "lr: float = -0.1"),
        ("a = epochs = 5", "a = epochs = 20"),
        ("steps, seed = (10, 3)", "steps, seed = (40, 3)"),
        ("f(3, lr=0.2, size=3)", "f(3, lr=0.1, size=3)"),
        (
            "def f(n, steps=10, *, lr=0.2, h):\n    pass",
            "def f(n, steps=40, *, lr=0.1, h):\n    pass",
        ),
        ("f = lambda x, rate=2: x", "f = lambda x, rate=1.0: x"),
        ("rates = {'a': 0.2, 'b': (0.4, 2)}", "rates = {'a': 0.1, 'b': (0.2, 1.0)}"),
        ("d = {'lr': 0.2, 'size': 3}", "d = {'lr': 0.1, 'size': 3}"),
        ("rates = {'lr': 0.2}", "rates = {'lr': 0.1}"),  # once, not twice
        ("for lr in (0.2, 0.4):\n    pass", "for lr in (0.1, 0.2):\n    pass"),
        ("for name, lr in (('a', 0.2),):\n    pass", "for name, lr in (('a', 0.1),):\n    pass"),
        ("x = [f(steps) for steps in (1, 2)]", "x = [f(steps) for steps in (4, 8)]"),
        ("train(model, 0.2, 5)", "train(model, 0.1, 20)"),
        ("train(model, *pair)", None),
        ("train(*pair, 0.2)", None),
        ("steps = n", None),
        ("steps = 2 * n", None),
        ("lr = True", None),
        ("lr = 'auto'", None),
        ("rates = []", None),
        ("table = {20: 0.2}", None),
        ("dropout = 0.2", None),
        ("nobody(0.2, 5)", None),
        ("agree('a claim', f(lr=0.2), 0.2)", None),
        ("check.holds('a claim', f(lr=0.2) < 0.2)", None),
    ],
)
def test_a_literal_is_scaled_where_it_has_a_knobs_name(code, scaled):
    (statement,) = ast.parse(code).body
    scaler = Scaler(Setting("both", budget=4, rate=0.5), {"train": train})
    assert ast.unparse(scaler.visit(statement)) == (code if scaled is None else scaled)
    assert bool(scaler.found) == (scaled is not None)


def test_a_budget_stays_a_whole_number_of_at_least_one():
    (statement,) = ast.parse("steps = [0, 1, 2, 10, 1e3]").body
    scaled = Scaler(Setting("less", budget=0.25), {}).visit(statement)
    assert ast.unparse(scaled) == "steps = [0, 1, 1, 2, 250.0]"


def test_long_loops_over_a_number_are_out_of_reach():
    code = (
        "for _ in range(19): pass\nfor _ in range(20): pass\n[0 for i in range(1, 99)]\nrange(50)"
    )
    assert list(bare_loops(ast.parse(f"{code}\nfor _ in range(steps): pass"))) == [2, 3]


def test_processes_that_give_no_result_are_told_apart():
    calls = [(call, call, 60.0) for call in ((os.getpid,), (os._exit, 3))]
    results = dict(
        processes.each(_apply, [*calls, ((time.sleep, 60), (time.sleep, 60), 1.0)], jobs=2)
    )
    assert results.pop((os.getpid,)) != os.getpid()
    assert results == {
        (os._exit, 3): processes.Failed("its process ended with status 3"),
        (time.sleep, 60): processes.Failed("it takes too long"),
    }


def test_processes_have_one_thread_and_leave_our_environment_as_it_was():
    ours = dict(os.environ)
    calls = [(name, (os.getenv, name), 60.0) for name in ("OMP_NUM_THREADS", "MPLBACKEND")]
    results = dict(processes.each(_apply, calls, jobs=2))
    assert results == {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    assert dict(os.environ) == ours


def _apply(function, *arguments):
    return function(*arguments)


CELLS = """
from diffprog.check import CheckFailed, agree, better, holds, reproduces
steps, lr, n = 10, 0.5, 4
f = abs
---
holds("a few steps", steps < 20, steps=steps)
holds("a small rate", lr <= 0.5)
holds("nothing to do with it", n == 4)
reproduces("many are needed", source="A", published="99", here="10", verdict="no",
           shown=steps < 20)
---
loss = 1.0 if lr <= 0.5 else float("nan")
agree("converges to one", loss, 1.0)
better("and is small", loss, 5, by=2)
---
agree("still one", loss, 1.0)
if loss != loss:
    raise ValueError("cannot convert float NaN to integer")
---
[0] * 20 if steps == 10 else [][steps]
left = 3
---
agree("after a cell that broke", left, 3.0)
---
# test
steps = 10
holds("a test has numbers of its own", steps == 10)
---
# figure
"a drawing of just ten points"[steps - 11 :] if steps < 20 else 1 / 0
---
try:
    holds("wrong", False)
except CheckFailed:
    caught = True
holds("a check that should fail does", caught)
---
for _ in range(30):
    pass
agree("a thing and itself", f(n), f(n))
agree("a function and a number", f(n), 4.0)
holds("true", True)
"""
METADATA = {
    "# figure": "---\nmystnb:\n  figure: {name: fig}\n---\n",
    "# test": ":nbgrader: {grade_id: one, grade: true, points: 1}\n",
}


@pytest.fixture(scope="module")
def book(shared_book: SmallBook) -> SmallBook:
    text = FRONT + "# One\n\n"
    for cell in CELLS.split("---\n"):
        metadata = METADATA.get(cell.partition("\n")[0], "")
        text += f"```{{code-cell}}\n{metadata}{cell.strip()}\n```\n\n"
    shared_book.write("part/one.md", text)
    (shared_book.root / "tests").mkdir()
    return shared_book


def listed(book: SmallBook, text: str) -> None:
    (book.root / "tests/stress.yml").write_text(text)


def test_failures_are_collected_and_news_is_red(book):
    listed(book, "")
    run = book.press("stress")
    assert run.returncode == 1, run.stdout
    sections = run.stdout.partition("out of reach")
    new = [line.partition("NEW")[2].strip() for line in sections[0].splitlines() if "NEW" in line]
    assert sorted(new) == [
        "a few steps",
        "a small rate",
        "cell: [0] * 20 if steps == 10 else [][steps]",
        "converges to one",  # no other NaN of this run is told as news
        "many are needed",
    ]
    assert "it does not hold (steps = 40)" in sections[0]
    assert "IndexError" in sections[0]
    assert "nor is finite: and is small; still one; cell: if loss != loss:" in sections[0]
    assert "part/one: loops over numbers: cell 10, line 1" in sections[2]
    assert "part/two: no budget and no rate has a name" in sections[2]
    assert "5 fail, 0 known, 5 new, 0 hold again" in sections[2]


KNOWN = """
part/one:
  - {check: a small rate, setting: rate x1.4, reason: not yet mended}
  - {check: converges to one, setting: [rate x1.4], reason: names its setting}
  - {check: still one, setting: rate x1.4, reason: diverges with what is told before it}
"""


def test_what_is_listed_is_known(book):
    listed(book, KNOWN)
    run = book.press("stress", PAGE="part/one", SETTING="rate x1.4")
    assert run.returncode == 0, run.stdout
    assert "1 runs" in run.stdout
    assert "2 fail, 2 known, 0 new, 0 hold again" in run.stdout


def test_what_is_listed_and_holds_again_is_red(book):
    listed(book, KNOWN.replace("rate x1.4]", "rate x1.4, rate x0.5]"))
    run = book.press("stress", PAGE="part/one", SETTING="rate x0.5")
    assert run.returncode == 1, run.stdout
    assert "listed, but does not fail: part/one, rate x0.5: converges to one" in run.stdout


@pytest.mark.parametrize(
    ("settings", "text", "words"),
    [
        ({"PAGE": "part/three"}, "", "PAGE=part/three is unknown"),
        ({"SETTING": "x4"}, "", "SETTING=x4 is unknown: it is one of budget x4, rate x0.5"),
        ({"MODE": "value"}, "", "MODE=value is unknown"),
        ({}, "part/one:\n  - check: a small rate\n", "tests/stress.yml: part/one: {'check'"),
        ({}, "part/one: [\n", "tests/stress.yml:2: this is not YAML"),
        ({}, "part/three:\n" + KNOWN[11:], "tests/stress.yml lists part/three"),
        ({}, KNOWN.replace("rate x1.4, r", "rate x2, r"), "tests/stress.yml lists rate x2"),
    ],
)
def test_what_is_unknown_is_refused(book, settings, text, words):
    listed(book, text)
    run = book.press("stress", **settings)
    assert run.returncode == 1
    assert words in run.stdout
    assert "Traceback" not in run.stdout


PARTS = """
import torch
from diffprog import check
from diffprog.check import agree, better, holds
rows = [torch.ones(3), torch.ones(3)]
spread = torch.tensor([3.0, 1.0])
x = torch.ones(2)
---
agree("rivals in one list", *rows)
---
agree("rivals in one tensor", spread[1] * 3, spread[0])
---
holds("more than nothing", bool(spread.max() > spread.min()), gap=spread[0] - spread[1])
---
agree("an identity, but at nothing", 2 * x / x * x, x + x)
---
for n in (2, 3):
    agree(f"{n} copies", x.sum() * n, x.repeat(n).sum())
---
check.agree("by way of the module", x, x + 0)
"""


def test_what_moves_is_one_part_of_what_is_compared():
    verdicts = dict(moving(PARTS.split("---")))
    assert verdicts == {
        "rivals in one list": "red",
        "rivals in one tensor": "red",
        "more than nothing": "red",
        "an identity, but at nothing": "green",
        "2 copies": "green",
        "3 copies": "green",
        "by way of the module": "out of reach",
    }


@pytest.mark.parametrize("limit", ["ONE", "ALL"])
def test_green_is_not_said_where_time_was_short(limit):
    """A slow name, which nobody has waited for, might have turned it red."""
    cells = (
        "import time\nfrom diffprog.check import agree\nx, slow, slower = 1.0, 0, 0",
        'agree("x", (time.sleep(2 * abs(slow + slower)), x)[1], x)',
    )
    assert moving(cells) == [("x", "green")]
    assert moving(cells, **{limit: 1.0}) == [("x", "out of reach")]


def moving(sources, **limits):
    """What the checks of these cells say when values move, in a process of its own."""
    cells = [trial.Cell(text.strip(), number) for number, text in enumerate(sources, 1)]
    ((_, verdicts),) = processes.each(_moving, [("", (cells, limits), 120.0)], jobs=1)
    return verdicts


def _moving(cells, limits):
    vars(values).update(limits)
    return values.run_page(cells)


def test_checks_that_stay_green_when_values_move(book):
    listed(book, "")
    run = book.press("stress", MODE="values", PAGE="part/one")
    assert run.returncode == 0, run.stdout
    row = next(line for line in run.stdout.splitlines() if line.startswith("part/one"))
    assert row.split()[1:] == ["10", "1", "2"]  # red, green, out of reach
    assert "green: a thing and itself" in run.stdout
