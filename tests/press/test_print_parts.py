"""What print does without TeX: names, dates, complaints, and saying what is missing."""

import os
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from press.errors import PressError
from press.pages import toc
from press.print import breaks, complaints, dates, spaces, xelatex
from press.print.translator import RARE
from print_tools import DATE
from small_book import ROOT

PATHLESS = {"PATH": "/nowhere"}


@pytest.mark.parametrize("command", ["handouts", "pdf"])
def test_missing_tex_is_one_line_that_names_the_packages(small_book, command):
    run = small_book.press(command, **PATHLESS)
    assert run.returncode == 2
    assert run.stdout.count("\n") == 1
    for text in ("xelatex", "latexmk", "apt-get install", *xelatex.PACKAGES):
        assert text in run.stdout


def test_ci_installs_what_the_line_names():
    listed = (ROOT / ".ci" / "packages.txt").read_text().split("\n")
    assert set(xelatex.PACKAGES) <= set(listed)


def test_a_handout_is_named_after_its_page():
    assert toc.handout_name("fundamentals/automatic-differentiation") == (
        "automatic-differentiation.pdf"
    )


def test_only_chapters_have_handouts_and_two_cannot_share_a_name(monkeypatch):
    entries = [
        toc.Entry("index", "", Path("index.md")),
        toc.Entry("a/one", "A", Path("a/one.md"), numbered=True),
        toc.Entry("b/two", "B", Path("b/two.md"), numbered=True),
    ]
    monkeypatch.setattr(toc, "entries", lambda: entries)
    assert [entry.docname for entry in toc.chapters()] == ["a/one", "b/two"]
    entries.append(toc.Entry("b/one", "B", Path("b/one.md"), numbered=True))
    with pytest.raises(PressError, match=r"b/one and a/one .* one\.pdf"):
        toc.chapters()


def test_a_page_bears_the_date_of_its_last_commit(tmp_path, monkeypatch):
    monkeypatch.setattr(dates.paths, "ROOT", tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    dates.epoch.cache_clear()
    page = tmp_path / "page.md"
    page.write_text("text")
    stamp = {"GIT_AUTHOR_DATE": "1600000000 +0000", "GIT_COMMITTER_DATE": "1600000000 +0000"}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "page.md"], [*who, "commit", "-q", "-m", "page"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, env={**os.environ, **stamp})
    assert dates.written(page) == "13 September 2020"
    dates.epoch.cache_clear()
    page.write_text("other text")
    assert dates.epoch(page) > 1_700_000_000  # today
    dates.epoch.cache_clear()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DATE["SOURCE_DATE_EPOCH"])
    assert dates.written(page) == "2 January 2024"
    dates.epoch.cache_clear()


def test_the_log_of_a_good_run_has_nothing_to_complain_about(tmp_path):
    text = tmp_path / "good.log"
    text.write_text(
        "LaTeX Font Warning: Font shape `TU/x/b/n' undefined\n"
        "Overfull \\hbox (0.9pt too wide) in paragraph at lines 1--2\n"
    )
    assert complaints.of(text) == []
    assert complaints.of(tmp_path / "none.log") == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("! Undefined control sequence.", "LaTeX: Undefined control sequence."),
        ("./a.tex:7: Missing $ inserted.", "LaTeX: Missing $ inserted."),
        (
            "LaTeX Warning: Reference `x' on page 1 undefined on input line 2.",
            "reference to 'x' leads nowhere",
        ),
        (
            "LaTeX Warning: Hyper reference `x' on page 1 undefined on input line 2.",
            "hyper reference to 'x' leads nowhere",
        ),
        (
            "LaTeX Warning: Citation 'x' on page 1 undefined on input line 2.",
            "citation to 'x' leads nowhere",
        ),
        (
            "Missing character: There is no ✓ (U+2713) in font [a-bold.otf]/OT:script=latn;!",
            "no letter for ✓ (U+2713) in a-bold.otf",
        ),
        (
            "Overfull \\hbox (1.5pt too wide) in paragraph at lines 3--4",
            "a line is 1.5 pt too wide in paragraph at lines 3--4",
        ),
    ],
)
def test_a_complaint_is_said_in_plain_words(tmp_path, line, complaint):
    text = tmp_path / "bad.log"
    text.write_text(f"This is XeTeX\n{line}\nmore\n", encoding="utf-8")
    (found,) = complaints.of(text)
    assert found.startswith(complaint)


def test_spaces_stand_where_letters_stand_apart():
    """Letters half as wide as high: a kern is no space, a gap is, and so is a new line."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    below = Dictionary(DW=1000, W=Array([1, 2, 500, 3, Array([500])]))
    font = Dictionary(Subtype=Name.Type0, DescendantFonts=Array([below]))
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    words = spaces.Words(page, spaces.font(pdf))

    def shown(x: float, y: float, *letters) -> str:
        words.follow("BT", [])
        words.follow("Td", [x, y])
        words.follow("Tf", [Name.F1, 10])
        found = words.spaced(list(letters), first=False)
        kinds = {"TJ": "a", "Tj": " "}
        return "".join(kinds.get(str(operator), "") for _, operator in found)

    one, two, three = (String(bytes([0, code])) for code in (1, 2, 3))
    assert shown(0, 0, one, -20, two) == "a"  # ends at 10.2
    assert shown(10.5, 0, three, -300, one) == "a a"  # ends at 23.5
    assert shown(25.2, 0, two) == " a"  # ends at 30.2
    assert shown(32.2, 0, one) == " a"  # ends at 37.2
    assert shown(37.2, 3, one) == "a"  # an exponent
    assert shown(0, -9, one) == " a"


@pytest.mark.parametrize(
    ("text", "rare"),
    [("10⁻¹²", ["⁻¹²"]), ("2 × 10⁻⁸ of 10⁶", ["⁻⁸", "⁶"]), ("10¹⁴", ["¹⁴"]), ("γ² and 10³", [])],
)
def test_a_power_of_ten_is_of_one_face(text, rare):
    assert RARE.findall(text) == rare


def places(text: str, language: str | None = "ipython3") -> dict[str, int]:
    """The first line that a page may begin with, and its penalty, for each place to break."""
    found, lines = breaks.penalties(text, language), text.split("\n")
    good = [place for place, penalty in enumerate(found) if penalty < breaks.TORN]
    return {next(line for line in lines[place:] if line).strip(): found[place] for place in good}


FILLED = "".join(f"before_{k} = {k}\n" for k in range(5))
END = "".join(f"\nafter_{k} = {k}" for k in range(9))


@pytest.mark.parametrize(
    "within",
    [
        "call(\n    1,\n    2,\n)",
        'text = """one\n\ntwo\n"""',
        "total = 1 + \\\n    2",
        "if a:\n    b = 1",
        "if a:\n\n    b = 1",
        "@decorated\ndef f(): ...",
        "# of what is below\nb = 1",
    ],
)
def test_no_page_begins_within_a_statement_or_below_what_opens_a_block(within):
    first, _, rest = within.partition("\n")
    found = places(FILLED + within + END)
    assert first in found
    assert not found.keys() & {line.strip() for line in rest.split("\n")}
    assert found.keys() >= {"after_0 = 0", "after_5 = 5"}
    assert not found.keys() & {"before_3 = 3", "after_6 = 6"}


@pytest.mark.parametrize("word", ["else:", "elif b:", "except OSError:", "finally:"])
def test_no_page_begins_with_the_rest_of_a_block(word):
    found = breaks.penalties(f"{FILLED}if a:\n    b = 1\n{word}\n    c = 1{END}", "ipython3")
    assert found[7] == breaks.NEVER


def test_three_lines_are_left_where_the_place_for_four_is_within_a_statement():
    end = "\nlast = (\n    1\n)"
    assert "last = (" in places(f"{FILLED}call(\n    1\n){end}")
    assert "last = (" not in places(f"{FILLED}call(1){end}")


def test_a_page_rather_begins_with_a_line_that_is_not_indented():
    block = "if a:\n    one = 1\n    if b:\n        two = 2\n        three = 3\n"
    found = places(f"{FILLED}{block}\nfour = 4{END}")
    assert found["four = 4"] < found["after_0 = 0"] < found["if b:"] < found["three = 3"]


def test_an_output_of_twelve_lines_is_in_one_piece():
    lines = [f"line {k} of (" for k in range(13)]
    assert places("\n".join(lines[1:]), "myst-ansi") == {}
    assert list(places("\n".join(lines), "myst-ansi")) == lines[4:10]


def test_a_command_of_the_notebook_ends_no_build():
    text = "!ls 'of what\n" + FILLED + "call(" + END
    assert len(breaks.penalties(text, "ipython3")) == text.count("\n") + 1
