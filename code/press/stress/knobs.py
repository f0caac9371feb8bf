"""Training budgets and rates in a page's code, found by their names and scaled.

A literal is scaled where it is bound to one of the names below: by an assignment, a loop, a
default or keyword argument, an entry of a dictionary, or by its place in a call. Within the
arguments of a check it stays: there it is part of the claim.
"""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from press.pages.page import CHECKS

BUDGETS = {
    *("steps", "updates", "epochs", "iterations", "budget", "sweeps", "rounds", "passes"),
    *("n_steps", "num_steps", "max_steps", "n_epochs", "num_epochs", "max_iter"),
}
RATES = {"lr", "lrs", "rate", "rates", "eta", "etas", "learning_rate", "learning_rates"}
CLAIMS = (*CHECKS, "answer")  # a lab's tests are claims about an answer
LITERAL = (
    *(ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.UnaryOp, ast.BinOp),
    *(ast.operator, ast.unaryop, ast.expr_context),
)
LONG = 20  # a loop over so many without a name is a budget that cannot be reached


@dataclass(frozen=True)
class Setting:
    """Factors on budgets and rates, and how a report names them."""

    name: str
    budget: float = 1.0
    rate: float = 1.0

    def factor(self, name: str | None) -> float | None:
        """The factor for what is bound to this name, None for a name like any other."""
        if name in BUDGETS:
            return self.budget
        return self.rate if name in RATES else None


class Scaler(ast.NodeTransformer):
    """Scales the knobs of one statement; `found` counts them by name.

    `namespace` is what the statement will see: it tells to which parameter a literal goes.
    """

    def __init__(self, setting: Setting, namespace: dict) -> None:
        self.setting = setting
        self.namespace = namespace
        self.found: list[str] = []

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        self.generic_visit(node)
        node.value = self._bound(node.arg, node.value)
        return node

    def visit_arguments(self, node: ast.arguments) -> ast.AST:
        self.generic_visit(node)
        places = [*node.posonlyargs, *node.args]
        last = places[len(places) - len(node.defaults) :]
        node.defaults = [self._bound(a.arg, d) for a, d in zip(last, node.defaults, strict=True)]
        pairs = zip(node.kwonlyargs, node.kw_defaults, strict=True)
        node.kw_defaults = [d and self._bound(a.arg, d) for a, d in pairs]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        for target in node.targets:
            node.value = self._assigned(target, node.value)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        if node.value is not None:
            node.value = self._assigned(node.target, node.value)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.iter = self._looped(node.target, node.iter)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.iter = self._looped(node.target, node.iter)
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        names = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        node.values = [self._bound(n, v) for n, v in zip(names, node.values, strict=True)]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if ast.unparse(node.func).rpartition(".")[2] in CLAIMS:
            return node  # the numbers of a claim are what it is about
        self.generic_visit(node)
        known = takewhile(lambda value: not isinstance(value, ast.Starred), node.args)
        pairs = zip(self._parameters(node.func), known, strict=False)
        places = [self._bound(name, value) for name, value in pairs]
        node.args[: len(places)] = places
        return node

    def _parameters(self, function: ast.expr) -> list[str]:
        """The names of the parameters that positions in a call stand for, where they are known."""
        try:
            called = eval(ast.unparse(function), self.namespace) if _is_path(function) else None
            kinds = inspect.signature(called).parameters.values()
        except Exception:  # whatever it is, its parameters have no names
            return []
        return [kind.name for kind in kinds if kind.kind == kind.POSITIONAL_OR_KEYWORD]

    def _assigned(self, target: ast.expr, value: ast.expr) -> ast.expr:
        if isinstance(target, ast.Name):
            return self._bound(target.id, value)
        if _is_row(target) and _is_row(value) and len(target.elts) == len(value.elts):
            pairs = zip(target.elts, value.elts, strict=True)
            value.elts = [self._assigned(t, v) for t, v in pairs]
        return value

    def _looped(self, target: ast.expr, values: ast.expr) -> ast.expr:
        if _is_row(values):
            values.elts = [self._assigned(target, value) for value in values.elts]
        return values

    def _bound(self, name: str | None, value: ast.expr) -> ast.expr:
        """What is bound to a name: scaled if the name is a knob's and the value a literal."""
        if isinstance(name, str):
            name = name.lower()  # a constant of the page is in capitals
        if isinstance(value, ast.IfExp):  # one for a graphics card, one without
            value.body, value.orelse = (
                self._bound(name, one) for one in (value.body, value.orelse)
            )
            return value
        factor = self.setting.factor(name)
        if factor is None or not _is_literal(value):
            return value
        number = eval(compile(ast.Expression(value), "literal", "eval"), {})
        self.found.append(name)
        scaled = ast.parse(repr(_scaled(number, factor, name in BUDGETS)), mode="eval").body
        scaled.is_scaled = True  # and not once more, as part of what holds it
        return ast.copy_location(scaled, value)


def bare_loops(tree: ast.AST) -> Iterator[int]:
    """The lines of loops over `range(n)` for a literal n of at least 20: budgets without a name."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.For | ast.comprehension)
            and isinstance(node.iter, ast.Call)
            and getattr(node.iter.func, "id", "") == "range"
            and all(isinstance(a, ast.Constant) and a.value >= LONG for a in node.iter.args[-1:])
        ):
            yield node.iter.lineno


def _scaled(value: object, factor: float, whole: bool) -> object:
    if isinstance(value, dict):
        return {key: _scaled(item, factor, whole) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_scaled(item, factor, whole) for item in value)
    if factor == 1 or value == 0:  # a count that begins at none
        return value
    return max(1, round(factor * value)) if whole and isinstance(value, int) else factor * value


def _is_literal(node: ast.expr) -> bool:
    """Whether this is made of numbers alone, but for the keys of dictionaries."""
    parts = list(ast.walk(node))
    keys = {id(key) for part in parts if isinstance(part, ast.Dict) for key in part.keys}
    numbers = [part for part in parts if isinstance(part, ast.Constant) and id(part) not in keys]
    return (
        all(isinstance(part, LITERAL) and not hasattr(part, "is_scaled") for part in parts)
        and all(type(number.value) in (int, float) for number in numbers)
        and bool(numbers)
    )


def _is_row(node: ast.expr) -> bool:
    return isinstance(node, ast.Tuple | ast.List)


def _is_path(node: ast.expr) -> bool:
    """Whether this is a name, or an attribute of one: looking it up calls nothing."""
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and _is_path(node.value))
