"""Failures that nobody would see: pages that end early, and checks whose errors are caught."""

import ast
from collections.abc import Iterator

from press.guards.subject import Page, Problem
from press.pages import modules
from press.pages.page import CHECKS

# `get_ipython` runs what stands in quotes, and can end or change the kernel.
ENDS = {"exit", "quit", "sys.exit", "os._exit", "SystemExit", "get_ipython"}
WIDE = {"Exception", "BaseException", "AssertionError"}  # with them goes the error of a check


def ended_early(page: Page) -> list[Problem]:
    """Words that end a page before its last check, or leave what happens to IPython."""
    return [
        page.problem(line, f"'{name}' ends the page, or hides what fails: leave it out")
        for node, line in _nodes(page, ast.Name | ast.Attribute)
        if (name := ast.unparse(node)) in ENDS
    ]


def swallowed_check(page: Page) -> list[Problem]:
    """Checks whose errors are caught by whoever catches all."""
    what = "the error of a check is caught here: name the error that you expect, `CheckFailed`"
    return [
        page.problem(line, what)
        for node, line in _nodes(page, ast.Try | ast.With)
        if _swallows(node) and any(map(_is_check, _below(node.body)))
    ]


def _nodes(page: Page, kind: type) -> Iterator[tuple[ast.AST, int]]:
    """All nodes of this kind in the page's code, each with its line on the page."""
    for cell in page.code():
        try:
            tree = modules.tree(cell.text)
        except modules.UnknownImportError:  # no Python, which another rule says
            continue
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield node, cell.line + node.lineno - 1


def _swallows(node: ast.Try | ast.With) -> bool:
    if isinstance(node, ast.Try):
        leaves = any(isinstance(part, ast.Return) for part in _below(node.finalbody))
        return leaves or any(map(_catches_all, node.handlers))
    calls = (item.context_expr for item in node.items)
    return any(_called(call) == "suppress" and _is_wide(call) for call in calls)


def _catches_all(handler: ast.ExceptHandler) -> bool:
    wide = handler.type is None or _is_wide(handler.type)
    return wide and not any(isinstance(part, ast.Raise) for part in _below(handler.body))


def _is_wide(node: ast.AST) -> bool:
    return any(getattr(part, "id", "") in WIDE for part in ast.walk(node))


def _is_check(node: ast.AST) -> bool:
    return isinstance(node, ast.Assert) or _called(node) in CHECKS


def _called(node: ast.AST) -> str:
    """The last name of what a call calls; none for what is no call."""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def _below(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        yield from ast.walk(statement)
