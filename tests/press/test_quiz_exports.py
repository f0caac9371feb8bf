"""What is written for Moodle and Canvas, read back by other means and compared with the bank."""

import html
import io
import re
import zipfile
from xml.etree import ElementTree

import gift as reader
import pytest
from bs4 import BeautifulSoup
from press import paths
from press.errors import PressError
from press.quizzes import bank, draw, export, gift, qti, words
from press.quizzes.bank import LETTERS, Option, Question

HERE = "fundamentals/optimisation"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
# Each sign of each format, in formulas, code and plain words.
HARD = Question(
    "hard-one",
    r"Is $\{x : a_{i} = \nabla f\}$ ~ 50 % of #1, `d = {1: 2}` or a < b & c > d?",
    (
        Option(r"`\n` and `a\b`", r"A backslash, $\backslash$, and *stress* on **it**.", True),
        Option("{=~#:} -> [html]", "See {doc}`convergence` and [there](https://a.org/b?c=1#d)."),
        Option("*a* b_c_d, `~x`", "By {cite:t}`kingma2015adam`; {index}`rates <rate>`: 5$."),
        Option("10. one", "- no list, 'quoted' \"twice\" -- or \\<b\\> \\$5 and 6\\$..."),
    ),
    code='d = {"a": 1}\n\nif d["a"] == 1:  # ~ and =\n    print("a\\nb")',
)
EVERY = [(HERE, HARD)]


@pytest.fixture(scope="module")
def listed():
    return [*EVERY, *((d, one) for d, found in bank.of_book().items() for one in found)]


def seen(fragment: str) -> str:
    """What one sees of a piece of HTML; formulas between \\( and \\)."""
    soup = BeautifulSoup(fragment, "html.parser")
    for image in soup.select("img.equation_image"):
        image.replace_with(rf"\({image['data-equation-content']}\)")
    return tidy(soup.get_text())


def tidy(text: str) -> str:
    """Without what editors of quotes and dashes change, and with single spaces."""
    for one, other in {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "--", "…": "..."}.items():
        text = text.replace(one, other)
    return " ".join(re.sub(r"\\\(\s*(.*?)\s*\\\)", r"\\(\1\\)", text).split())


def meant(text: str) -> str:
    """What one should see of a line of the bank, by a way of its own: no parser of Markdown."""
    kept: list[str] = []

    def keep(found: re.Match) -> str:
        kept.append(rf"\({found[2]}\)" if found[1] == "$" else found[2])
        return f"\0{len(kept) - 1}\0"

    text = re.sub(r"\{doc\}`convergence`", "Convergence and line search", text)
    text = re.sub(r"\{cite:t\}`kingma2015adam`", "Kingma and Ba (2015)", text)
    text = re.sub(r"\{index\}`rates <rate>`", "rates", text)
    text = re.sub(r"(`)(.+?)`", keep, text)
    text = re.sub(r"(\\)([<>$])", keep, text)
    text = re.sub(r"(\$)(?!\s)((?:[^$])+?)(?<!\s)\$(?!\d)", keep, text)
    text = re.sub(r"\[(.+?)\]\(.+?\)", r"\1", text) if "](" in text else text
    text = re.sub(r"(\*\*|\*(?=\w)|(?<!\w)_(?=\w))(.+?)\1(?!\w)", r"\2", text)
    return tidy(re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], text))


def test_gift_is_read_back_as_the_bank_has_it(listed):
    found = reader.read(export.as_gift(listed[1:], export.by_page) + "\n"
                        + gift.question(HARD, HERE))  # fmt: skip
    for read, (_, question) in zip(found, [*listed[1:], listed[0]], strict=True):
        assert read.title == question.id
        assert read.form == "html"
        asked = f"{meant(question.asked)} {' '.join(question.code.split())}"
        assert seen(read.text.replace("<pre>", " <pre>")) == asked.strip()
        assert [(right, seen(text), seen(why)) for right, text, why in read.options] == [
            (option.right, meant(option.text), meant(option.why)) for option in question.options
        ], question.id


def test_code_keeps_its_lines_in_gift():
    (read,) = reader.read(gift.question(HARD, HERE))
    assert BeautifulSoup(read.text, "html.parser").pre.get_text() == HARD.code


def test_categories_are_those_of_the_book():
    text = export.as_gift([(HERE, HARD)], export.by_page)
    (read,) = reader.read(text)
    assert read.category == "Differentiable Programming/Fundamentals/Optimisation"
    assert gift.category("a/b", "c") == "$CATEGORY: a//b/c\n"


@pytest.mark.parametrize("sign", "=~#{}:\\")
def test_the_reader_sees_a_sign_that_is_not_escaped(sign):
    """Else it would prove nothing."""
    head, place, tail = gift.question(HARD, HERE).partition("[html]")
    assert f"\\{sign}" in tail
    with pytest.raises(AssertionError):
        reader.read(head + place + tail.replace(f"\\{sign}", sign, 1))


@pytest.fixture(scope="module")
def items(listed, tmp_path_factory):
    """The items of the QTI that text2qti makes of all questions."""
    target = tmp_path_factory.mktemp("qti") / "all.zip"
    qti.write(qti.text("All", "Questions.", listed), target)
    archive = zipfile.ZipFile(io.BytesIO(target.read_bytes()))
    manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    named = {node.get("href") for node in manifest.iter() if node.tag.endswith("}file")}
    assert named <= set(archive.namelist()), "the manifest names what is not there"
    (name,) = (name for name in named if re.search(r"assessment_[^/]+/.*assessment_\w+\.xml$", name)
               and "meta" not in name)  # fmt: skip
    return list(ElementTree.fromstring(archive.read(name)).iter(f"{QTI}item"))


def test_qti_is_read_back_as_the_bank_has_it(items, listed):
    for item, (_, question) in zip(items, listed, strict=True):
        assert item.get("title") == question.id
        asked, *choices = (
            node.text for node in item.find(f"{QTI}presentation").iter(f"{QTI}mattext")
        )
        code = " ".join(question.code.split())
        assert seen(asked) == f"{meant(question.asked)} {code}".strip()
        assert [seen(text) for text in choices] == [meant(o.text) for o in question.options]
        names = [label.get("ident") for label in item.iter(f"{QTI}response_label")]
        assert len(set(names)) == len(question.options)
        (right,) = (
            condition.find(f".//{QTI}varequal").text
            for condition in item.iter(f"{QTI}respcondition")
            if condition.find(f"{QTI}setvar") is not None
        )
        assert names.index(right) == question.right
        said = {
            node.get("ident"): "".join(node.itertext()) for node in item.iter(f"{QTI}itemfeedback")
        }
        assert [seen(said[f"{name}_fb"]) for name in names] == [
            meant(o.why) for o in question.options
        ]


def test_code_keeps_its_lines_in_qti(items):
    asked = next(items[0].iter(f"{QTI}mattext")).text
    assert BeautifulSoup(asked, "html.parser").pre.get_text().rstrip() == HARD.code


def test_what_text2qti_refuses_is_said_in_a_line(tmp_path):
    with pytest.raises(PressError, match="text2qti refuses it: ") as raised:
        qti.write("Quiz title: Q\n\n1. One?\na) no\nb) no\n", tmp_path / "q.zip")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("See {numref}`fig-one`.", "{numref}`fig-one`: this role has no words"),
        ("By {cite:t}`nobody2000`.", "'nobody2000' is not in"),
        ("An ![image](a.png).", "image cannot be exported"),
        ("A <b>tag</b>.", "html_inline cannot be exported"),
    ],
)
def test_what_has_no_meaning_outside_is_refused(text, what):
    for write in (words.as_html, words.as_markdown, words.as_text):
        with pytest.raises(PressError) as raised:
            write(text, HERE)
        assert what in str(raised.value)


def test_a_reference_with_words_of_its_own_is_said_in_these():
    assert words.as_text("See {ref}`the bound <bound>`.", HERE) == "See the bound."
    assert words.as_text("See {doc}`/setup`, {doc}`it <../setup>`.", HERE).endswith(", it.")


@pytest.fixture
def written(tmp_path, monkeypatch, capsys):
    """`make quizzes` into a folder of this test; returns what it says."""
    monkeypatch.setattr(paths, "QUIZZES", tmp_path / "quizzes")

    def run(**environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert export.quizzes() == 0
        return capsys.readouterr().out

    return run


def test_the_bank_and_two_quizzes_are_written(written, tmp_path, monkeypatch):
    there = {HERE: tuple(_plain(i) for i in range(25))}
    monkeypatch.setattr(draw, "of_half", lambda half: there)
    written(SEED="3")
    folder = tmp_path / "quizzes"
    names = {file.name for file in folder.iterdir()}
    kinds = {f"{name}.{kind}" for name in ("bank", "first-half", "second-half")
             for kind in ("gift", "txt", "zip")}  # fmt: skip
    assert names == kinds | {"first-half-key.txt", "second-half-key.txt"}
    quiz = reader.read((folder / "first-half.gift").read_text(encoding="utf-8"))
    assert [one.title for one in quiz] == [d.question.id for d in draw.quiz("first", 3)]
    assert {one.category for one in quiz} == {"Quiz on the first half, seed 3"}
    told = re.findall(r"^ *\d+  ([A-E])  ", (folder / "first-half-key.txt").read_text(), re.M)
    right = [LETTERS[[o[0] for o in one.options].index(True)] for one in quiz]
    assert told == right
    assert len(right) == 20


def _plain(number: int) -> Question:
    texts = [Option(f"{letter}", f"Why {letter}.", letter == "b") for letter in "abc"]
    return Question(f"plain-{number}", f"Which of {number}?", tuple(texts))


def test_too_few_questions_are_said(written, monkeypatch):
    monkeypatch.setattr(
        draw, "of_half", lambda half: {HERE: (_plain(1),)} if half == "first" else {}
    )
    said = written()
    assert "the first half: 20 questions are wanted, and its pages have 1 so far" in said
    assert "the second half: 20 questions are wanted, and its pages have 0 so far" in said


def test_a_seed_that_is_none(written):
    with pytest.raises(PressError, match="SEED='x' is no number: make quizzes SEED=7"):
        written(SEED="x")


def test_a_book_without_questions(written, monkeypatch):
    monkeypatch.setattr(bank, "of_book", dict)
    with pytest.raises(PressError, match=r"no page has questions: .* in NAME\.quiz\.yml"):
        written()


def test_html_is_escaped():
    assert words.as_html("a < b & `c<d>` $e<f$", HERE) == (
        r"a &lt; b &amp; <code>c&lt;d&gt;</code> \(e&lt;f\)"
    )
    assert html.unescape(words.as_html("a < b", HERE)) == "a < b"
