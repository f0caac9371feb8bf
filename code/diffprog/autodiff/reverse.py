"""Reverse mode: record the evaluation, then sweep it backwards once for all inputs.

Source: Griewank & Walther (2008), Evaluating Derivatives, section 3.2; for the names
`data`, `grad` and `backward`, PyTorch.
"""

from collections.abc import Callable
from itertools import count

from .core import Primitive, as_number, is_zero, level_by_hand, level_of, new_level, one_like
from .errors import NonScalarOutputError
from .nested import at_most, is_sequence, map_leaves
from .operators import Operators

_serial = count()


class Var(Operators):
    """A recorded number: its value, the operands it came from, and ∂self/∂operand for each.

    `Var(2.0)` is a leaf. Its `grad` is None until `backward` has been called on something
    that was computed from it. Leaves that are made by hand, side by side, share one graph.

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

    def __repr__(self):
        return f"Var({self.data}, grad={self.grad})"


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


def vjp(f: Callable, *primals) -> tuple:
    """The vector-Jacobian product: f(x), and the pull-back that maps y_bar to y_bar J.

    primals: one entry for each argument of f, each a number or a nested list of numbers.
    The pull-back takes y_bar, of the shape of f(x), and returns a tuple: one entry for
    each argument, of its shape. It can be called again and again; f runs once.

    Raises `StructureMismatchError` if the shape of y_bar is another, `UnsupportedTypeError`,
    `DomainError`.
    Source: Griewank & Walther (2008), section 3.2.
    """
    with new_level() as level:
        xs = map_leaves(lambda x: Var(x, level=level), primals)
        y = map_leaves(lambda v: at_most(level, v, "vjp"), f(*xs))

    def pullback(y_bar):
        pairs = []
        map_leaves(lambda v, v_bar: pairs.append((v, as_number(v_bar, "y_bar"))), y, y_bar)
        seeds = [(v, bar) for v, bar in pairs if level_of(v) == level and not is_zero(bar)]
        x_bar = {x.serial: bar for x, bar in sweep(seeds)}
        return map_leaves(lambda x: x_bar.get(x.serial, 0.0), xs)

    return map_leaves(lambda v: v.data if level_of(v) == level else v, y), pullback


def value_and_grad(f: Callable, argnum: int | tuple[int, ...] = 0) -> Callable:
    """The function that returns f(*xs) and its gradient in argument `argnum`.

    f returns one number; each argument is a number or a nested list of numbers, and the
    gradient has its shape. A tuple of argument numbers gives a tuple of gradients.

    Raises `NonScalarOutputError`, `UnsupportedTypeError`, `DomainError`, and IndexError if
    there is no such argument.
    Source: Baydin et al. (2018), Automatic differentiation in machine learning: a survey.
    """
    chosen = argnum if is_sequence(argnum) else (argnum,)

    def value_and_gradient(*xs):
        if any(not -len(xs) <= i < len(xs) for i in chosen):
            raise IndexError(f"grad: argnum is {argnum}, but there are {len(xs)} arguments")

        def f_of_chosen(*varied):
            arguments = list(xs)
            for i, x in zip(chosen, varied, strict=True):
                arguments[i] = x
            y = f(*arguments)
            if is_sequence(y):
                raise NonScalarOutputError("grad", y)
            return y

        y, pullback = vjp(f_of_chosen, *[xs[i] for i in chosen])
        gradients = pullback(one_like(y))
        return y, gradients if is_sequence(argnum) else gradients[0]

    return value_and_gradient


def grad(f: Callable, argnum: int | tuple[int, ...] = 0) -> Callable:
    """The gradient of f, a function like `value_and_grad(f, argnum)` without the value."""

    def gradient(*xs):
        return value_and_grad(f, argnum)(*xs)[1]

    return gradient
