"""A page with questions, on the site, as a notebook and on paper, with solutions and without."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from press.quizzes.bank import order
from print_tools import need_tex, read
from small_book import FRONT, SmallBook

MAP = """\
- part: Chapters
  when: Weeks 1 to 5
  text: All.
  pages:
    - {file: part/one, title: One, text: One.}
    - {file: part/two, title: Two, text: Two.}
    - {file: part/three, title: Three, text: Three.}
"""
BANK = r"""
- id: first-one
  question: 'What is $1+1$, with {cite:t}`known2000`?'
  code: |
    one = 1

    one + one
  options:
    - {text: '$2$', right: true, why: 'Twice `one`; see {doc}`two`.'}
    - {text: '$3$', why: Thrice one.}
    - {text: 'An $x<y$ & `a<b`', why: 'No number, as {doc}`../part/two` says.'}
- id: second-one
  question: Which letter comes *first*?
  options:
    - {text: alpha, right: true, why: It is the first.}
    - {text: beta, why: It is the second.}
    - {text: gamma, why: It is the third.}
    - {text: delta, why: It is the fourth.}
"""
BIB = "@book{known2000, author={Known, Ann}, title={A book}, year={2000}, publisher={P}}\n"
ASKS = "## Check yourself\n\n```{quiz}\n```\n"
LIST = "## References\n\n```{bibliography}\n:filter: docname in docnames\n```\n"


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    book = shared_book
    book.kernels = "ordinary"
    book.write("course-map.yml", MAP)
    book.write("references.bib", BIB)
    one = book.page("part/one", "one = 1\none + 1")
    one.write_text(f"{one.read_text()}\n{ASKS}\n{LIST}")
    book.write("part/one.quiz.yml", BANK)
    page = "# Quizzes\n\n```{course-quiz} first\n```\n\n```{course-quiz} second\n```\n"
    book.write("quizzes.md", page)
    book.contents("part/one", "part/two", "quizzes")
    run = book.press("html")
    assert run.returncode == 0, run.stdout
    return book


@pytest.fixture(scope="module")
def soup(built) -> BeautifulSoup:
    return BeautifulSoup(built.html("part/one"), "html.parser")


def test_each_question_is_a_form_with_a_group_of_radio_buttons(soup):
    forms = soup.select(".quiz form")
    assert [form["id"] for form in forms] == ["quiz-first-one", "quiz-second-one"]
    for form, count in zip(forms, (3, 4), strict=True):
        radios = form.select("fieldset > label > input[type=radio]")
        assert [radio["value"] for radio in radios] == list("ABCD"[:count])
        assert {radio["name"] for radio in radios} == {form["id"]}
        assert form.fieldset.find(True, recursive=False).name == "legend"
        assert form.select_one("[role=status]").get_text() == ""
        assert form.select_one("button[type=submit]")["aria-label"].startswith("Check question ")
    names = [radio["name"] for radio in soup.select("input[type=radio]")]
    assert set(names) == {form["id"] for form in forms}


def test_the_options_are_parsed_and_stand_in_the_order_of_the_name(soup):
    options = [label.get_text(" ", strip=True) for label in soup.select("#quiz-second-one label")]
    names = ["alpha", "beta", "gamma", "delta"]
    wanted = [names[place] for place in order("second-one", 4)]
    assert [option.split() for option in options] == [
        [f"{letter}.", name] for letter, name in zip("ABCD", wanted, strict=True)
    ]
    first = soup.select_one("#quiz-first-one")
    assert first.legend.select_one(".math").get_text() == r"\(1+1\)"
    assert first.legend.find("a", href="#cite-known2000")
    assert "a<b" in [code.get_text() for code in first.select("label code")]
    assert first.select_one("fieldset > .highlight-python, fieldset > .highlight").get_text()


def test_each_option_has_its_reason_in_a_fold(soup):
    form = soup.select_one("#quiz-first-one")
    right = form.select("details > .quiz-reason[data-right]")
    wrong = form.select("details > .quiz-reason:not([data-right])")
    assert (len(right), len(wrong)) == (1, 2)
    label = form.find("input", value=right[0]["data-letter"]).parent
    assert r"\(2\)" in label.get_text()
    assert "Right." in right[0].get_text()
    assert {link["href"] for link in form.select("details a")} == {"two.html"}


def test_the_script_is_loaded_where_there_are_questions_and_nowhere_else(built):
    for docname, loads in (("part/one", True), ("part/two", False), ("quizzes", True)):
        assert ("quiz/quiz.js" in built.html(docname)) == loads
        assert ("quiz/quiz.css" in built.html(docname)) == loads
    assert 'defer="defer" src="../_static/quiz/quiz.js' in built.html("part/one")


def test_the_course_quiz_says_how_many_there_are_and_where_from(built):
    page = BeautifulSoup(built.html("quizzes"), "html.parser")
    text = " ".join(page.get_text(" ").split())
    assert "The bank has 2 questions on 1 page of this half so far" in text
    assert "No page of this half has questions so far." in text
    links = {link["href"] for link in page.select("#quiz-first-one details a")}
    assert links == {"part/two.html", "part/one.html"}
    cited = page.select_one("#quiz-first-one legend a")
    assert cited["href"] == "part/one.html#cite-known2000"


def test_the_search_finds_what_is_asked_and_no_option(built):
    data = (built.root / "_build/html/search-data.js").read_text(encoding="utf-8")
    assert "which letter comes first" in data.lower()
    assert "gamma" not in data
    assert "it is the third" not in data.lower()


def test_a_notebook_has_the_options_and_a_fold(built):
    file = next((built.root / "_build/html").rglob("one.ipynb"))
    cells = json.loads(file.read_text())["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert "**2.** Which letter comes *first*?\n\n- **A.** " in text
    fold = re.search(r"<details><summary>The answer to question 2</summary>\n\n(.*?)\n\n</details>",
                     text, re.DOTALL)[1]  # fmt: skip
    assert len(re.findall(r"^- \*\*[A-D]\. (?:Right|Not this)\.\*\* It is", fold, re.M)) == 4
    assert re.search(r"\*\*[A-D]\. Right\.\*\* It is the first\.", fold)
    assert "```python\none = 1\n\none + one\n```" in text


def test_handouts_have_the_questions_and_one_set_the_answers(built):
    need_tex()
    run = built.press("handouts")
    assert run.returncode == 0, run.stdout
    with_answers, without = (
        " ".join(read(built.root / "_build" / folder / "one.pdf").split())
        for folder in ("handouts", "handouts-student")
    )
    for text in (with_answers, without):
        assert re.search(r"2\. Which letter comes first\? A\. \w+ B\. \w+ C\. \w+ D\. \w+", text)
        assert "one + one" in text
    assert "What is right, and why" in with_answers
    assert re.search(r"[A-D]\. It is the first\. Not [A-D]: It is the", with_answers)
    for reason in ("What is right", "It is the", "Thrice", "Not A"):
        assert reason not in without


def test_a_bank_that_changes_is_read_again(built):
    built.write("part/one.quiz.yml", BANK.replace("Thrice one", "Three times one"))
    built.write(
        "part/two.quiz.yml", BANK.replace("-one", "-two").replace(", with {cite", ": {cite")
    )
    two = built.root / "book/part/two.md"
    two.write_text(f"{two.read_text()}\n{ASKS}\n{LIST}")
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    for docname in ("part/one", "quizzes"):
        assert "Three times one" in built.html(docname)
    assert "quiz-first-two" in built.html("quizzes")
    assert "4 questions on 2 pages" in built.html("quizzes")


FAULTY = [
    ("part/two.quiz.yml", None, r"\{quiz\}: there is no two.quiz.yml beside the page"),
    ("part/two.quiz.yml", BANK, r"two\.quiz\.yml:\d+: question 'first-one'|one\.quiz\.yml:2 has"),
    ("part/one.quiz.yml", "- id: x\n", r"book/part/one\.quiz\.yml:1: question 'x': 3 to 5"),
]


@pytest.mark.parametrize(("name", "text", "what"), FAULTY)
def test_what_is_wrong_stops_the_build_with_a_line(built, tmp_path, name, text, what):
    book = built.copy_to(tmp_path / "faulty")
    if text is None:
        (book.root / "book" / name).unlink()
    else:
        book.write(name, text)
    run = book.press("html")
    assert run.returncode == 1
    assert re.search(what, run.stdout), run.stdout
    assert "Traceback" not in run.stdout


def test_a_half_that_is_none(built, tmp_path):
    book = built.copy_to(tmp_path / "third")
    book.write("quizzes.md", f"{FRONT}# Quizzes\n\n```{{course-quiz}} third\n```\n")
    run = book.press("html")
    assert run.returncode == 1
    assert "there are the halves first and second" in run.stdout
