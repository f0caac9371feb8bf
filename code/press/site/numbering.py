"""Numbers within their kind: a seminar is S1, a topic T1, a lab L1, and chapters are counted alone.

Sphinx counts all numbered pages through, so that a new seminar would renumber every lab after it.
Here the first part of each of its numbers is exchanged, before anything prints one; site, PDFs
and notebooks read the same numbers. What Sphinx counted is put back before it counts again, for it
tells by a comparison which pages must be written again.
"""

import copy
from collections import Counter
from collections.abc import Callable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from press.pages import toc

BEFORE, AFTER = 400, 600  # Sphinx counts at 500
KINDS = ("toc_secnumbers", "toc_fignumbers")  # of numbers in the environment

Number = tuple[int | str, ...]  # of a page, a section, a figure
Labels = dict[int, int | str]  # what Sphinx has counted, and what is printed


def setup(app: Sphinx) -> None:
    app.connect("env-get-updated", _as_counted, BEFORE)
    app.connect("env-get-updated", relabel, AFTER)


def _as_counted(app: Sphinx, env: BuildEnvironment) -> list[str]:
    for name, numbers in getattr(env, "press_counted", {}).items():
        setattr(env, name, numbers)
    return []


def relabel(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Exchange the numbers of all pages; names of the pages whose numbers are new."""
    env.press_counted = {name: copy.deepcopy(getattr(env, name)) for name in KINDS}
    label = labels(env.toc_secnumbers)
    for docname in filter(_number_of(env.toc_secnumbers), env.toc_secnumbers):
        figures = env.toc_fignumbers.get(docname, {})
        for numbers in (env.toc_secnumbers[docname], *figures.values()):
            numbers.update({name: _exchanged(n, label) for name, n in numbers.items() if n})
        for node in (env.titles[docname], *env.tocs[docname].findall(nodes.reference)):
            if number := node.get("secnumber"):
                node["secnumber"] = list(_exchanged(number, label))
    before, env.press_labels = getattr(env, "press_labels", None), label
    return [] if before == label else sorted(env.toc_secnumbers)


def labels(counted: dict[str, dict[str, Number]]) -> Labels:
    """The label of each number that Sphinx gave to a page, from the numbers of all pages.

    The pages are taken in the order in which Sphinx has counted them.
    """
    found: Labels = {}
    counts: Counter[str] = Counter()
    number_of = _number_of(counted)
    for docname in sorted(counted, key=number_of):
        number = number_of(docname)
        if len(number) == 1:
            prefix = toc.prefix(docname)
            counts[prefix] += 1
            found[number[0]] = f"{prefix}{counts[prefix]}" if prefix else counts[prefix]
    return found


def _number_of(counted: dict[str, dict[str, Number]]) -> Callable[[str], Number]:
    return lambda docname: counted[docname].get("") or ()


def _exchanged(number: Number, label: Labels) -> Number:
    return (label.get(number[0], number[0]), *number[1:])
