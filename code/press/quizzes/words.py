"""A line of MyST for systems that know none: as HTML, as plain Markdown, as plain text.

What a question says must be understood outside of the book, too. So it may hold mathematics,
code, stress and links, and of roles those that have words of their own.
"""

import html
import posixpath
import re
from collections.abc import Callable, Iterable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from press import address, paths, texts
from press.errors import PressError
from press.pages import toc

TITLE = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)
EXPLICIT = re.compile(r"(.+?)\s*<([^<>]+)>", re.DOTALL)
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:(?:\{,\}|\\,|,)\d{3})*(?:\.\d+)?")
MACRO = re.compile(r"\\[a-zA-Z]+")
# What Markdown would take for markup; and what it, or text2qti, has no escape for.
SPECIAL = re.compile(r"[\\`*_{}\[\]#]|^[+-]|(?<=^\d)\.|(?<=^\d\d)\.")
ENTITIES = {"&": "&amp;", "<": "&lt;", "$": "&#36;"}

Write = Callable[[Token], str]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").use(dollarmath_plugin).use(myst_role_plugin)


def as_html(text: str, docname: str) -> str:
    """For Moodle: formulas between \\( and \\), which its MathJax looks for."""
    tags = {"em": "em", "strong": "strong"}
    return _written(
        text,
        docname,
        {
            "text": lambda token: html.escape(token.content, quote=False),
            "math_inline": lambda token: rf"\({html.escape(token.content, quote=False)}\)",
            "code_inline": lambda token: f"<code>{html.escape(token.content, quote=False)}</code>",
            "softbreak": lambda token: " ",
            "link_open": lambda token: f'<a href="{html.escape(str(token.attrs["href"]))}">',
            "link_close": lambda token: "</a>",
            **{f"{kind}_open": lambda token, tag=tag: f"<{tag}>" for kind, tag in tags.items()},
            **{f"{kind}_close": lambda token, tag=tag: f"</{tag}>" for kind, tag in tags.items()},
        },
    )


def as_markdown(text: str, docname: str) -> str:
    """For text2qti: Markdown without roles, formulas between dollars."""
    return _written(
        text,
        docname,
        {
            "text": lambda token: _plain_in_markdown(token.content),
            "math_inline": lambda token: f"${token.content.strip()}$",
            "code_inline": lambda token: _code(token.content),
            "softbreak": lambda token: " ",
            "link_open": lambda token: "[",
            "link_close": lambda token: f"]({token.attrs['href']})",
            "em_open": lambda token: "*",
            "em_close": lambda token: "*",
            "strong_open": lambda token: "**",
            "strong_close": lambda token: "**",
        },
        link_close_needs_target=True,
    )


def as_text(text: str, docname: str) -> str:
    """For the eye: what stands in the line, formulas and code as they were typed."""

    def as_it_is(token: Token) -> str:
        return token.content

    return _written(
        text,
        docname,
        {
            "text": as_it_is,
            "math_inline": lambda token: f"${token.content}$",
            "code_inline": as_it_is,
            "softbreak": lambda token: " ",
            **{f"{kind}_{end}": lambda token: "" for kind in ("link", "em", "strong")
               for end in ("open", "close")},
        },
    )  # fmt: skip


def numbers(text: str) -> set[float]:
    """The numbers that stand in a line."""
    found = (number[0] for number in NUMBER.finditer(MACRO.sub(" ", text)))
    return {float(re.sub(r"\{,\}|\\,|,", "", number).replace("−", "-")) for number in found}


def title(docname: str) -> str:
    """The title of a page."""
    found = TITLE.search(texts.read(toc.source(docname)))
    return found[1] if found else docname


def _written(
    text: str, docname: str, writers: dict[str, Write], link_close_needs_target: bool = False
) -> str:
    """The line, each of its tokens written by the writer of its kind."""
    (block,) = _parser().parseInline(text)
    written, targets = [], []
    for token in block.children or ():
        if token.type == "myst_role":
            token = Token("text", "", 0, content=_role(token, docname))
        if token.type not in writers:
            raise PressError(f"'{text}': {token.type} cannot be exported: say it in plain words")
        if token.type == "link_open":
            targets.append(token)
        if token.type == "link_close" and link_close_needs_target:
            token = targets.pop()
            written.append(writers["link_close"](token))
            continue
        written.append(writers[token.type](token))
    return "".join(written)


def _plain_in_markdown(text: str) -> str:
    escaped = SPECIAL.sub(r"\\\g<0>", text)
    return "".join(ENTITIES.get(letter, letter) for letter in escaped)


def _code(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " * bool(longest)
    return f"{fence}{pad}{text}{pad}{fence}"


def _role(token: Token, docname: str) -> str:
    """The words that a role stands for."""
    name, content = token.meta["name"], token.content
    found = EXPLICIT.fullmatch(content)
    words, target = (found[1], found[2]) if found else ("", content)
    if name in ("index", "term"):
        return (words or target).lstrip("!")
    if name == "doc":
        return words or title(linked(target, docname))
    if name in ("cite:t", "cite:p", "cite"):
        cited = [_cited(key.strip()) for key in content.split(",")]
        pairs = [f"{who}, {year}" if name == "cite:p" else f"{who} ({year})" for who, year in cited]
        return f"({'; '.join(pairs)})" if name == "cite:p" else ", ".join(pairs)
    if words and name in ("ref", "numref", "eq", "prf:ref"):
        return words
    raise PressError(
        f"{{{name}}}`{content}`: this role has no words outside of the book: "
        "use {doc}, {cite:t} or {index}, or write words before a target in <>"
    )


def linked(target: str, docname: str) -> str:
    """The page that `{doc}` on the page `docname` means."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(docname), target)).lstrip("/")


def _cited(key: str) -> tuple[str, str]:
    """Whom a citation names, and the year."""
    entry = _bibliography().get(key)
    if entry is None:
        raise PressError(f"'{key}' is not in {paths.BOOK / 'references.bib'}")
    people = [
        " ".join([*person.prelast_names, *person.last_names])
        for person in entry.persons.get("author") or entry.persons.get("editor") or []
    ]
    who = f"{people[0]} et al." if len(people) > 2 else " and ".join(people)
    return who.replace("{", "").replace("}", ""), entry.fields.get("year", "")


@cache
def _bibliography() -> dict:
    from pybtex.database import parse_file

    return parse_file(str(paths.BOOK / "references.bib")).entries


def online(docname: str) -> str:
    """Where a page is on the site."""
    return address.page_url(docname)


def joined(lines: Iterable[str]) -> str:
    """Lines, each ended."""
    return "".join(f"{line}\n" for line in lines)
