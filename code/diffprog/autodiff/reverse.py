"""Reverse mode: record the evaluation, then sweep it backwards once for all inputs.

Source: Griewank & Walther (2008), Evaluating Derivatives, section 3.2; for the names
`data`, `grad` and `backward`, PyTorch.
"""

from copy import deepcopy
from itertools import count
from operator import attrgetter

from .core import Primitive, as_number, level_by_hand, of_transformation, one_like
from .operators import Operators

_PLAIN = frozenset({float, int})
_serial = count()


class Var(Operators):
    """A recorded number: its value, the operands x and y it came from, ∂self/∂x and ∂self/∂y.

    `Var(2.0)` is a leaf. Its `grad` is None until `backward` has been called on something
    that was computed from it. Leaves that are made by hand, side by side, share one graph.
    An operand that is constant is None, and a leaf has none.

    A copy of a leaf is a new leaf, with a `grad` of its own. A copy of a result is another
    result of the same operands; a deep copy and a pickle take the operands with them. But what
    `grad` and `vjp` hand to a function stands for its argument, and is copied as itself.

    A graph is as long as memory allows, and goes when nothing holds its result. Python 3.13, and
    no other, then takes up to a megabyte of the stack: a thread with less cannot delete a chain
    of more than some thousand operations, and the process ends.

    Raises `UnsupportedTypeError`.
    """

    __slots__ = ("data", "dx", "dy", "grad", "serial", "x", "y")

    def __init__(self, data, level=None):
        self.data = data if level else as_number(data, "Var")
        self.grad = None
        self.x = self.dx = None
        self.y = self.dy = None
        self.serial = next(_serial)  # a node is younger than its operands
        self.level = level or level_by_hand(data, parity=1)

    def apply(self, primitive: Primitive, args: list):
        """Evaluate one level down; record each operand and its local derivative."""
        level = self.level
        inner = [a.data if type(a) is Var and a.level == level else a for a in args]
        value = primitive(*inner)
        if not primitive.partials:
            return value
        w = Var(value, level)
        if inner[0] is not args[0]:
            w.x, w.dx = args[0], primitive.partial(0, inner)
        if inner[-1] is not args[-1] and len(args) == 2:
            w.y, w.dy = args[1], primitive.partial(1, inner)
        return w

    def binary(self, primitive: Primitive, x, y):
        """The same for two floats, which is most of a program, and so without detours.

        Other numbers, and floats without a value or a derivative, take the long way.
        """
        level = self.level
        a = x.data if type(x) is Var and x.level == level else x
        b = y.data if type(y) is Var and y.level == level else y
        if type(a) not in _PLAIN or type(b) not in _PLAIN:
            return primitive(x, y)
        try:
            w = Var(primitive.function(a, b), level)
            if a is not x:
                w.x, w.dx = x, primitive.partials[0](a, b)
            if b is not y:
                w.y, w.dy = y, primitive.partials[1](a, b)
        except (ValueError, ArithmeticError):
            return primitive(x, y)
        return w

    @property
    def edges(self) -> list[tuple]:
        """The pairs (operand, ∂self/∂operand); none for a leaf."""
        pairs = (self.x, self.dx), (self.y, self.dy)
        return [pair for pair in pairs if pair[0] is not None]

    def backward(self, gradient=None):
        """Add gradient · ∂self/∂leaf to `grad` of every leaf; `leaf.grad = None` starts anew.

        gradient: the adjoint of self, 1 by default. Call it as often as you like.
        """
        gradient = one_like(self) if gradient is None else as_number(gradient, "backward")
        for leaf, leaf_bar in sweep([(self, gradient)]):
            leaf.grad = leaf_bar if leaf.grad is None else leaf.grad + leaf_bar

    def lower(self):
        """The data: the number one level down."""
        return self.data

    def __copy__(self):
        return self if of_transformation(self.level) else _node(*self._parts())

    def __deepcopy__(self, memo):
        return self if of_transformation(self.level) else _node(*deepcopy(self._parts(), memo))

    def __reduce__(self):
        if of_transformation(self.level):
            raise TypeError(
                "a Var of a running derivative cannot be pickled: its record stays here"
            )
        return _node, self._parts()

    def _parts(self):
        return self.data, self.level, self.grad, self.x, self.dx, self.y, self.dy

    def __repr__(self):
        return f"Var({self.data}, grad={self.grad})"


def _node(data, level, grad, x, dx, y, dy):
    """A copy: made after those of its operands, so that it is younger, as its serial says."""
    node = Var(data, level)
    node.grad, node.x, node.dx, node.y, node.dy = grad, x, dx, y, dy
    return node


def sweep(seeds: list[tuple]) -> list[tuple]:
    """(output, adjoint) pairs to (leaf, adjoint) pairs: q_bar = Σ ∂w/∂q w_bar.

    The adjoints live in `bar`, a dictionary that belongs to this sweep, so that
    a graph can be swept again. The order of recording, backwards, meets every
    node w after all that use it. There is no recursion, and each node is
    visited once.

    Source: Griewank & Walther (2008), section 3.2.
    """
    bar, leaf_bars = {}, []
    for output, seed in seeds:
        bar[output] = bar[output] + seed if output in bar else seed
    for w in _youngest_first(bar):
        w_bar, x, y = bar.pop(w), w.x, w.y
        if x is not None:
            x_bar = w_bar * w.dx
            bar[x] = bar[x] + x_bar if x in bar else x_bar
        if y is not None:
            y_bar = w_bar * w.dy
            bar[y] = bar[y] + y_bar if y in bar else y_bar
        if x is None and y is None:
            leaf_bars.append((w, w_bar))
    return leaf_bars


def _youngest_first(outputs):
    """All nodes that the outputs depend on, in reverse order of recording."""
    found, waiting = set(outputs), list(outputs)
    while waiting:
        node = waiting.pop()
        for v in (node.x, node.y):
            if v is not None and v not in found:
                found.add(v)
                waiting.append(v)
    return sorted(found, key=attrgetter("serial"), reverse=True)
