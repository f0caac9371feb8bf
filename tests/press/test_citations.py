"""Works cited: all of `references.bib`, as the lists of references print it."""

import ast
import re
from collections import Counter
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from press import paths
from press.site import citations
from pybtex.database import parse_file, parse_string
from pybtex.style import FormattedEntry
from pybtex.style.formatting import alpha
from pybtex_docutils import Backend
from sphinxcontrib.bibtex.directives import BibliographyKey

ALIKE = """
@misc{second, author = {Zhang, Ann and Beck, Bo and Cox, Cy}, title = {B}, year = 2019}
@misc{first, author = {Zhang, Ann and Abel, Al and Cox, Cy}, title = {A}, year = 2019}
@misc{alone, author = {Zhang, Ann and Abel, Al}, title = {A}, year = 2019}
@misc{later, author = {Zhang, Ann and Abel, Al and Cox, Cy}, title = {A}, year = 2020}
"""


@pytest.fixture(scope="module")
def works():
    """The book's works by their keys, told apart."""
    found = parse_file(paths.BOOK / "references.bib").entries
    citations.distinguish(found.values())
    return found


@pytest.fixture(scope="module")
def written(works):
    """The same works as a list of references prints them."""
    style, backend = citations.Style(), Backend()
    found = {key: backend.paragraph(style.format_entry("", work)) for key, work in works.items()}
    for paragraph in found.values():
        citations.set_mathematics(paragraph)
    return found


def test_no_entry_shows_tex(written):
    for key, paragraph in written.items():
        text = " ".join(
            node.astext()
            for node in paragraph.findall(nodes.Text)
            if node.parent.tagname not in ("math", "reference")
        )
        assert not re.search(r"[\\${}~]|--|``|''", text), f"{key}: {text}"


def test_each_known_address_is_a_link(works, written):
    hosts = {"doi": "https://doi.org/", "eprint": "https://arxiv.org/abs/", "url": ""}
    for key, entry in works.items():
        found = {link["refuri"] for link in written[key].findall(nodes.reference)}
        known = {hosts[name] + entry.fields[name] for name in hosts if name in entry.fields}
        assert found == known, key


def test_an_address_breaks_between_its_steps(written):
    """And not before its last ".html" or "/", where the line after would begin with a dot."""
    entry = nodes.citation("", nodes.label("", "a"), written["srivastava2014dropout"].deepcopy())
    entry["backrefs"] = []
    document = new_document("")
    document += entry
    citations.add_ways_back(SimpleNamespace(builder=SimpleNamespace(format="html")), document, "")
    link = next(document.findall(nodes.reference))
    parts = [node.astext() for node in link if isinstance(node, nodes.Text)]
    assert len(parts) > 2
    assert "".join(parts) == link["refuri"]
    assert all(part.endswith("/") and part[0] not in "./" for part in parts[:-1])
    assert parts[-1][0] not in "./"


def test_no_two_works_are_cited_alike(works):
    labels = Counter((citations.named(work), work.fields["year"]) for work in works.values())
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("filter_", ["docname in docnames", "cited", "not cited"])
@pytest.mark.parametrize("prefix", ["", "x-"])
def test_a_list_holds_the_works_that_the_extension_would_have_listed(filter_, prefix):
    pairs = [("here", ["first"]), ("here", ["alone", "first"]), ("there", ["later"])]
    refs = [
        SimpleNamespace(docname=name, targets=[SimpleNamespace(key=prefix + key) for key in keys])
        for name, keys in pairs
    ]
    entries = parse_string(ALIKE, "bibtex").entries
    here = SimpleNamespace(
        bibfiles=[], keyprefix=prefix, filter_=ast.parse(filter_), keys=["second"]
    )
    domain = SimpleNamespace(
        bibliographies={BibliographyKey("here", "list"): here},
        citation_refs=refs,
        get_entries=lambda files: entries.values(),
    )
    (key,) = domain.bibliographies
    found = [name for name, _ in citations.listed(domain, key)]
    assert found == [name for name, _ in citations.ANY_WORKS(domain, key)]
    if filter_ == "docname in docnames":
        assert found == [f"{prefix}second", f"{prefix}first", f"{prefix}alone"]


def test_letters_follow_the_order_of_the_list_and_stay():
    entries = parse_string(ALIKE, "bibtex").entries
    for _ in range(2):  # the second build finds what the first has done
        citations.distinguish(entries.values())
        years = {key: entry.fields["year"] for key, entry in entries.items()}
        assert years == {"first": "2019a", "second": "2019b", "alone": "2019", "later": "2020"}


def test_what_has_been_formatted_is_formatted_again_only_when_it_changes(monkeypatch):
    calls = []

    def format_entry(self, label, entry, bib_data=None):
        calls.append(entry.fields["title"])
        return FormattedEntry(entry.key, entry.fields["title"], label)

    monkeypatch.setattr(alpha.Style, "format_entry", format_entry)
    monkeypatch.setattr(citations.Style, "known", {})
    style = citations.Style()
    entry = parse_string("@misc{one, title = {A}}", "bibtex").entries["one"]
    assert [style.format_entry(label, entry).label for label in "xy"] == ["x", "y"]
    entry = parse_string("@misc{one, title = {B}}", "bibtex").entries["one"]
    assert style.format_entry("x", entry).text == "B"
    assert calls == ["A", "B"]
