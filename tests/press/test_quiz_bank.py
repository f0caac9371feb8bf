"""The bank of questions: what is read, what is refused, what is computed, what is drawn."""

import re
from collections import Counter

import pytest
from press import paths
from press.errors import PressError
from press.quizzes import answers, bank, draw
from press.quizzes.bank import Option, Question

GOOD = """\
- id: sum
  question: 'What is $1+1$?'
  answer: 1 + 1
  options:
    - {text: '2', value: 2, right: true, why: Two.}
    - {text: '3', value: 3, why: Three.}
    - {text: '11', value: 11, why: Eleven.}
"""


@pytest.fixture
def read(tmp_path):
    """The questions that a bank with this text holds."""
    source = tmp_path / "page.md"

    def read(text: str) -> tuple[Question, ...]:
        bank.file_of(source).write_text(text, encoding="utf-8")
        return bank.of_page(source)

    return read


def test_a_page_without_a_bank_has_no_questions(tmp_path):
    assert bank.of_page(tmp_path / "page.md") == ()


def test_a_question_is_read_with_its_place(read):
    first, second = read(f"# Two.\n{GOOD}{GOOD.replace('id: sum', 'id: other')}")
    assert (first.id, first.asked) == ("sum", "What is $1+1$?")
    assert first.where.endswith("page.quiz.yml:2")
    assert second.where.endswith("page.quiz.yml:9")
    assert first.options[first.right] == Option("2", "Two.", True, 2)


def test_options_have_an_order_that_the_name_alone_decides(read):
    """A letter means the same in the page, in print and in what was exported years ago."""
    assert bank.order("sum", 4) == bank.order("sum", 4)
    assert bank.order("ad-seed", 4) == [0, 3, 1, 2]
    (one,), (other,) = read(GOOD), read(GOOD.replace("Three.", "Thrice."))
    assert [o.text for o in one.options] == [o.text for o in other.options]
    places = Counter(bank.order(f"question-{i}", 4).index(0) for i in range(400))
    assert all(70 < places[place] < 130 for place in range(4))


FAULTS = [
    ("id: sum", "id: Sum", "`id` is 'Sum', but should be like"),
    ("- id: sum", "- id: sum\n  options: []\n- id: sum", "'sum': 3 to 5 `options` are needed"),
    ("  question: 'What is $1+1$?'\n", "", "'sum': `question` is missing"),
    ("    - {text: '11', value: 11, why: Eleven.}\n", "", "3 to 5 `options` are needed, 2 are"),
    ("why: Three.", "because: Three.", "`because` is not known here, only right, text, value, why"),
    (", why: Three.", "", "option 2: `why` is missing"),
    ("why: Three.", "why: 3", "option 2: `why` is 3: put it between single quotes"),
    ("{text: '3'", '{text: "$\\theta$"', "a backslash between double quotes"),
    ("{text: '3'", "{text: '2'", "two options have the same `text`"),
    (", right: true", "", "0 options are `right: true`, there must be one"),
    ("value: 3,", "right: true, value: 3,", "2 options are `right: true`"),
    ("right: true", "right: yes please", "`right` is 'yes please': write `right: true`"),
    ("value: 3, ", "", "it has an `answer`, so each option needs a `value`"),
    ("  answer: 1 + 1\n", "", "options have a `value`, so `answer` must compute it"),
    ("answer: 1 + 1", "answer: 2", "`answer` is 2: write the program below it, after `|`"),
    ("- id: sum", "- id: sum\n  weight: 2", "'sum': `weight` is not known here"),
]


@pytest.mark.parametrize(("old", "new", "what"), FAULTS)
def test_a_faulty_bank_is_named_with_file_line_and_question(read, old, new, what):
    assert old in GOOD
    with pytest.raises(PressError) as raised:
        read(GOOD.replace(old, new, 1))
    assert what in str(raised.value)
    assert re.search(r"page\.quiz\.yml:1: ", str(raised.value))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("text", ["", "questions: 3\n", "- one\n- two\n"])
def test_what_is_no_list_of_questions(read, text):
    with pytest.raises(PressError, match=r"page\.quiz\.yml:1: .*`- id:"):
        read(text)


def test_two_questions_of_one_name(read):
    with pytest.raises(PressError, match=r"quiz\.yml:8: question 'sum': .*quiz\.yml:1 has one"):
        read(GOOD * 2)


def asks(answer: str, *values: object, code: str = "") -> Question:
    """A question whose first value is called right."""
    texts = [Option(str(v), "", i == 0, v) for i, v in enumerate(values)]
    return Question("asked", "?", tuple(texts), code, answer, "a.quiz.yml:1")


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("1 + 1", [2, 3, 11]),
        ("import math\nmath.sqrt(2)", ["2**0.5", 1.5, 2]),
        ("n = 3\nn > 2", [True, False, "None"]),
        ("import torch\ntorch.ones(2, 3).sum(0)", [[2, 2, 2], [3, 3], "torch.zeros(3)"]),
        ("import sympy as sp\nx = sp.Symbol('x')\nsp.diff(sp.sin(x)**2, x)",
         ["sp.sin(2 * x)", "2 * sp.sin(x)", "sp.cos(x)**2"]),
        ("'6.0'", ["'6.0'", 6.0, "'6'"]),
    ],
)  # fmt: skip
def test_what_is_right_and_what_is_wrong_is_computed(answer, values):
    assert answers.faults(asks(answer, *values)) == []
    for place in range(1, len(values)):  # a wrong one is called right
        turned = [values[place], *values[:place], *values[place + 1 :]]
        found = answers.faults(asks(answer, *turned))
        assert len(found) == 2
        assert "called right, but the answer is" in found[0]
        assert found[0].startswith("a.quiz.yml:1: question 'asked': ")


def test_a_wrong_number_is_not_nearly_right():
    assert answers.faults(asks("100.0", 100, 102, 98)) == []
    assert len(answers.faults(asks("100.0", 100, 100.5, 98))) == 1
    assert len(answers.faults(asks("100.0", 100.1, 105, 98))) == 1


def test_code_that_is_shown_may_be_used():
    assert answers.faults(asks("f(2)", 4, "f(3)", 5, code="def f(x):\n    return x * x")) == []


@pytest.mark.parametrize("answer", ["1 +", "x = 1", "1 / 0", "unknown"])
def test_a_program_that_computes_nothing_is_named(answer):
    with pytest.raises(PressError, match=r"a\.quiz\.yml:1: question 'asked': its program ends in"):
        answers.faults(asks(answer, 1, 2, 3))


def test_no_code_decides_a_question_without_an_answer():
    texts = tuple(Option(text, "", text == "a") for text in "abc")
    assert answers.faults(Question("asked", "?", texts)) == []


@pytest.mark.parametrize(
    ("text", "value", "differs"),
    [("18,432", 18432, False), ("18,432", 18431, True), (r"$2/20\approx0.1$", 0.1, False),
     ("$-3$", -3, False), ("none", 4, False), ("4 units", 5, True), ("4", "2 + 3", False),
     ("4", True, False), (r"$18{,}432$", 18432, False)],
)  # fmt: skip
def test_the_value_is_the_number_that_is_shown(text, value, differs):
    assert answers.shown_numbers_differ(Option(text, "", value=value)) == differs


def pages(**counts: int) -> dict[str, tuple[Question, ...]]:
    """So many questions of each page."""
    return {
        page: tuple(Question(f"{page}-{i}", "?", ()) for i in range(count))
        for page, count in counts.items()
    }


def test_a_seed_draws_the_same_quiz_again_and_another_another():
    there = pages(**{f"p{i}": 4 for i in range(10)})
    first, again, other = (draw.drawn(there, seed, 20) for seed in ("1", "1", "2"))
    assert first == again != other
    assert len({one.question.id for one in first}) == 20
    order = [one.question.id for one in first]
    assert order == sorted(order)  # of the book


@pytest.mark.parametrize("seed", "abcdefgh")
def test_pages_give_alike(seed):
    there = pages(**{f"p{i}": 3 + i % 3 for i in range(9)})
    given = Counter(one.docname for one in draw.drawn(there, seed, 20))
    assert sum(given.values()) == 20
    assert set(given.values()) == {2, 3}
    few = Counter(one.docname for one in draw.drawn(pages(a=1, b=5, c=5), seed, 9))
    assert few == {"a": 1, "b": 4, "c": 4}


def test_a_page_is_not_always_asked_the_same():
    there = pages(a=5, b=5)
    first = {draw.drawn(there, str(seed), 2)[0].question.id for seed in range(40)}
    assert first == {f"a-{i}" for i in range(5)}


def test_a_small_bank_gives_what_it_has():
    assert len(draw.drawn(pages(a=2, b=3), "1", 20)) == 5


MAP = """\
- {part: A, when: Weeks 1 to 5, pages: [{file: a/one}, {file: a/two, week: 6}]}
- {part: B, when: Weeks 5 to 8, pages: [{file: b/one}, {file: b/two, week: 5}]}
- {part: C, when: One paper each, pages: [{file: c/one}, {file: c/two, week: 9}]}
"""


def test_the_map_tells_to_which_half_a_page_belongs(tmp_path, monkeypatch):
    (tmp_path / "course-map.yml").write_text(MAP)
    monkeypatch.setattr(paths, "BOOK", tmp_path)
    assert draw.halves() == {
        "a/one": "first", "a/two": "second", "b/one": "second", "b/two": "first",
        "c/two": "second",
    }  # fmt: skip
    monkeypatch.setattr(bank, "of_book", lambda: pages(**{"c/one": 3}))
    with pytest.raises(PressError, match=r"'c/one': it has questions, and no week: add `week:"):
        draw.of_half("first")


def test_the_sample_for_contributors_is_a_good_one(read):
    text = (paths.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    sample = re.search(r"^## A quiz$.*?^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
    (question,) = read(sample)
    assert question.answer
    assert answers.faults(question) == []
