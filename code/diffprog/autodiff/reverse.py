"""Reverse mode: record the evaluation, then sweep it backwards once for all inputs.

Source: Griewank & Walther (2008), Evaluating Derivatives, section 3.2; for the names
`data`, `grad` and `backward`, PyTorch.
"""

from copy import deepcopy
from itertools import count

from .core import Primitive, as_number, level_by_hand, of_transformation, one_like
from .operators import Operators

_serial = count()


class Var(Operators):
    """A recorded number: its value, the operands it came from, and ∂self/∂operand for each.

    `Var(2.0)` is a leaf. Its `grad` is None until `backward` has been called on something
    that was computed from it. Leaves that are made by hand, side by side, share one graph.

    A copy of a leaf is a new leaf, with a `grad` of its own. A copy of a result is another
    result of the same operands; a deep copy and a pickle take the operands with them. But what
    `grad` and `vjp` hand to a function stands for its argument, and is copied as itself.

    Raises `UnsupportedTypeError`.
    """

    __slots__ = ("data", "grad", "parents", "serial", "weights")

    def __init__(self, data, parents=(), weights=(), level=None):
        self.data = data if parents else as_number(data, "Var")
        self.grad = None
        self.parents = parents
        self.weights = weights
        self.serial = next(_serial)  # a node is younger than its parents
        self.level = level or level_by_hand(data, parity=1)

    def apply(self, primitive: Primitive, args: list):
        """Evaluate one level down; record each operand with its local derivative."""
        level = self.level
        x = [arg.data if type(arg) is Var and arg.level == level else arg for arg in args]
        value = primitive(*x)
        if not primitive.partials:
            return value
        parents, weights = [], []
        for i, arg in enumerate(args):
            if type(arg) is Var and arg.level == level:
                parents.append(arg)
                weights.append(primitive.partial(i, x))
        return Var(value, tuple(parents), tuple(weights), level)

    @property
    def edges(self) -> list[tuple]:
        """The pairs (operand, ∂self/∂operand); none for a leaf."""
        return list(zip(self.parents, self.weights, strict=True))

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
        return self.data, self.grad, self.parents, self.weights, self.level

    def __repr__(self):
        return f"Var({self.data}, grad={self.grad})"


def _node(data, grad, parents, weights, level):
    """A copy: made after those of its parents, so that it is younger, as its serial says."""
    copy = Var(data, parents, weights, level)
    copy.grad = grad
    return copy


def sweep(seeds: list[tuple]) -> list[tuple]:
    """From (output, adjoint) pairs to (leaf, adjoint) pairs: v_bar = Σ ∂w/∂v w_bar.

    The adjoints live in one dictionary that belongs to this sweep, so that a graph can be
    swept again. The order of recording, backwards, meets every node after all that use
    it. There is no recursion, and each operand is visited once: the cost is linear.

    Source: Griewank & Walther (2008), section 3.2.
    """
    v_bar, leaf_bars = {}, []

    def accumulate(v, contribution):
        v_bar[v.serial] = v_bar[v.serial] + contribution if v.serial in v_bar else contribution

    for output, seed in seeds:
        accumulate(output, seed)
    for node in _youngest_first([output for output, _ in seeds]):
        w_bar = v_bar.pop(node.serial)
        for parent, weight in zip(node.parents, node.weights, strict=True):
            accumulate(parent, w_bar * weight)
        if not node.parents:
            leaf_bars.append((node, w_bar))
    return leaf_bars


def _youngest_first(waiting: list[Var]) -> list[Var]:
    """All nodes that the given ones depend on, in reverse order of recording."""
    found = {}
    while waiting:
        node = waiting.pop()
        if node.serial not in found:
            found[node.serial] = node
            waiting.extend(node.parents)
    return [found[serial] for serial in sorted(found, reverse=True)]
