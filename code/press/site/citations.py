"""Works cited: one label each, formatted once, with mathematics in their titles."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import ClassVar

from docutils import nodes
from pybtex import plugin
from pybtex.database import Entry, Person
from pybtex.style import FormattedEntry
from pybtex.style.formatting import alpha
from sphinx.application import Sphinx
from sphinx.environment import CONFIG_OK
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain

from press import fresh, paths

STYLE = "book"  # what `_config.yml` calls it
_WAYS = ' <span class="ways-back">{}</span>'  # a line may break before it, not before the full stop
OWN_WORKS = ast.dump(ast.parse("docname in docnames"))  # the filter of the list of a page
ANY_WORKS = BibtexDomain.get_filtered_entries
MATHEMATICS = re.compile(r"\$([^$]+)\$")
STEP = re.compile(r"(?<=/)(?=[^/])")  # in an address, where a line had better break


class Style(alpha.Style):
    """pybtex's own, but what an earlier build has formatted is not formatted again."""

    known: ClassVar[dict[str, tuple[Entry, FormattedEntry]]] = {}

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        before, formatted = self.known.get(entry.key, (None, None))
        if before != entry:
            formatted = super().format_entry(label, entry, bib_data)
            self.known[entry.key] = entry, formatted
        return FormattedEntry(entry.key, formatted.text, label)


def setup(app: Sphinx) -> None:
    # pybtex asks for the plugins of its style at each page: a fifth of a small build.
    plugin.entry_points = cache(plugin.entry_points)
    BibtexDomain.get_filtered_entries = listed
    plugin.register_plugin("pybtex.style.formatting", STYLE, Style)
    # Formatted entries are kept with all else that Sphinx has read, until one of these changes.
    app.add_config_value("press_style", fresh.digest(Path(__file__), paths.REQUIREMENTS), "env")
    app.connect("builder-inited", prepare, priority=600)  # when the entries have been read
    app.add_post_transform(Titles)
    # After the notebooks, in which no place has an id to go back to.
    app.connect("doctree-resolved", add_ways_back, priority=950)


def listed(domain: BibtexDomain, key: BibliographyKey) -> Iterator[tuple[str, Entry]]:
    """The works of a list of references; those of a page's own are found from its citations.

    The extension asks of each work of `references.bib`, for each list, who cites it: that is
    cubic in the length of a book, and was a fifth of a small build of this one.
    """
    here = domain.bibliographies[key]
    if ast.dump(here.filter_) != OWN_WORKS:
        yield from ANY_WORKS(domain, key)
        return
    mine = (ref for ref in domain.citation_refs if ref.docname == key.docname)
    cited = {target.key for ref in mine for target in ref.targets}
    for entry in domain.get_entries(here.bibfiles):
        if (name := here.keyprefix + entry.key) in cited or entry.key in here.keys:
            yield name, entry


def prepare(app: Sphinx) -> None:
    """Tell the works apart, and recall how the last build has formatted them."""
    cite = app.env.get_domain("cite")
    distinguish(cite.bibdata.data.entries.values())
    kept = cite.citations if app.env.config_status == CONFIG_OK else []
    Style.known = {cited.entry.key: (cited.entry, cited.formatted_entry) for cited in kept}


def distinguish(entries: Iterable[Entry]) -> None:
    """Add a letter to the years of works that would be cited alike: 2019a, 2019b."""
    alike = defaultdict(list)
    for entry in entries:
        alike[named(entry), entry.fields.get("year", "")].append(entry)
    for (_, year), works in alike.items():
        if len(works) > 1:
            for work, letter in zip(Style().sort(works), ascii_lowercase, strict=False):
                work.fields["year"] = year + letter


def named(entry: Entry) -> tuple[str, ...]:
    """What a citation names: one or two last names, or the first and that there are others."""
    people = entry.persons.get("author") or entry.persons.get("editor") or [entry.key]
    return tuple(map(_last, people)) if len(people) < 3 else (_last(people[0]), "et al.")


def _last(person: Person) -> str:
    return " ".join([*person.prelast_names, *person.last_names])


class Titles(SphinxPostTransform):
    """Mathematics between dollars in the entries of a list of references."""

    default_priority = 6  # sphinxcontrib-bibtex has then written the entries

    def run(self) -> None:
        for entry in self.document.findall(nodes.citation):
            if set_mathematics(entry):
                self.env.get_domain("math").data["has_equations"][self.env.docname] = True


def set_mathematics(entry: nodes.Element) -> bool:
    """Make formulas of what stands between dollars; whether there is any."""
    texts = [text for text in entry.findall(nodes.Text) if "$" in text]
    for text in texts:
        parts = MATHEMATICS.split(text)  # what lies between dollars has odd places
        made = [nodes.math("", s) if i % 2 else nodes.Text(s) for i, s in enumerate(parts)]
        text.parent.replace(text, made)
    return bool(texts)


def add_ways_back(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On the site, end each entry with links to where the page cites it, in place of a label."""
    if app.builder.format != "html":
        return
    for entry in doctree.findall(nodes.citation):
        label, text = entry
        entry.remove(label)
        for link in entry.findall(nodes.reference):
            if link.astext().startswith("http"):
                link[:] = _steps(link.astext())
        if places := entry.attributes.pop("backrefs"):
            text += nodes.raw("", _ways_back(places), format="html")


def _steps(url: str) -> list[nodes.Node]:
    """An address that may break between its steps: a line would else begin with ".html"."""
    first, *others = STEP.split(url)
    pairs = ((nodes.raw("", "<wbr>", format="html"), nodes.Text(step)) for step in others)
    return [nodes.Text(first), *(node for pair in pairs for node in pair)]


def _ways_back(places: list[str]) -> str:
    """A word, or a word and a number for each place; a lone sign would be no text to axe."""
    if len(places) == 1:
        return _WAYS.format(f'<a href="#{places[0]}" aria-label="Back to the citation">back</a>')
    links = (
        f' <a href="#{place}" aria-label="Back to citation ({i}) of {len(places)}">({i})</a>'
        for i, place in enumerate(places, 1)
    )
    return _WAYS.format("back" + "".join(links))
