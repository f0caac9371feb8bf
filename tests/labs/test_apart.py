"""Calls between two processes that share nothing, and what may go between them."""

import json
import socket
import threading
import time

import numpy as np
import pytest
import torch
from nbformat.v4 import new_code_cell, new_notebook
from press.marking import apart, calls, sandbox, wire
from small_course import WITHOUT

SENT = [
    None, True, 3, 2.5, float("inf"), "text", 1 + 2j, [1, [2.0]], (1, "a"), {"a": [1]},
    torch.float16, torch.arange(6.0).reshape(2, 3), torch.tensor(True), torch.zeros(0, 3),
    torch.ones(2, dtype=torch.bfloat16), torch.arange(4).reshape(2, 2).T, torch.ones(2).cfloat(),
    torch.ones(4, 9, dtype=torch.float64)[:1, :1].T, np.arange(3.0), np.float64(2),
    np.flip(np.arange(6).reshape(2, 3)), np.arange(6.0).reshape(2, 3)[:, ::2].T, np.arange(9)[::-2],
    np.arange(3, dtype=">f8"), np.array(2, dtype=">i4"), np.array([1j, 2], dtype=">c8"),
    np.array([1, 2], dtype=np.longdouble), np.zeros((0, 3)), np.array([True, False])[::-1],
    torch.zeros(3, 0, 2), torch.ones(2, 1).expand(2, 3), (torch.ones(2) * 1j).conj(),
]  # fmt: skip


@pytest.mark.parametrize("value", SENT, ids=repr)
def test_what_is_sent_arrives(value):
    there = wire.decode(json.loads(json.dumps(wire.encode(value))))
    if isinstance(value, torch.Tensor):
        assert torch.equal(there, value)
        assert (there.dtype, there.requires_grad) == (value.dtype, False)
    elif isinstance(value, (np.ndarray, np.generic)):
        assert np.array_equal(there, value)
        assert np.shape(there) == value.shape
    else:
        assert there == value
        assert type(there) is type(value)


def test_a_tensor_elsewhere_and_one_with_a_gradient_arrive_so():
    assert wire.decode(wire.encode(torch.zeros(2, device="meta"))).is_meta
    assert wire.decode(wire.encode(torch.ones(1, requires_grad=True))).requires_grad


@pytest.mark.parametrize("kind", ["tensor", "array"])
@pytest.mark.parametrize(
    "said",
    [{"tensor": ""}, {"shape": [5]}, {"shape": [3]}, {"shape": []}, {"shape": [2**50]},
     {"tensor": "AAAA"}, {"type": "float64", "shape": [4]}, {"tensor": "", "shape": [0, -1]},
     {"device": "meta", "shape": [-1]}],
    ids=str,
)  # fmt: skip
def test_data_that_do_not_fill_a_shape_are_refused(said, kind):
    whole = wire.encode(torch.ones(4)) | said
    with pytest.raises((RuntimeError, ValueError)):
        wire.decode({"array": whole} if kind == "array" else whole)


@pytest.mark.parametrize("value", [print, len, object(), torch.Generator(), np.array(["a"]), b"x"])
def test_what_is_no_data_is_not_sent(value):
    with pytest.raises(wire.Unsendable):
        wire.encode([value])


def test_a_tensor_whose_gradient_is_asked_for_is_not_given_away():
    with pytest.raises(wire.Unsendable):
        wire.encode(torch.ones(1, requires_grad=True), [])


@pytest.mark.parametrize("name", ["load", "Tensor", "inf"])
def test_of_torch_nothing_but_types_is_had_by_name(name):
    with pytest.raises(TypeError):
        wire.decode({"type": name})


@pytest.mark.parametrize("kind", ["code", "generator"])
def test_nothing_that_could_run_is_taken_from_a_student(kind):
    said = wire.encode(torch.sin if kind == "code" else torch.Generator(), [])
    assert list(said) == [kind]
    with pytest.raises(TypeError):
        wire.decode(said)


def twice(x):
    return 2 * x


def applied(f, *many):
    return f(*many)


def draws(gen):
    return torch.rand(2, generator=gen)


def doubles(x):
    with torch.no_grad():
        x *= 2


def asks(x):
    x.requires_grad_()


def appends(rows):
    rows.append(rows[0] + 1)
    rows[0].requires_grad_()


def fails(x):
    class UnheardError(KeyError):
        pass

    raise UnheardError(f"no {x}")


NAMES = {
    "twice": twice,
    "doubles": doubles,
    "asks": asks,
    "appends": appends,
    "fails": fails,
    "half": 0.5,
}
KEPT = []
NAMES |= {
    "asks": asks,
    "keeps": KEPT.append,
    "gives": lambda: object(),
    "applied": applied,
    "draws": draws,
}
OPEN = "from diffprog import runtime\nimport torch\nx = torch.ones(2, 3)\n"


@pytest.fixture(scope="module")
def examined(tmp_path_factory):
    """The verdict on a test whose functions are called in this process."""
    with pytest.MonkeyPatch.context() as patch:
        for setting in WITHOUT.items():
            patch.setenv(*setting)
        sandbox.choose.cache_clear()
        examiner = apart.Examiner()

    def run(test, functions=(), values=(), seconds=60, cut=False):
        place = tmp_path_factory.mktemp("calls") / "s"
        serving = threading.Thread(target=calls.serve, args=(str(place), NAMES), daemon=True)
        serving.start()
        request = (OPEN + test, [*functions], [*values])
        said = examiner.verdict(request, "a seed", place, seconds, cut)
        serving.join()
        return said

    run.examiner = examiner
    yield run
    examiner.close()
    sandbox.choose.cache_clear()


@pytest.mark.parametrize(
    ("test", "name"),
    [
        ("assert torch.equal(twice(x), x + x)", "twice"),
        ("assert doubles(x) is None and bool((x == 2).all())", "doubles"),
        ("doubles(x[:1])\nassert x.sum() == 9", "doubles"),  # through a view
        ("rows = [x]\nappends(rows)\nassert rows[1][0, 0] == 2 and rows[0].requires_grad",
         "appends"),
        ("try:\n    fails(3)\nexcept KeyError as e:\n    assert 'no 3' in str(e)", "fails"),
        ("y = torch.ones(3)\nassert applied(lambda x: (x + y).sum(), y) == 6", "applied"),
        ("def g(x):\n    return x + 1\nassert applied(lambda x: g(g(x)), 1) == 3", "applied"),
        ("assert applied(torch.sin, torch.zeros(1)) == 0", "applied"),
        ("g, h = (runtime.course_generator('a') for _ in range(2))\n"
         "a, b = draws(g), draws(g)\nassert torch.equal(torch.cat([a, b]), torch.rand(4, "
         "generator=h))", "draws"),
        ("import os\nassert os.environ['DIFFPROG_COURSE_SEED'] == 'a seed'", "twice"),
    ],
)  # fmt: skip
def test_a_call_is_as_if_it_were_here(examined, test, name):
    assert examined(test, [name]) == apart.PASSED


@pytest.mark.parametrize(
    ("test", "name", "said"),
    [
        ("assert twice(1) == 3, 'it is not three'", "twice", "AssertionError: it is not three"),
        ("calls = []\napplied(lambda: calls.append(1))", "applied", "cannot: function"),
        ("applied(lambda: applied(1))", "applied", "cannot: function"),
        ("gives()", "gives", "TypeError: gives gives object, no number or tensor"),
        ("fails(0)", "fails", "KeyError: "),
        ("twice(1, 2)", "twice", "TypeError: "),
        ("fails('x' * 10**6)", "fails", "KeyError: "),
    ],
)
def test_a_verdict_says_what_went_wrong_in_a_line(examined, test, name, said):
    verdict = examined(test, [name])
    assert verdict.startswith(said)
    assert len(verdict.splitlines()) == 1
    assert len(verdict) < 1000


ASKS = "asks(x)\nassert torch.equal(twice(x), 2 * torch.ones(2, 3)), 'wrong'"


@pytest.mark.parametrize(
    ("test", "cut", "said"),
    [
        (ASKS, False, "cannot: a tensor"),
        (ASKS, True, "passed"),
        (ASKS.replace("2 *", "3 *"), True, "AssertionError: wrong"),
        (ASKS.replace("twice(x)", "twice(x * 1)"), True, "passed"),  # no leaf
        ("asks(x)\ndoubles(x)\nassert x.sum() == 12", True, "passed"),
    ],
)
def test_no_answer_keeps_a_test_from_being_tried_apart(examined, test, cut, said):
    assert examined(test, ["asks", "twice", "doubles"], cut=cut).startswith(said)


def test_a_value_is_had_by_its_name(examined):
    assert examined("assert half == 0.5", values=["half"]) == apart.PASSED
    assert examined("assert half == 0.5", values=["twice"]).startswith("TypeError")


def test_one_test_leaves_nothing_to_the_next(examined):
    assert examined("left = torch.rand(1)\nassert left > 0") == apart.PASSED
    assert "'left' is not defined" in examined("left")
    for _ in range(2):
        assert examined("keeps(torch.rand(1))", ["keeps"]) == apart.PASSED
    assert KEPT[0] == KEPT[1], "the same numbers at each marking"


PROGRAM = """
import sys
for line in sys.stdin:
    sys.__stdout__.write('"passed"' + chr(10))
    sys.__stdout__.flush()
"""


@pytest.fixture
def says_more(monkeypatch):
    """A student's process whose answers hold other messages after the first."""
    usual = json.dumps

    def begin(message, times=1):
        def dumps(what, *many, **settings):
            answer = isinstance(what, dict) and set(what) == {"value", "changed"}
            more = "\n".join([usual(message)] * times)
            return usual(what, *many, **settings) + (f"\n{more}" if answer else "")

        monkeypatch.setattr(json, "dumps", dumps)

    return begin


def test_an_answer_holds_no_second_one(examined, says_more):
    says_more([PROGRAM, [], [], ""])
    assert examined("assert twice(1) == 3", ["twice"]) != apart.PASSED
    assert examined("assert False") != apart.PASSED, "nor reaches the test of another"


def test_a_flood_of_answers_ends_in_time(examined, says_more):
    says_more(["", [], [], ""], 100_000)
    start = time.monotonic()
    assert examined("twice(1)", ["twice"], seconds=20) != apart.PASSED
    assert time.monotonic() - start < 30


def test_who_takes_nothing_is_not_waited_for(examined, tmp_path):
    def takes_nothing(place):
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(place))
            listening.listen(1)
            with listening.accept()[0]:
                ended.wait(60)

    ended, place = threading.Event(), tmp_path / "s"
    threading.Thread(target=takes_nothing, args=(place,), daemon=True).start()
    request = (f"{OPEN}applied(torch.zeros(5_000_000))", ["applied"], [])
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        examined.examiner.verdict(request, "", place, 8)
    ended.set()
    assert time.monotonic() - start < 20


def test_a_link_in_the_place_of_the_socket_is_not_followed(examined, tmp_path):
    (tmp_path / "s").symlink_to(tmp_path / "elsewhere")
    with socket.socket(socket.AF_UNIX) as elsewhere:
        elsewhere.bind(str(tmp_path / "elsewhere"))
        elsewhere.listen(1)
        elsewhere.settimeout(0.5)
        with pytest.raises(EOFError):
            examined.examiner.verdict(("pass", [], []), "", tmp_path / "s", 3)
        with pytest.raises(TimeoutError):
            elsewhere.accept()


def given(*code):
    return apart.Given(new_notebook(cells=[new_code_cell(one) for one in code]))


LAB = given("import math\nfrom torch import nn as n", "def f(x):\n    pass\nclass C:\n    pass")


@pytest.mark.parametrize(
    ("test", "request_"),
    [
        ("f(1)", ("f(1)", ["f"], [])),
        ("n(math)", ("from torch import nn as n\nimport math\nn(math)", [], [])),
        ("y = f(half)", ("y = f(half)", ["f"], ["half"])),
        ("def g(f):\n    return f", ("def g(f):\n    return f", [], [])),
        ("C()", None),
    ],
)  # fmt: skip
def test_what_a_test_needs_is_told_from_what_the_lab_gives_out(test, request_):
    assert LAB.request(test) == request_
