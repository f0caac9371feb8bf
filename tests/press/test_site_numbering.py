"""Numbers within their kind: a new seminar, topic or lab renumbers nothing else."""

import re

import pytest
from bs4 import BeautifulSoup
from press.site import numbering
from small_book import FRONT, SmallBook

PARTS = {"part": "true", "seminars": "true", "topics": "true", "labs": "1", "more": "true"}
PAGE = """\
({label})=
# {title}

$$ 1 + 1 = 2 $$ (eq-{title})

:::{{prf:theorem}}
:label: thm-{title}

One.
:::

```{{figure}} picture.svg
:name: fig-{title}
:alt: A line.

A line.
```

## Inside

{{numref}}`fig-{other}`, {{eq}}`eq-{other}`, {{prf:ref}}`thm-{other}`.
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def contents(book: SmallBook, *docnames: str) -> None:
    """List these pages, those of each folder as a part."""
    parts = "".join(
        f"  - caption: {folder}\n    numbered: {depth}\n    chapters:\n"
        + "".join(f"      - file: {name}\n" for name in docnames if name.startswith(f"{folder}/"))
        for folder, depth in PARTS.items()
        if any(name.startswith(f"{folder}/") for name in docnames)
    )
    (book.root / "_toc.yml").write_text(f"format: jb-book\nroot: index\nparts:\n{parts}")


def write(book: SmallBook, docname: str, other: str) -> None:
    """A page with one thing of each numbered kind, and references to those of another page."""
    folder, _, title = docname.partition("/")
    book.write(f"{folder}/picture.svg", SVG)
    text = PAGE.format(title=title, other=other, label=f"old-name-of-{title}")
    book.write(f"{docname}.md", f"{FRONT}{text}\n```{{code-cell}}\n1 + 1\n```\n")


FIRST = ["part/one", "seminars/sun", "topics/tea", "labs/lab", "more/last"]


@pytest.fixture(scope="module")
def built(shared_book: SmallBook) -> SmallBook:
    for docname, other in zip(FIRST, ["sun", "tea", "lab", "last", "one"], strict=True):
        write(shared_book, docname, other)
    contents(shared_book, *FIRST)
    run = shared_book.press("html")
    assert run.returncode == 0, run.stdout
    return shared_book


def numbers(book: SmallBook, docname: str) -> dict[str, str]:
    """All numbers that a page shows, by what they are of."""
    html = BeautifulSoup(book.html(docname), "html.parser").article
    return {
        "title": html.h1.select_one(".section-number").get_text(strip=True),
        "figure": html.select_one("figcaption .caption-number").get_text(strip=True),
        "equation": html.select_one(".eqno").get_text(strip=True).rstrip("#"),
        "theorem": html.select_one(".theorem .caption-number").get_text(strip=True),
        "others": " ".join(html.select("section p")[-1].get_text().split()),
    }


def of_kind(label: str, other: str) -> dict[str, str]:
    return {
        "title": f"{label}.",
        "figure": f"Fig. {label}.1",
        "equation": f"({label}.1)",
        "theorem": f"Theorem {label}.1",
        "others": f"Fig. {other}.1, ({other}.1), Theorem {other}.1.",
    }


LABELS = ["1", "S1", "T1", "L1", "2"]
CASES = list(zip(FIRST, LABELS, [*LABELS[1:], "1"], strict=True))


@pytest.mark.parametrize(("docname", "label", "other"), CASES)
def test_each_kind_is_counted_alone_and_all_numbers_agree(built, docname, label, other):
    assert numbers(built, docname) == of_kind(label, other)


def test_sections_are_numbered_as_deep_as_the_contents_say(built):
    def section(docname: str) -> str:
        return BeautifulSoup(built.html(docname), "html.parser").article.h2.get_text()

    assert section("seminars/sun").startswith("S1.1. Inside")
    assert section("labs/lab").startswith("Inside")


def test_the_list_of_pages_and_the_notebooks_say_the_same(built):
    sidebar = BeautifulSoup(built.html("index"), "html.parser").select_one(".bd-sidebar-primary")
    found = [link.get_text(strip=True) for link in sidebar.select(".toctree-l1 > a")]
    assert found == ["1. one", "S1. sun", "T1. tea", "L1. lab", "2. last"]
    notebook = (built.root / "_build/html/notebooks/seminars/sun.ipynb").read_text()
    for text in ("# S1. sun", "## S1.1. Inside", "Fig. S1.1", "tag{S1.1}", "Theorem S1.1"):
        assert text in notebook


def test_an_old_name_of_a_page_still_leads_to_its_title(built):
    html = BeautifulSoup(built.html("labs/lab"), "html.parser")
    assert html.find(id="old-name-of-lab").find_next("h1").get_text().startswith("L1. lab")


def test_new_pages_of_a_kind_renumber_nothing_else(built):
    for docname in ("seminars/sea", "topics/toe", "labs/less"):
        write(built, docname, "one")
    listed = ["part/one", "seminars/sea", "seminars/sun", "topics/toe", "topics/tea", "labs/lab"]
    contents(built, *listed, "labs/less", "more/last")
    run = built.press("html")
    assert run.returncode == 0, run.stdout
    assert numbers(built, "part/one") == of_kind("1", "S2")
    assert numbers(built, "seminars/sea") == of_kind("S1", "1")
    assert numbers(built, "seminars/sun") == of_kind("S2", "T2")
    assert numbers(built, "labs/lab") == of_kind("L1", "2")
    assert numbers(built, "labs/less") == of_kind("L2", "1")
    assert numbers(built, "more/last") == of_kind("2", "1")


def test_a_build_that_changes_no_number_writes_one_page(built):
    pages = {page: page.stat().st_mtime_ns for page in built.root.glob("_build/html/*/*.html")}
    page = built.root / "book/part/one.md"
    page.write_text(page.read_text().replace("## Inside", "A sentence.\n\n## Inside"))
    assert built.press("html").returncode == 0
    staged = built.root / "_build/.staging/html"
    written = [p for p in pages if p.stat().st_mtime_ns != pages[p]]
    assert [path.relative_to(built.root).as_posix() for path in written] == [
        "_build/html/part/one.html"
    ]
    assert re.search("A sentence", (staged / "part/one.html").read_text())


def test_a_new_figure_moves_the_numbers_behind_it_on_all_pages(built):
    page = built.root / "book/part/one.md"
    before = "```{figure} picture.svg\n:name: fig-new\n:alt: A line.\n\nA line.\n```\n\n"
    page.write_text(page.read_text().replace("```{figure}", f"{before}```{{figure}}", 1))
    assert built.press("html").returncode == 0
    captions = BeautifulSoup(built.html("part/one"), "html.parser").select("figcaption")
    found = [caption.select_one(".caption-number").get_text(strip=True) for caption in captions]
    assert found == ["Fig. 1.1", "Fig. 1.2"]
    assert numbers(built, "more/last")["others"] == "Fig. 1.2, (1.1), Theorem 1.1."


def test_a_new_equation_and_a_new_theorem_do_so_as_well(built):
    page = built.root / "book/part/one.md"
    before = "$$ 0 = 0 $$ (eq-new)\n\n:::{prf:theorem}\n:label: thm-new\n\nZero.\n:::\n\n"
    page.write_text(page.read_text().replace("$$ 1", f"{before}$$ 1", 1))
    assert built.press("html").returncode == 0
    assert numbers(built, "more/last")["others"] == "Fig. 1.2, (1.2), Theorem 1.2."


def test_a_page_in_a_page_has_no_label_of_its_own():
    counted = {"a": {"": (1,)}, "seminars/b": {"": (2,)}, "seminars/b1": {"": (2, 1)}, "c": {}}
    assert numbering.labels(counted) == {1: 1, 2: "S1"}
