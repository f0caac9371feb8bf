"""Each rule finds what it is there for, names file and line, and lets good pages pass."""

import pytest
from press import guards, paths
from press.guards.network import network
from press.guards.spelling import american, british
from press.guards.subject import Page

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
    f"```{{exercise-start}}\n:label: ex-{i}\n```\nWhy?\n```{{exercise-end}}\n```\n\n"
    f"```{{solution-start}} ex-{i}\n```\nSo.\n```{{solution-end}}\n```\n\n"
    for i in range(6)
)
GOOD = f"""{FRONT}
# Good

## Section

A colour, $x = 0.123$, {{cite}}`known`, {{ref}}`here` and `0.123`.

```{{code-cell}}
assert 1 < 2
```

{FIGURE}
{SIX}"""


def page(text: str, file: str = "book/p.md") -> Page:
    return Page(file, text, True, frozenset({"here"}), frozenset({"known"}))


def cell(code: str, options: str = "") -> str:
    return f"{FRONT}# T\n\n```{{code-cell}}\n{options}{code}\n```\n"


def test_a_good_page_has_no_problems():
    assert guards.problems(page(GOOD)) == []


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

BAD = {
    "unequal_marks": (LAB, 7, "'Task 1: one (2 marks)' says 2 marks, its cells give 1"),
    "untried_tests": (LAB, 12, "'test-one' is tried by 0 wrong answers, at least 2 are needed"),
    "too_long": (cell("x = 1\n" * 26), 8, "26 lines"),
    "too_wide": (cell("a = 1\nb = '" + "x" * 80 + "'"), 9, "86 columns"),
    "expected_exception": (cell("1 / 0", ":tags: [raises-exception]\n\n"), 10, "raises-exception"),
    "unnamed_figure": (
        GOOD.replace("    caption: A line.\n", ""), 23, "figure without caption",
    ),
    "image_without_alt": (f"{FRONT}# T\n\n![](picture.png)\n", 7, "alt text"),
    "unchecked_section": (GOOD.replace("assert 1 < 2", "1 < 2"), 8, "'Section' makes claims"),
    "unsolved": (GOOD.replace("{solution-start} ex-3", "{solution-start} ex-x"), 66, "'ex-3'"),
    "too_few": (GOOD.replace(SIX, ""), 1, "0 exercises"),
    "missing_citation": (GOOD.replace("`known`", "`known,unknown`"), 10, "'unknown'"),
    "missing_label": (GOOD.replace("`here`", "`text <there>`"), 10, "'there'"),
    "network": (cell("x = 1\nfrom urllib.request import urlopen"), 9, "urllib.request"),
    "prompt": (f"{FRONT}# T\n\n```sh\n$ make html\n```\n", 8, "prompt"),
    "typed_number": (GOOD.replace("A colour", "An error of 0.0174"), 10, "'0.0174'"),
    "american": (GOOD.replace("A colour", "A color"), 10, "'colour'"),
}  # fmt: skip


@pytest.mark.parametrize("title", ["Summary", "Exercises", "References"])
def test_sections_that_close_a_chapter_claim_nothing(title):
    text = GOOD.replace("## Section", f"## {title}").replace("assert 1 < 2", "1 < 2")
    assert guards.problems(page(text)) == []


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


def test_every_rule_has_a_bad_page():
    assert {rule.__name__ for rule in guards.RULES} == set(BAD)


@pytest.mark.parametrize("rule", guards.RULES, ids=lambda rule: rule.__name__)
def test_rule_names_file_line_and_fault(rule):
    text, line, what = BAD[rule.__name__]
    file = A_LAB if text is LAB else "book/p.md"
    found = rule(page(text, file))
    assert [p.line for p in found] == [line], list(map(str, found))
    assert what in str(found[0])
    assert str(found[0]).startswith(f"{file}:{line}: ")


@pytest.mark.parametrize(
    "code",
    ["!pip install x", "%pip install x", "import requests", "fetch_openml('mnist_784')",
     "torch.hub.load('a', 'b')", "import torchvision.datasets"],
)  # fmt: skip
def test_network_in_every_guise(code):
    rule = next(rule for rule in guards.RULES if rule.__name__ == "network")
    assert rule(page(cell(code)))


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
