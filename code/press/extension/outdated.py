"""Read a page again when its outputs are new, although its text is not."""

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from press import store


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", pages_with_new_outputs)


def pages_with_new_outputs(
    app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set
) -> list[str]:
    """Names of the pages whose kept outputs are not those of the last build."""
    keys = {}
    for docname in env.found_docs:
        kept = store.record(docname)
        keys[docname] = kept["key"] if kept else ""
    before = getattr(env, "press_keys", {})
    env.press_keys = keys
    return [name for name, value in keys.items() if before.get(name, value) != value]
