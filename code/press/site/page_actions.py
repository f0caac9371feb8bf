"""What stands around a page's text: its description, its facts, and what one can do with it."""

from html import escape
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

from press import address
from press.pages import results

STATUS = "status"  # the page that tells how long each page took
BEFORE_THE_THEME = 400  # it drops the templates that come out empty
AFTER_THE_THEME = 600  # its buttons are in the context by then


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", around, priority=BEFORE_THE_THEME)
    app.connect("html-page-context", rename_buttons, priority=AFTER_THE_THEME)


def around(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Fill the page's context; pages that have no source get the footer only."""
    context["repository_url"] = address.repository().url
    if doctree is None:
        return
    context["page_actions"] = actions(pagename, _title(app, pagename))
    context["metatags"] += _description(app.env.metadata[pagename].get("description"))
    context["body"] = _with_byline(context["body"], _byline(app, pagename, context))


def rename_buttons(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Say in the theme's menus what the links at the end of the page say."""
    if doctree is None:
        return
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            if button["label"] == "source-issues-button":
                url, text = report_url(pagename, _title(app, pagename)), "Report a mistake"
                button.update(url=url, text=text, tooltip=text)
            if button["label"] == "source-edit-button":
                button.update(text="Edit this page", tooltip="Edit this page")


def actions(docname: str, title: str) -> list[dict]:
    """The links at the end of a page."""
    links = [
        ("Edit this page", edit_url(docname)),
        ("Report a mistake", report_url(docname, title)),
    ]
    return [{"text": text, "url": url} for text, url in links]


def edit_url(docname: str) -> str:
    """Where the host of the sources lets one edit the page."""
    repository = address.repository()
    folder = f"{repository.book}/" if repository.book else ""
    return f"{repository.url}/edit/{repository.branch}/{folder}{quote(docname)}.md"


def report_url(docname: str, title: str) -> str:
    """A new issue that names the page."""
    subject = quote(f"Mistake in “{title}”")
    body = quote(f"Page: {address.page_url(docname)}\n\nWhat is wrong, and what should it say?\n")
    return f"{address.repository().url}/issues/new?title={subject}&body={body}"


def _description(text: str | None) -> str:
    return f'\n<meta name="description" content="{escape(text)}" />' if text else ""


def _byline(app: Sphinx, docname: str, context: dict) -> str:
    """The line below the title: what the page's run has shown."""
    result = results.of(docname) if docname not in (app.config.root_doc, STATUS) else None
    if not result:
        return ""
    facts = f"ran in {result.seconds:.0f} s"
    if result.checks:
        facts = f"{results.counted(result.checks, 'check')} passed, {facts}"
    if STATUS in app.env.found_docs:
        facts = f'<a href="{context["pathto"](STATUS)}">{facts}</a>'
    return f'\n<p class="page-byline">{facts}</p>'


def _with_byline(body: str, byline: str) -> str:
    head, closing, rest = body.partition("</h1>")
    return f"{head}{closing}{byline}{rest}" if closing else body


def _title(app: Sphinx, docname: str) -> str:
    return app.env.titles[docname].astext()
