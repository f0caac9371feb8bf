"""What the LaTeX of a page was written from: the page, and what it may say of the others.

A sentence that changes leaves every number where it was, so one page is written again and not
sixty. Where a number or a title changes, all are written, for any of them may refer to it; which
PDFs are then made is decided by the LaTeX itself.
"""

import json
from functools import cache
from pathlib import Path

from sphinx.environment import BuildEnvironment

from press import fresh, paths


def made_of(env: BuildEnvironment, docname: str, fields: dict[str, str], others: str) -> str:
    """A hash for the LaTeX of one page, whose title block has these fields; see `others`."""
    tree = Path(env.doctreedir) / f"{docname}.doctree"
    used = [paths.BOOK / name for name in sorted(env.dependencies.get(docname, ()))]
    return fresh.digest(tree, *used, json.dumps(fields), others, _settings())


def others(env: BuildEnvironment) -> str:
    """Titles, numbers and anchors of all pages, as references print them; the same for each."""
    std, math = env.domaindata["std"], env.domaindata["math"]
    exercises = getattr(env, "sphinx_exercise_registry", {})
    return json.dumps(
        [
            {name: str(title) for name, title in sorted(env.titles.items())},
            sorted(env.toc_secnumbers.items()),
            sorted(env.toc_fignumbers.items()),
            *(sorted(std[kind].items()) for kind in ("labels", "anonlabels", "objects", "terms")),
            sorted(math["objects"].items()),
            sorted(getattr(env, "proof_list", {}).items()),
            sorted((name, found["docname"], _title(found)) for name, found in exercises.items()),
        ],
        default=str,
    )


def _title(exercise: dict) -> str:
    node = exercise["node"]
    return str(node[0]) if len(node) else ""


@cache
def _settings() -> str:
    return fresh.digest(paths.CODE / "press", paths.CONFIG, paths.REQUIREMENTS)
