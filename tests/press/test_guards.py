"""Each rule finds what it is there for, names file and line, and lets good pages pass."""

import pytest
from press import guards, paths
from press.guards import captions, paper
from press.guards.claims import unchecked_section
from press.guards.network import network
from press.guards.shades import shade
from press.guards.spelling import american, british
from press.guards.subject import Page, index_entries, prose_words
from press.guards.terms import inconsistent_term, unmarked_term
from press.quizzes import bank

FRONT = "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n"  # four lines
FIGURE = """```{code-cell}
---
mystnb:
  image: {alt: "A line that rises."}
  figure:
    name: fig-line
    caption: A line.
---
fig, ax = plt.subplots()
```
"""
SIX = "".join(
    f"```{{exercise-start}}\n:label: ex-{i}\n```\n*Warm-up.* Why?\n```{{exercise-end}}\n```\n\n"
    f"```{{solution-start}} ex-{i}\n```\nSo.\n```{{solution-end}}\n```\n\n"
    for i in range(6)
)
BOX = """\
:::{admonition} In this chapter
**You will be able to:**

- pass.

**Know first:** nothing.

**Assigned reading:** none.
:::
"""
GOOD = f"""{FRONT}
# Good

{BOX}
## Section

A colour, $x = 0.123$, {{cite}}`known`, {{ref}}`here` and `0.123`. {{numref}}`fig-line` rises.

```{{code-cell}}
assert 1 < 2
```

{FIGURE}
## Summary

## What it cannot do

## Exercises

{SIX}
## References
"""


def page(text: str, file: str = "book/p.md") -> Page:
    return Page(file, text, True, frozenset({"here", "fig-line"}), frozenset({"known"}))


def cell(code: str, options: str = "") -> str:
    return f"{FRONT}# T\n\n```{{code-cell}}\n{options}{code}\n```\n"


def test_a_good_page_has_no_problems():
    assert guards.problems(page(GOOD)) == []


# A method of 80 columns, which are 84 in its class.
SHOWN = "```{{literalinclude}} ../tests/press/data/wide.py\n:pyobject: {}\n```\n\n"

# As if it stood in the place of a lab, beside which there is a list of wrong answers.
A_LAB = "book/labs/introducing-pytorch.md"
LAB = f"""{FRONT}# Lab

## Task 1: one (2 marks)

```{{code-cell}}
:nbgrader: {{grade_id: test-one, grade: true, points: 1}}

assert one == 1
### BEGIN HIDDEN TESTS
assert isinstance(one, int)
### END HIDDEN TESTS
```
"""

ASKS = "## Check yourself\n\n```{quiz}\n```\n\n"

BAD = {
    "opening_box": (GOOD.replace("Know first", "You need"), 8, "the box 'In this chapter' needs"),
    "ending": (GOOD.replace("## What it", "## What this"), 37, "the last sections are Summary, "),
    "untagged_exercise": (GOOD.replace("*Warm-up.*", "**Warm-up.**", 1), 43, "with its kind"),
    "inline_proof": (GOOD.replace("A colour", "*Proof.* A colour"), 20, "in a box: :::{prf:proof}"),
    "empty_header": (GOOD.replace("A colour", "| a | |\n|--|--|\n| 1 | 2 |\n\nA"), 20, "no name"),
    "typed_mathematics": (GOOD.replace("A line.", "At κ, $x$."), 34, "'κ' is mathematics"),
    "unequal_marks": (LAB, 7, "'Task 1: one (2 marks)' says 2 marks, its cells give 1"),
    "untried_tests": (LAB, 12, "'test-one' is tried by 0 wrong answers, at least 2 are needed"),
    "too_long": (cell("x = 1\n" * 26), 8, "26 lines"),
    "too_wide": (cell("a = 1\nb = '" + "x" * 80 + "'"), 9, "86 columns"),
    "wide_listing": (
        f"{FRONT}# T\n\n{SHOWN.format('Wide.fits')}{SHOWN.format('Wide')}",
        11, "wide.py:6: line of 84",
    ),
    "expected_exception": (cell("1 / 0", ":tags: [raises-exception]\n\n"), 10, "raises-exception"),
    "unnamed_figure": (
        GOOD.replace("    caption: A line.\n", ""), 33, "figure without caption",
    ),
    "unmentioned_figure": (
        GOOD.replace("{numref}`fig-line`", "It"), 34, "no sentence names {numref}`fig-line`",
    ),
    "this_page": (GOOD.replace("A colour", "On this page"), 20, "'this page' is a sheet"),
    "shade": (GOOD.replace("caption: A line.", "caption: A darker line."), 34, "says 'darker'"),
    "image_without_alt": (f"{FRONT}# T\n\n![](picture.png)\n", 7, "alt text"),
    "unchecked_section": (GOOD.replace("assert 1 < 2", "1 < 2"), 18, "'Section' makes claims"),
    "unsolved": (GOOD.replace("{solution-start} ex-3", "{solution-start} ex-x"), 82, "'ex-3'"),
    "too_few": (GOOD.replace(SIX, ""), 1, "0 exercises"),
    "missing_citation": (GOOD.replace("`known`", "`known,unknown`"), 20, "'unknown'"),
    "missing_label": (GOOD.replace("`here`", "`text <there>`"), 20, "'there'"),
    "network": (cell("x = 1\nfrom urllib.request import urlopen"), 9, "urllib.request"),
    "ended_early": (cell("x = 1\nexit()"), 9, "'exit' ends the page"),
    "swallowed_check": (
        cell("try:\n    agree('a', 1, 2)\nexcept Exception:\n    pass"), 8, "`CheckFailed`",
    ),
    "comment": (f"{FRONT}# T\n\nWith ten it is 5\n% of all.\n", 8, "hides"),
    "broken_formula": (f"{FRONT}# T\n\nHere $a = b\n- c$ stands.\n", 7, "before its sign"),
    "broken_paragraph": (f"{FRONT}# T\n\nA loss of\n1. It counts.\n", 8, "a list"),
    "other_way_round": (cell("z = X @ W.T + b\nz = X @ W + b"), 9, "(fan_out, fan_in)"),
    "prompt": (f"{FRONT}# T\n\n```sh\n$ make html\n```\n", 8, "prompt"),
    "typed_number": (GOOD.replace("A colour", "An error of 0.0174"), 20, "'0.0174'"),
    "american": (GOOD.replace("A colour", "A color"), 20, "'colour'"),
    "unmarked_term": (GOOD.replace("A colour", "A **colour**"), 20, "'colour' in bold"),
    "inconsistent_term": (GOOD.replace("A colour", "{index}`Colours`"), 20, "is a plural"),
    "quiz_section": (GOOD.replace("## Exercises", f"{ASKS}## Exercises"), 41, "no p.quiz.yml"),
    "unsound_bank": ("", 29, "question 'two': tests/press/data/quizzes/unsound.quiz.yml:15 has"),
    "number_of_questions": ("", 1, "1 questions, 3 to 5 are wanted"),
    "long_question": ("", 15, "question 'two': the reason of '1' has 4 letters, 30 to 320"),
    "lazy_option": ("", 15, "'None of the above' speaks of other options"),
    "unchecked_number": ("", 15, "question 'two': options are numbers, so `answer`"),
    "unlike_prose": ("", 15, "question 'two': 'colors': write 'colours'"),
    "not_for_export": ("", 15, "{numref}`fig-line`: this role has no words outside"),
}  # fmt: skip
# The banks of these stand beside pages that are not there.
BANKS = {
    "unsound_bank": "unsound", "number_of_questions": "few", "long_question": "long",
    "lazy_option": "lazy", "unchecked_number": "unchecked", "unlike_prose": "prose",
    "not_for_export": "export",
}  # fmt: skip
QUIZZES = "tests/press/data/quizzes"


@pytest.mark.parametrize("title", ["Summary", "Check yourself", "Exercises", "References"])
def test_sections_that_close_a_chapter_claim_nothing(title):
    text = GOOD.replace("## Section", f"## {title}").replace("assert 1 < 2", "1 < 2")
    assert unchecked_section(page(text)) == []


OPENINGS = {
    "book/seminars/p.md": GOOD.replace("In this chapter", "In this seminar"),
    "book/topics/p.md": GOOD.replace("In this chapter", "In this topic"),
    "book/labs/p.md": BOX.replace("chapter", "lab").replace("Assigned reading", "Marks"),
}


@pytest.mark.parametrize("file", OPENINGS)
def test_each_kind_of_page_opens_with_its_own_box(file):
    opening_box = next(rule for rule in guards.RULES if rule.__name__ == "opening_box")
    assert opening_box(page(OPENINGS[file], file)) == []
    found = opening_box(page(GOOD, file))
    assert [p.what for p in found] == [
        f"the page opens with no box 'In this {file.split('/')[1][:-1]}'"
    ]
    assert opening_box(page(GOOD.replace("- pass.", "Pass."))) != []


def test_a_lab_closes_with_its_references_alone():
    ending = next(rule for rule in guards.RULES if rule.__name__ == "ending")
    assert ending(page("# L\n\n## Tasks\n\n## References\n", "book/labs/p.md")) == []
    assert ending(page("# L\n\n## References\n\n## Tasks\n", "book/labs/p.md")) != []


def test_a_page_with_questions_asks_them_before_its_exercises(monkeypatch):
    beside = paths.ROOT / QUIZZES / "good.quiz.yml"
    monkeypatch.setattr(bank, "file_of", lambda source: beside)
    rules = {rule.__name__: rule for rule in guards.RULES}
    asked = GOOD.replace("## Exercises", f"{ASKS}## Exercises")
    at_the_end = GOOD.replace("## References", f"{ASKS}## References")
    good, without, late = map(page, (asked, GOOD, at_the_end))
    assert guards.problems(good) == []
    assert "Check yourself" in str(rules["ending"](without)[0])
    assert "'## Check yourself'" in str(rules["quiz_section"](without)[0])
    more = asked.replace("```{quiz}\n```", "Now:\n\n```{quiz}\n```")
    assert "and nothing else" in str(rules["quiz_section"](page(more))[0])
    assert "Check yourself" in str(rules["ending"](late)[0])


@pytest.mark.parametrize("caption", ["x = 0", "from (2, 0)", "½", "x²", "a → b", "6 × 7", "−1"])
def test_mathematics_that_is_typed_in_a_caption(caption):
    (found,) = captions.typed_mathematics(page(GOOD.replace("A line.", f"It is {caption}.")))
    assert found.line == 34


@pytest.mark.parametrize(
    "caption", ["$x = 0$", "A and B", "Figure 9 (a)", "{eq}`eq-a = b`", "Adam's"]
)
def test_captions_that_are_prose_or_typeset(caption):
    assert captions.typed_mathematics(page(GOOD.replace("A line.", f"It is {caption}."))) == []


def test_a_caption_and_a_page_that_is_no_chapter_may_say_where_they_are():
    assert len(paper.this_page(page(GOOD.replace("A line.", "A line of this page.")))) == 1
    status = Page("book/status.md", "# Status\n\nThis page runs again.\n", is_chapter=False)
    assert paper.this_page(status) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("### BEGIN HIDDEN TESTS\nassert isinstance(one, int)\n### END HIDDEN TESTS\n", "",
         "'test-one' needs visible and hidden tests"),
        ("grade: true, points: 1", "solution: true", "task 'test-one' marks no solution"),
        ("grade: true, points: 1", "solution: true", "passes what is visible of its test"),
    ],
)  # fmt: skip
def test_a_lab_that_cannot_be_trusted(old, new, what):
    assert old in LAB
    rule = next(rule for rule in guards.RULES if rule.__name__ == "untried_tests")
    assert any(what in str(p) for p in rule(page(LAB.replace(old, new), A_LAB)))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("A line that rises.", "White squares on a black ground.", ["White", "black"]),
        ("A line that rises.", "A pale, then a paler line, the lightest at its end.",
         ["pale", "paler", "lightest"]),
        ("A line that rises.", "A step, which is a black box, and white noise.", []),
        ("A line that rises.", "A lightning, a grey line and a darkroom.", []),
        ("mystnb:", "tags: [keep-colours]\nmystnb:", []),
    ],
)  # fmt: skip
def test_what_the_dark_turns_round_is_no_description(old, new, found):
    text = GOOD.replace("A line.", "A bright line." if "tags" in new else "A line.")
    problems = shade(page(text.replace(old, new)))
    assert [str(p).split("'")[1] for p in problems] == found


def test_every_rule_has_a_bad_page():
    assert {rule.__name__ for rule in guards.RULES} == set(BAD)


@pytest.mark.parametrize("rule", guards.RULES, ids=lambda rule: rule.__name__)
def test_rule_names_file_line_and_fault(rule):
    text, line, what = BAD[rule.__name__]
    file = A_LAB if text is LAB else "book/p.md"
    told = file
    if name := BANKS.get(rule.__name__):
        file, told = f"{QUIZZES}/{name}.md", f"{QUIZZES}/{name}.quiz.yml"
    found = rule(page(text, file))
    assert [p.line for p in found] == [line], list(map(str, found))
    assert what in str(found[0])
    assert str(found[0]).startswith(f"{told}:{line}: ")


@pytest.mark.parametrize(
    "code",
    ["!pip install x", "%pip install x", "import requests", "fetch_openml('mnist_784')",
     "torch.hub.load('a', 'b')", "import torchvision.datasets"],
)  # fmt: skip
def test_network_in_every_guise(code):
    rule = next(rule for rule in guards.RULES if rule.__name__ == "network")
    assert rule(page(cell(code)))


def test_a_list_that_is_meant_is_no_broken_paragraph():
    rule = next(rule for rule in guards.RULES if rule.__name__ == "broken_paragraph")
    assert rule(page(f"{FRONT}# T\n\nTwo steps:\n\n1. Halve it.\n2. Add one.\n")) == []


def found_by(name, code):
    rule = next(rule for rule in guards.RULES if rule.__name__ == name)
    return bool(rule(page(cell(code))))


@pytest.mark.parametrize(
    "code",
    ["quit", "import sys\nsys.exit(0)", "import os\nos._exit(0)", "raise SystemExit",
     "raise SystemExit(0)", "get_ipython().ask_exit()",
     "def f():\n    return [exit() for _ in 'a']"],
)  # fmt: skip
def test_the_ways_out_of_a_page(code):
    assert found_by("ended_early", code)
    assert not found_by(
        "ended_early",
        code.replace("exit", "leave")
        .replace("quit", "leave")
        .replace("SystemExit", "ValueError")
        .replace("get_ipython", "get"),
    )


@pytest.mark.parametrize(
    ("code", "swallows"),
    [
        ("try:\n    {}\nexcept:\n    pass", True),
        ("try:\n    {}\nexcept (KeyError, AssertionError) as e:\n    print(e)", True),
        ("try:\n    if x:\n        {}\nexcept BaseException:\n    pass", True),
        ("def f():\n    try:\n        {}\n    finally:\n        return 1", True),
        ("with contextlib.suppress(Exception):\n    {}", True),
        ("try:\n    {}\nexcept CheckFailed:\n    pass\nelse:\n    raise ValueError", False),
        ("try:\n    {}\nexcept Exception:\n    print('no')\n    raise", False),
        ("try:\n    {}\nfinally:\n    x = 1", False),
        ("try:\n    x = 1\nexcept Exception:\n    {}", False),
        ("with contextlib.suppress(KeyError), torch.no_grad():\n    {}", False),
    ],
)
@pytest.mark.parametrize("check", ["agree('a', 1, 2)", "check.holds('a', False)", "assert x"])
def test_checks_whose_errors_are_caught(code, swallows, check):
    assert found_by("swallowed_check", code.format(check)) == swallows
    assert not found_by("swallowed_check", code.format("f(1)"))


AMERICAN = {  # of each kind: a listed word, each family, a capital, a plural, an ending
    "color": "colour", "Colors": "Colours", "COLOR": "COLOUR", "behavioral": "behavioural",
    "neighborhoods": "neighbourhoods", "Flavored": "flavoured", "favorite": "favourite",
    "honorable": "honourable", "vaporing": "vapouring", "optimizer": "optimiser",
    "Normalization": "Normalisation", "regularized": "regularised", "emphasize": "emphasise",
    "hypothesizes": "hypothesises", "trivializations": "trivialisations",
    "organizational": "organisational", "recognizable": "recognisable", "analyze": "analyse",
    "Analyzing": "Analysing", "center": "centre", "centered": "centred", "centering": "centring",
    "fiber": "fibre", "Theater": "Theatre", "kilometers": "kilometres", "labeled": "labelled",
    "mislabeled": "mislabelled", "modeling": "modelling", "Traveled": "Travelled",
    "leveling": "levelling", "fulfills": "fulfils", "skillful": "skilful", "catalog": "catalogue",
    "dialog": "dialogue", "defense": "defence", "offense": "offence", "artifacts": "artefacts",
    "gray": "grey", "skeptical": "sceptical", "plow": "plough", "jewelry": "jewellery",
    "license plate": "licence plate", "aluminum": "aluminium",
}  # fmt: skip


@pytest.mark.parametrize("word", AMERICAN)
def test_american_spelling_is_found_and_mended_in_its_case(word):
    (found,) = american(page(f"{FRONT}# T\n\nSee: {word}.\n"))
    assert found.what.lower() == f"'{word}': write '{AMERICAN[word]}'".lower()
    assert british(word)[0].isupper() == word[0].isupper()
    assert british(word).isupper() == word.isupper()


BRITISH = """A size, sizes and resized steps; the stepsize of a batch that is oversized; a prize;
seize, capsize, maize; citizens of the horizon; a parameter and a perimeter; versicolor; a
laboratory; laborious, honorary, humorous and rigorous; colour, colours and
colouring; a program; stories; focused; we practise, and licensed practice; paralleled; a cluster
of literal letters; installed; he will, with skill; fulfilled; enrolled; analysis; error, tensor
and factor; sceptical; wanted: an analogue; defensible; older, moulded; catalogued."""


def test_good_british_raises_no_alarm():
    assert american(page(f"{FRONT}# T\n\n{BRITISH}\n")) == []


def test_american_words_in_code_roles_and_links_are_exempt():
    text = "`color`, {cite}`color`, [grey](color.html), $color$ and <b color='x'>"
    assert american(page(f"{FRONT}# T\n\n{text}\n")) == []


@pytest.mark.parametrize("text", ["25 years", "chapter 3.1", "half, 0.5", "Python 3.11", "2026"])
def test_numbers_that_nobody_measured(text):
    rule = next(rule for rule in guards.RULES if rule.__name__ == "typed_number")
    assert rule(page(f"{FRONT}# T\n\nSee {text}.\n")) == []


def test_code_that_is_not_python_is_told_with_its_line():
    (found,) = network(page(cell("x = 1\ndef (")))
    assert (found.line, found.what) == (9, "this is not Python: invalid syntax")


@pytest.fixture
def book(tmp_path, monkeypatch):
    """The folder of a book of two pages, of which one is listed."""
    book = tmp_path / "book"
    book.mkdir()
    for name in ("index.md", "forgotten.md"):
        (book / name).write_text("# T\n")
    (book / "references.bib").write_text("")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    for name, path in (("ROOT", tmp_path), ("BOOK", book), ("TOC", tmp_path / "_toc.yml")):
        monkeypatch.setattr(paths, name, path)
    return book


def test_a_page_is_read_as_builders_read_it(book):
    """Without the mark that some editors put before it, which would hide the front matter."""
    (book / "index.md").write_bytes(b"\xef\xbb\xbf" + cell("x = 1").replace("\n", "\r\n").encode())
    (read,) = guards.Book.read().pages
    assert read.text == cell("x = 1")


@pytest.mark.usefixtures("book")
def test_a_page_that_is_not_listed():
    found = guards.Book.read().contents_problems()
    assert [p.file for p in found] == ["book/forgotten.md"]


@pytest.mark.parametrize(
    ("prose", "what"),
    [
        ("This is called a *bowl*.", "'bowl' is defined"),
        ("They call it the *steep\nbowl*.", "is defined"),
        ("So a **bowl** is round.", "'bowl' in bold"),
        ("**Bowls** are round.", "'Bowls' in bold"),
        (
            ":::{prf:definition} Bowl\nA round thing.\n:::",
            "'Bowl' is defined, but not in the index",
        ),
    ],
)
def test_a_term_that_is_defined_is_marked(prose, what):
    (found,) = unmarked_term(page(f"{FRONT}# T\n\n{prose}\n"))
    assert what in str(found)


@pytest.mark.parametrize(
    "prose",
    [
        "It *is* round, and called once.",
        "This is called a {index}`bowl`.",
        "**Round.** A bowl.",
        "- **Round:** a bowl.\n- **Deep.** A cup.",
        "| **bowl** | round |\n|---|---|\n| a | **b** |",
        ":::{prf:definition} Bowls\nA round thing.\n:::",
    ],
)
def test_labels_and_stress_are_no_terms(prose):
    good = page(f"{FRONT}# T\n\n{prose}\n")
    good.terms = frozenset({"bowl"})
    assert unmarked_term(good) == []


@pytest.mark.parametrize(
    ("mark", "what"),
    [
        ("Gradient", "no name"),
        ("hessian", "lacks the capital of Hessian"),
        ("bowls", "plural"),
        ("bowls of soup", "plural"),
        ("mini batch", "is nearly 'mini-batch'"),
        ("A steep\nbowl <steep bowls>", "plural"),
    ],
)
def test_an_entry_of_the_index_that_is_unlike_the_others(mark, what):
    bad = page(f"{FRONT}# T\n\nThe {{index}}`{mark}`.\n")
    bad.terms = frozenset({"mini-batch"})
    bad.words = frozenset({"gradient", "Hessian", "the"})
    assert [what in str(problem) for problem in inconsistent_term(bad)] == [True]


@pytest.mark.parametrize(
    "entry",
    ["gradient", "Hessian", "ReLU", "bias", "loss", "He initialisation", "basis", "L2 penalty",
     "torch.autograd.Function", "normal equations", "Newton's method", "set of bowls"],
)  # fmt: skip
def test_a_good_entry(entry):
    good = page(f"{FRONT}# T\n\nThe {{index}}`Bowls <{entry}>`.\n")
    good.terms = frozenset({entry})
    good.words = frozenset({"gradient", "Hessian", "he", "function", "the"})
    assert inconsistent_term(good) == []


def test_entries_and_the_words_around_them_are_told_apart():
    prose = "A {index}`steep\nbowl` of Hesse, a {index}`Cup <cup>`, {index}`!pan`."
    text = f"{FRONT}# T\n\n{prose}\n"
    assert [term for term, _ in index_entries(text)] == ["steep bowl", "cup", "pan"]
    assert prose_words(page(text)) == {"of", "a", "Hesse"}
