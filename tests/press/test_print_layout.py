"""What stands on the pages of a handout, and where they end; and its tags."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pytest
from press import fresh, paths
from press.print import dates
from print_tools import DATE, FOOT, Word, body, facts, looked_at, need_tex, pages, parts, words
from small_book import FRONT, SmallBook

ALGORITHM = """```{{prf:algorithm}} Number {k}
First of {k}: start somewhere.

1. step one
2. step two
3. step three
4. step four
5. step five

Last of {k}: stop.
```

A line between.

"""
FUNCTION = """def function_{k}(x):
    a_{k} = x + {k}
    b_{k} = a_{k} * x
    c_{k} = b_{k} - a_{k}
    d_{k} = c_{k} / 2
    return d_{k}

"""
LINES = "".join(f"long_{{n}} = {k}\n" for k in range(16))
CALLS = (
    "".join(f"call_{{n}} = {k}\n" for k in range(9))
    + '''if call_{n}:
    called_{n} = print(
        "begun {n}",
        *["within {n}", """
within {n}
"""],
    )
else:
    called_{n} = {n}
'''
)
ROWS = "| row | words |\n|---|---|\n" + "".join(
    f"| row {k} of table {{n}} | {' and so on' * 9} |\n" for k in range(14)
)
AHEAD = "".join(f"ahead_{{n}}_{k} = {k}\n" for k in range(16))
FIGURE = """```{{code-cell}}
---
mystnb:
  image: {{alt: "A line that rises."}}
  figure: {{name: fig-{name}, caption: "Figure {what}."}}
---
fig, ax = plt.subplots(figsize=(5, 3.4))
ax.plot([0, 1]);
"""
ITEMS = "".join(f"- item {k} of list {{n}}{30 * ' and so on'}\n" for k in range(6))
CELL = (
    "extraordinarily long words stand here; antidisestablishmentarianism is one, and more of them"
)
OTHER = "right on average, high variance, and so on for some more words"
RULE = (0xC9, 0xCE, 0xD3)  # the bar beside what a cell has printed
GROUND = (0xF6, 0xF6, 0xF3)  # behind program text
MARGIN = 107  # where it stands, in dots
CAPTION = (
    "Caption of `a_function_with_a_rather_long_name` "
    "in `code/diffprog/of/one/rather_long_module.py`"
)

PAGE = f"""{FRONT}# Long chapter

Words before *a list*, and $e^x$ within a sentence, whose {{ref}}`second half <lists>` is here.

$$ a^2 + b^2 = c^2 $$ (eq-long)

| | a column of several words | $B = N$ |
|---|---|---|
| a row | {CELL} | {OTHER} |
| next | is short | {{ref}}`here <lists>` |

```{{code-cell}}
---
mystnb:
  image: {{alt: "A line that rises."}}
  figure: {{name: fig-long, caption: "The slope $m$ of a line."}}
---
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(3, 2))
ax.plot([0, 1]);
```

```{{code-cell}}
print("a value of " + 12 * "word " + "0.7e-" + 45 * "7")
```

(lists)=
## Lists

1. the first thing
2. the second thing[^note]

[^note]: A note below.

- a bullet

term
: what it means

:::{{note}}
Mind this.
:::

{" ".join(["of 96 %"] * 1200)}, and 97 % of them.

## Algorithms

{"".join(ALGORITHM.format(k=k) for k in range(12))}

## Program text

```{{code-block}} python
:caption: {CAPTION}

pass
```

```python
{"".join(FUNCTION.format(k=k) for k in range(30))}```

## Outputs

{
    "".join(
        f'''```{{code-cell}}
for k in range({n}): print("line", k, "of {n}")
```

'''
        for n in range(1, 14)
    )
}

## Program text with one line of output

{
    "".join(
        f'''```{{code-cell}}
word = "once"
twice = (word, word)
print("cell {n}:", *twice)
```

'''
        for n in range(40)
    )
}

## Long program text with some lines of output

{
    "".join(
        f'''{" ".join(["sentence"] * (13 * (n % 9) + 9))}.

```{{code-cell}}
{LINES.format(n=n)}for k in range(9): print("long {n}:", k)
```

'''
        for n in range(24)
    )
}

## Long statements

{
    "".join(
        f'''{" ".join(["sentence"] * (13 * (n % 9) + 9))}.

```{{code-cell}}
{CALLS.format(n=n)}```

'''
        for n in range(24)
    )
}

## Program text with a table

```{{code-cell}}
from diffprog.check import reproduced, reproduces
```

{
    "".join(
        f'''```{{code-cell}}
reproduces("claim {n}", source="A paper", published="9%", here="-3%", verdict="no", shown=True)
reproduced()  # table {n}
```

{" ".join(["after it"] * 120)}.

'''
        for n in range(9)
    )
}

## Long tables

{
    "".join(
        f'''{ROWS.format(n=n)}

{" ".join(["between"] * (99 * n + 40))}.

'''
        for n in range(5)
    )
}

## Lists behind figures

{
    "".join(
        f'''{FIGURE.format(name=f"list-{n}", what=f"before list {n}")}```

{" ".join(["words"] * (17 * n + 30))}

{ITEMS.format(n=n)}

'''
        for n in range(12)
    )
}

## Figures ahead of program text

{
    "".join(
        f'''{FIGURE.format(name=f"ahead-{n}", what=f"ahead of {n}")}```

```{{code-cell}}
{AHEAD.format(n=n)}```

{" ".join(["words"] * (23 * n + 30))}.

'''
        for n in range(12)
    )
}

## Figures

{
    "".join(
        f'''{FIGURE.format(name=n, what=f"of cell {n}")}# program text {n}
```

{" ".join(["words"] * 99)}

'''
        for n in range(1, 9)
    )
}

## A table of many rows

| case | value |
|---|---|
{"".join(f"| many {k} | {k} |{chr(10)}" for k in range(40))}

{" ".join(["after many"] * 40)}.

## Figures nearly as high as a page

{
    "".join(
        f'''{" ".join(["beside it"] * (60 * n + 60))}.

{FIGURE.replace("3.4", "8.6").format(name=f"high-{n}", what=f"as high as page {n}")}# high {n}
```

'''
        for n in range(4)
    )
}

{" ".join(["and so on"] * 400)}

## Numbers in a column

| kind | number | middle |
|---|--:|:-:|
| seventeen | 17 | a |
| millions | 9123456 | centred |

| name | what stands beside it | and what comes of it |
|---|---|---|
| `answered-in-code` | an answer as some comment of some length | not found: no marks for it |
| `noted` | an answer below the words that are given, and notes in some cell beside it | it stays |
"""


@pytest.fixture(scope="module")
def printed(shared_book: SmallBook) -> SmallBook:
    need_tex()
    shared_book.write("part/long.md", PAGE)
    shared_book.contents("part/long")
    run = shared_book.press("handouts", **DATE)
    assert run.returncode == 0, run.stdout
    return shared_book


@pytest.fixture(scope="module")
def handout(printed: SmallBook) -> Path:
    return printed.root / "_build/handouts/long.pdf"


def page_of(handout: Path, text: str) -> int:
    (found,) = [k for k, page in enumerate(pages(handout)) if text in " ".join(page.split())]
    return found


def pages_with(handout: Path, pattern: str) -> dict[str, int]:
    """The page on which each match stands first, by its first group."""
    found = {}
    for k, page in enumerate(pages(handout)):
        for match in re.finditer(pattern, page):
            found.setdefault(match[1], k)
    return found


# --- tables ------------------------------------------------------------------


def row(handout: Path, first: str, last: str) -> list[Word]:
    """The words of the first page from one to another."""
    found = words(handout, 1)
    texts = [word.text for word in found]
    start = texts.index(first)
    return found[start : texts.index(last, start) + 1]


def test_a_header_row_is_as_high_as_its_words(handout: Path):
    table = row(handout, "column", "row")
    assert table[-1].top - table[0].top < 24


def test_a_column_stands_where_its_source_says(handout: Path):
    page = page_of(handout, "9123456")
    found = {word.text: word for word in words(handout, page + 1)}
    assert found["17"].right == pytest.approx(found["9123456"].right, abs=0.5)
    assert found["kind"].left == pytest.approx(found["seventeen"].left, abs=0.5)
    middles = [(found[name].left + found[name].right) / 2 for name in ("a", "centred")]
    assert middles[0] == pytest.approx(middles[1], abs=1)


def test_a_column_of_names_is_as_wide_as_its_longest(handout: Path):
    found = words(handout, page_of(handout, "answered-in-code") + 1)
    name = next(word for word in found if word.text == "answered-in-code")
    beside = next(word for word in found if word.text == "what" and word.left > name.left)
    assert 4 < beside.left - name.right < 20


def test_words_in_a_narrow_cell_are_not_stretched(handout: Path):
    table = row(handout, "extraordinarily", "next")
    gaps = [b.left - a.right for a, b in pairwise(table) if a.top == b.top]
    assert len(gaps) > 8
    assert max(gaps) < 3


def test_the_caption_of_a_listing_is_not_stretched(handout: Path):
    found = words(handout, page_of(handout, "Caption of a_function") + 1)
    start = [word.text for word in found].index("Caption")
    caption = found[start - 2 : start + 5]
    gaps = [b.left - a.right for a, b in pairwise(caption) if abs(a.top - b.top) < 2]
    assert len(gaps) < len(caption) - 1  # it takes two lines
    assert max(gaps[2:]) < 6


# --- where pages end ---------------------------------------------------------


@pytest.mark.parametrize("k", range(12))
def test_an_algorithm_stands_on_one_page(handout: Path, k: int):
    assert page_of(handout, f"First of {k}:") == page_of(handout, f"Last of {k}:")


def test_the_algorithms_fill_more_than_a_page(handout: Path):
    assert page_of(handout, "First of 0:") < page_of(handout, "Last of 11:")


def test_program_text_breaks_between_its_functions(handout: Path):
    starts = [re.findall(r"^ *(\S+)", page, re.MULTILINE) for page in pages(handout)]
    first = page_of(handout, "a_0 = x + 0")
    last = page_of(handout, "a_29 = x + 29")
    assert last - first >= 3
    for page in range(first + 1, last + 1):
        assert starts[page][1] == "def", f"page {page + 1}"  # after the head of the page


def made() -> list[Path]:
    """The handouts of the book itself, if they have been made of it as it stands."""
    found = [*paths.HANDOUTS.glob("*.pdf"), *paths.HANDOUTS_STUDENT.glob("*.pdf")]
    return found if fresh.is_fresh("handouts", dates.inputs()) else []


def test_no_page_is_empty_and_none_is_too_full(handout: Path):
    for pdf in (handout, *made()):
        for number in range(1, len(pages(pdf)) + 1):
            assert body(pdf, number), f"{pdf.name}, page {number}"
            below = [word.text for word in words(pdf, number) if word.top > FOOT]
            assert below == [str(number)], f"{pdf.name}, page {number}"


def test_program_text_is_cut_four_lines_from_its_ends_at_least(handout: Path):
    cut = 0
    for n in range(24):
        pattern = re.compile(rf"^ *(?:long_{n} =|for .*long {n}:)", re.MULTILINE)
        lines = [len(pattern.findall(page)) for page in pages(handout)]
        assert sum(lines) == 17
        assert all(count == 0 or count >= 4 for count in lines), n
        cut += sum(map(bool, lines)) > 1
    assert cut > 3  # or this tests nothing


def test_no_page_begins_within_a_statement_or_with_the_rest_of_a_block(handout: Path):
    """Program text was torn at the last place that its length allowed, whatever stood there."""
    texts = [re.findall(r"^ *(\S.*)", page, re.MULTILINE) for page in pages(handout)]
    first = [text[1] for text in texts[1:]]  # after the head of the page
    assert not [
        line for line in first if re.match(r'"begun|\*\[|within|"""|\)|else:|called_', line)
    ]
    assert len([line for line in first if re.match(r"call_|if call_", line)]) > 2


def test_an_output_of_few_lines_is_in_one_piece(handout: Path):
    for n in range(24):
        pattern = re.compile(rf"^ *long {n}: \d", re.MULTILINE)
        lines = [len(pattern.findall(page)) for page in pages(handout)]
        assert max(lines) == sum(lines) == 9, n


def test_a_long_table_is_cut_between_rows_two_from_its_ends_at_least(handout: Path):
    cut = 0
    for n in range(5):
        rows = [len(re.findall(rf"row \d+ of table {n}\b", page)) for page in pages(handout)]
        assert sum(rows) == 14
        assert all(count != 1 for count in rows), n
        cut += sum(map(bool, rows)) > 1
    assert cut > 1


def test_a_table_has_its_head_on_each_page(handout: Path):
    further = 0
    for head, row, tables in (
        (r"^ *row +words$", "row \\d+ of table {n}\\b", range(5)),
        (r"^ *case +value$", "many \\d+ ", [0]),
    ):
        for n in tables:
            having = [
                (page, found)
                for page in pages(handout)
                if (found := re.search(row.format(n=n), page))
            ]
            for page, found in having:
                above = page[: found.start()].splitlines()
                assert [line for line in above[-4:] if re.match(head, line)], page
            further += len(having) - 1
    assert further > 2


def test_a_page_on_which_a_table_is_cut_is_full(handout: Path):
    """A row that was deeper than the room by a point sent all rows to the next page."""
    texts = pages(handout)
    for n in range(5):
        having = [
            k for k, text in enumerate(texts, 1) if re.search(rf"row \d+ of table {n}\b", text)
        ]
        for number in having[:-1]:
            assert max(word.top for word in body(handout, number)) > FOOT - 80, number


def test_the_rules_of_a_table_are_as_wide_as_its_rows(handout: Path):
    for number, text in enumerate(pages(handout), 1):
        if "many 7 " not in text:
            continue
        picture = looked_at(handout, number).convert("L").point(lambda grey: 255 * (grey < 90))
        rows = [picture.crop((0, y, picture.width, y + 1)) for y in range(picture.height)]
        widths = [len(run) for row in rows for run in re.findall(b"\xff+", row.tobytes())]
        assert 60 < max(widths) < 500  # of 611 dots
        return
    raise AssertionError("there is no such table")


def test_program_text_is_rather_cut_at_an_empty_line_which_vanishes(handout: Path):
    """Below the last line on a page and above the first there is no more ground than elsewhere."""
    first = page_of(handout, "a_0 = x + 0")
    for page in range(first, page_of(handout, "a_29 = x + 29")):
        picture = looked_at(handout, page + 1)
        rows = [y for y in range(picture.height) if picture.getpixel((MARGIN, y)) == GROUND]
        last = max(word.top for word in body(handout, page + 1)) * 100 / 72
        assert rows[-1] - last < 26, f"page {page + 1}"
        if page > first:
            assert min(word.top for word in body(handout, page + 1)) * 100 / 72 - rows[0] < 8


def test_a_table_stands_below_the_program_text_that_makes_it(handout: Path):
    code = pages_with(handout, r"# table (\d+)")
    assert len(code) == 9
    for n, page in code.items():
        assert re.search(
            rf"# table {n}[^#]*claim (of A paper)? +published", pages(handout)[page]
        ), n


def test_no_figure_stands_in_a_list(handout: Path):
    for n in range(12):
        texts = [page for page in pages(handout) if f"of list {n} " in page]
        assert not [page for page in texts[1:] if re.search(rf"Figure[^•]*list {n}\b", page)], n


def test_no_figure_stands_between_two_halves_of_program_text(handout: Path):
    below = [re.findall(r"Figure ahead of \d+\.\s+ahead_\d+_(\d+) =", p) for p in pages(handout)]
    assert sum(map(len, below)) > 3
    assert {line for lines in below for line in lines} == {"0"}


def test_nothing_but_whole_frames_stands_on_a_page(handout: Path):
    """Each bar beside an output is as high as a line at least."""
    for number in range(1, len(pages(handout)) + 1):
        picture = looked_at(handout, number)
        for x in range(MARGIN):
            column = [picture.getpixel((x, y)) == RULE for y in range(130, picture.height)]
            bars = re.findall("1+", "".join(str(int(bar)) for bar in column))
            assert all(len(bar) > 10 for bar in bars), f"page {number}"


def test_a_long_line_is_not_broken_within_a_number(handout: Path):
    assert "0.7e-" + 45 * "7" in "".join(pages(handout)[:2])


def test_no_line_begins_with_a_sign_of_per_cent(handout: Path):
    text = "".join(pages(handout))
    assert "97 %" in " ".join(text.split())
    assert not re.search(r"^ *%", text, re.MULTILINE)


# --- tags --------------------------------------------------------------------


def test_a_pdf_says_its_title_its_author_and_its_language(handout: Path):
    said = facts(handout)
    assert said["Title"] == "Long chapter"
    assert said["Author"] == "The authors of Differentiable Programming"
    assert said["Tagged"] == "yes"
    with pikepdf.open(handout) as pdf:
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Long chapter"
            assert "en-GB" in metadata["dc:language"]


def test_headings_lists_tables_and_program_text_are_said_to_be_that(handout: Path):
    found = parts(handout)
    for role, text in (
        ("H1", "1 Long chapter"),
        ("H2", "1.1 Lists"),
        ("P", "Words before a list, and"),
        ("Lbl", "2."),
        ("Lbl", "term"),
        ("P", "the second thing"),
        ("P", "A note below."),
        ("P", "Note:"),
        ("P", "Mind this."),
        ("TH", "a column of several words"),
        ("TD", "is short"),
        ("Caption", "Fig. 1.1"),
        ("Link", "second half"),
        ("Code", "def function_7(x): a_7 = x + 7"),
    ):
        assert [said for kind, said in found if kind == role and text in said], (role, text)
    kinds = [kind for kind, _ in found]
    assert kinds.count("L") == 3 + 12 + 12  # those of the algorithms, too
    assert kinds.count("Table") == 1 + 9 + 5 + 1 + 2
    assert kinds.count("Note") == 1


def elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    """A structure element and all below it."""
    below = [kid for kid in node.get("/K", []) if isinstance(kid, pikepdf.Dictionary)]
    return [node, *(found for kid in below if "/S" in kid for found in elements(kid))]


def test_formulas_and_figures_have_words_and_links_lead_back_to_the_tree(handout: Path):
    with pikepdf.open(handout) as pdf:
        tree = elements(pdf.Root.StructTreeRoot.K)
        said = {(str(e.S), str(e.Alt)) for e in tree if "/Alt" in e}
        assert {("/Formula", "a^2 + b^2 = c^2"), ("/Formula", "m")} <= said
        assert ("/Figure", "A line that rises.") in said
        assert not [e for e in tree if e.S in ("/Formula", "/Figure") and "/Alt" not in e]
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owner = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        own = [link for link in links if "/StructParent" in link]
        assert {str(link.Contents) for link in own} >= {"second half", "here"}
        assert all(owner[int(link.StructParent)].S == "/Link" for link in own)


def test_what_is_read_aloud_is_what_stands_on_the_page(handout: Path):
    """Every word of the text is in the tree, once; heads and feet are not.

    Nor are the heads of tables on further pages.
    """
    aloud = subprocess.run(
        ["pdfinfo", "-struct-text", str(handout)], capture_output=True, text=True, check=True
    ).stdout
    aloud = normalize("NFKC", "".join(re.findall(r'^ *"(.*)"$', aloud, re.MULTILINE)))
    numbers = range(1, len(pages(handout)) + 1)
    seen = normalize("NFKC", "".join(w.text for number in numbers for w in words(handout, number)))
    heads = len(pages(handout)) - 1
    for text in ("Firstof3:", "antidisestablishmentarianism", "function_9", "Lastof11:"):
        assert aloud.replace(" ", "").count(text) == seen.count(text), text
    assert aloud.count("Long chapter") == 1
    assert seen.count("Longchapter") == heads + 1
    letters = {letter for letter in set(seen) if letter.isascii() and letter.isalpha()}
    head = heads * "1LongchapterDifferentiableProgramming"
    for table, count in (("rowwords", 5), ("casevalue", 1)):
        assert seen.count(table) > count
        head += (seen.count(table) - count) * table
    for letter in sorted(letters):
        assert aloud.count(letter) == seen.count(letter) - head.count(letter), letter


def test_all_that_is_painted_is_of_a_part_or_of_none(handout: Path):
    """No letters and no picture stand outside marked content, which is nested properly."""
    with pikepdf.open(handout) as pdf:
        for page in pdf.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                assert depth in (0, 1)
                if name in ("Tj", "TJ", "Do", "f", "S"):
                    assert depth == 1
            assert depth == 0


# --- program text, its output, figures ---------------------------------------


def test_an_output_of_few_lines_stands_below_its_program_text(handout):
    short = pages_with(handout, r"print\(\"cell (\d+):"), pages_with(handout, r"cell (\d+): once")
    assert short[0] == short[1]
    assert len(short[0]) == 40
    code = pages_with(handout, r"for k in range\((\d+)\)")
    output = pages_with(handout, r"line 0 of (\d+)\b")
    assert {n: output[n] for n in code if int(n) <= 12} == {
        n: k for n, k in code.items() if int(n) <= 12
    }


def test_a_figure_nearly_as_high_as_a_page_does_not_wait_for_the_last_page(handout):
    """It fits nowhere but on a page of its own, and those after it waited as well."""
    cells = pages_with(handout, r"# high (\d)")
    figures = pages_with(handout, r"Figure as high as page (\d)")
    assert len(cells) == 4
    assert all(0 <= figures[n] - cells[n] <= 2 for n in cells)


def test_no_foot_is_empty_where_a_figure_did_not_fit(handout):
    cells = pages_with(handout, r"# program text (\d+)")
    figures = pages_with(handout, r"Figure of cell (\d+)\.")
    late = [n for n in cells if figures[n] > cells[n]]
    assert late  # or this tests nothing
    assert all(0 <= figures[n] - cells[n] <= 1 for n in cells)
    height = float(facts(handout)["Page size"].split()[2])
    for n in late:
        lowest = max(word.top for word in words(handout, cells[n] + 1)[:-1])  # the page's number
        assert lowest > 0.7 * height, n
