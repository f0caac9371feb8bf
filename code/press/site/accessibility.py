"""Small corrections to the HTML that extensions write: for everyone to read, and light."""

import re

from sphinx.application import Sphinx

from press.site import unbroken

CORRECTIONS = [
    # sphinx-proof and sphinx-exercise give all their boxes the same id.
    (re.compile(r' id="(?:proof|exercise|solution)(?:-content)?"'), ""),
    # docutils: a deprecated role, and a list whose children are not list items.
    (re.compile(r' role="doc-biblioentry"'), ""),
    (re.compile(r'<div role="list" class="citation-list">'), '<div class="citation-list">'),
    # MyST-NB calls all that it folds by one name; without it, what is written there counts.
    (re.compile(r'<summary aria-label="Toggle hidden content">'), "<summary>"),
    # sphinx-exercise puts the space after "Solution to" into the link.
    (re.compile(r"(<a [^>]*>) (?=\w)"), r" \1"),
    # Which cells a header is of: those below it, or beside it.
    (re.compile(r'<th class="head'), '<th scope="col" class="head'),
    (re.compile(r'<th class="stub'), '<th scope="row" class="stub'),
    # A cell of a table that is one paragraph is as wide and high without it.
    (re.compile(r"(<(t[dh])\b[^>]*>)<p>((?:(?!</?p\b).)*)</p>\s*(?=</\2>)", re.DOTALL), r"\1\3"),
    # Names, punctuation and spaces are most of a cell, and look like the text around them. As
    # plain text they make a page lighter by a third, and quicker to lay out.
    (re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>'), r"\1"),
    # The dot of a name's path is an operator only to the parser.
    (re.compile(r'<span class="o">\.</span>'), "."),
    # HTML asks for no quotes here, and a page has some thousand of these tokens.
    (re.compile(r'<span class="(\w{1,3})">'), r"<span class=\1>"),
]
# A text in quotes is one text: prefix, pieces and braces have its colour.
STRINGS = re.compile(r"(?:<span class=(?:sa|s1|s2|si)>[^<]*</span>){2,}")
TAGS = re.compile(r"<[^>]+>")
# What a cell has put out, and in it the lines in which checks report.
OUTPUT = re.compile(r'<div class="output [^>]*>.*?</pre>', re.DOTALL)
CHECK = re.compile(r"(?m)^(.*<pre><span></span>)?(✓.*)$")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", correct)


def correct(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Correct the body of a page, and mark the lines in which checks report."""
    body = context.get("body") or ""
    for pattern, replacement in CORRECTIONS:
        body = pattern.sub(replacement, body)
    body = STRINGS.sub(lambda run: f"<span class=s2>{TAGS.sub('', run[0])}</span>", body)
    context["body"] = OUTPUT.sub(_with_checks, body)


def _with_checks(output: re.Match) -> str:
    return CHECK.sub(_check, output[0])


def _check(line: re.Match) -> str:
    return (line[1] or "") + marked(line[2])


def marked(line: str) -> str:
    """A line of HTML without tags, in which a check reports, under its class."""
    return f'<span class="check">{unbroken.numbers(line)}</span>'
