"""Pages that show facts of all pages are read again when these facts have changed."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from press import texts
from press.pages import page, results
from press.quizzes import bank

MARK = "press_overview"


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated_overviews)


def note_overview(env: BuildEnvironment) -> None:
    """Say that the page being read shows facts of other pages."""
    env.metadata[env.docname][MARK] = "yes"


def description(env: BuildEnvironment, docname: str) -> str | None:
    """What a page says of itself in its front matter."""
    source = texts.read(Path(env.doc2path(docname)))
    return page.front_matter(source).get("description")


def outdated_overviews(
    app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set
) -> list[str]:
    """Names of the overviews, if of any page that is there, its run or its description differ.

    So they do if a page has got its first questions.
    """
    facts = {name: _facts(env, name) for name in env.found_docs}
    before, env.press_facts = getattr(env, "press_facts", None), facts
    if facts == before:
        return []
    return [name for name in env.found_docs if MARK in env.metadata.get(name, {})]


def _facts(env: BuildEnvironment, docname: str) -> tuple:
    has_questions = bank.file_of(Path(env.doc2path(docname))).is_file()
    return results.of(docname), description(env, docname), has_questions
