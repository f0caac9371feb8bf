"""Which pages must be read again: by what they are made of, whatever the dates of files say."""

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from press import fresh, paths
from press.pages import store, toc

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", changed_pages)
    app.connect("env-before-read-docs", forget)
    app.connect("env-updated", remember)


def changed_pages(
    app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set
) -> list[str]:
    """Names of the pages whose text, outputs or included files are not those of the last build.

    Warns, in one line, of the pages that have not run in their present form.
    """
    pages = sorted(env.found_docs)
    if missing := [name for name in pages if store.must_run(name, toc.source(name))]:
        logger.warning(
            "not run in the present form, so that outputs are old or missing: %s "
            "(`make html` runs what needs it)",
            ", ".join(missing),
        )
        for name in missing:  # where MyST-NB would add a line for each value that is not there
            logging.getLogger(f"mystnb-{name}").logger.setLevel("ERROR")
    before = getattr(env, "press_made_of", {})
    return [name for name in env.found_docs if before.get(name) != _made_of(env, name)]


def forget(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    """Drop what is known of all pages that will be read, before the first is.

    Sphinx forgets a page just before it reads that one. A label that moved to an earlier page
    is then taken for a second one, and the exercise that bears it is left out.
    """
    for name in names:
        app.emit("env-purge-doc", env, name)
        env.clear_doc(name)


def remember(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep what each page was made of, now that its included files are known."""
    env.press_made_of = {name: _made_of(env, name) for name in env.found_docs}


def _made_of(env: BuildEnvironment, docname: str) -> str:
    files = [paths.BOOK / name for name in sorted(env.dependencies.get(docname, ()))]
    cut = [paths.CODE / "press" / "labs"] if toc.is_lab(docname) else []
    return fresh.digest(toc.source(docname), store.path(docname), *files, *cut)
