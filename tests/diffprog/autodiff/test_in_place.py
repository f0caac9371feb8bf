"""Functions that change their lists in place: the caller's stay, and derivatives are right."""

import copy

import pytest
from diffprog.autodiff import (
    Var,
    derivative,
    grad,
    hessian,
    hvp,
    jacobian,
    jvp,
    value_and_grad,
    vjp,
)


def doubled(p):
    """2 p_0 p_1, by way of a change in place."""
    p[0] = p[0] * 2
    return p[0] * p[1]


def simulated(state):
    """Three steps of (u, v) -> (u + v, u v), each written over the last."""
    for _ in range(3):
        state[0], state[1] = state[0] + state[1], state[0] * state[1]
    return state[0]


def rebuilt(state):
    """The same three steps with new variables."""
    u, v = state
    for _ in range(3):
        u, v = u + v, u * v
    return u


def test_the_gradient_is_that_at_the_values_passed_in():
    assert value_and_grad(doubled)([1.0, 2.0]) == (4.0, [4.0, 2.0])
    assert grad(simulated)([1.0, 2.0]) == grad(rebuilt)([1.0, 2.0])
    assert grad(simulated)([1.0, 2.0]) == jacobian(rebuilt, mode="forward")([1.0, 2.0])


def test_lists_that_grow_shrink_or_are_sorted():
    def f(p):
        p.append(p.pop(0) * p[0])
        p.sort()
        return p[0] * 10 + p[-1]  # of [2, 3, 5]: [3, 5, 6] -> 30 + 6

    assert value_and_grad(f)([2.0, 3.0, 5.0]) == (36.0, [3.0, 12.0, 0.0])


@pytest.mark.parametrize(
    ("diff", "expected"),
    [
        (lambda f, p: jvp(f, (p,), ([1.0, 0.0],)), (4.0, 4.0)),
        (lambda f, p: vjp(f, p)[1](1.0), ([4.0, 2.0],)),
        (lambda f, p: grad(f)(p), [4.0, 2.0]),
        (lambda f, p: jacobian(f)(p), [4.0, 2.0]),
        (lambda f, p: jacobian(f, mode="forward")(p), [4.0, 2.0]),
        (lambda f, p: hessian(f)(p), [[0.0, 2.0], [2.0, 0.0]]),
        (lambda f, p: hvp(f, p, [1.0, 10.0]), [20.0, 2.0]),
        (lambda f, p: derivative(lambda t: f([t, 2.0]))(p[0]), 4.0),
    ],
)
def test_every_transformation_leaves_the_callers_list_alone(diff, expected):
    p = [1.0, 2.0]
    assert diff(doubled, p) == expected
    assert p == [1.0, 2.0]


def test_nested_lists_too():
    def f(layers):
        layers[0][1] = layers[0][0] * layers[1][0]
        layers[1] = [layers[0][1] * 3]
        return layers[1][0]

    layers = [[2.0, 7.0], [5.0]]
    kept = copy.deepcopy(layers)
    assert value_and_grad(f)(layers) == (30.0, [[15.0, 0.0], [6.0]])
    assert vjp(f, layers)[1](1.0) == ([[15.0, 0.0], [6.0]],)
    assert layers == kept


def test_arguments_that_are_not_differentiated_are_copied_too():
    def f(x, buffers):
        buffers[0][0] = buffers[0][0] * x
        return buffers[0][0]

    buffers = [[3.0], "any other thing"]
    for _ in range(2):
        assert value_and_grad(f)(2.0, buffers) == (6.0, 3.0)
    assert buffers == [[3.0], "any other thing"]


def test_a_pull_back_is_untouched_by_later_changes_of_what_was_returned():
    returned = []

    def f(p):
        returned.append(p)
        return p

    _, pullback = vjp(f, [1.0, 2.0])
    returned[0][0] = Var(9.0)
    returned[0].append(7.0)
    assert pullback([3.0, 4.0]) == ([3.0, 4.0],)
