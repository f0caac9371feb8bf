"""Copies and pickles of dual numbers and variables."""

import copy
import pickle

import pytest
from diffprog.autodiff import Dual, Var, derivative, grad, hessian, jvp

COPIES = [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
copies = pytest.mark.parametrize("duplicate", COPIES, ids=["copy", "deepcopy", "pickle"])


@copies
def test_a_copy_of_a_leaf_is_a_new_leaf(duplicate):
    x = Var(2.0)
    twin = duplicate(x)
    (3 * x * twin).backward()
    assert (x.grad, twin.grad) == (6.0, 6.0)
    x.data = 5.0
    assert twin.data == 2.0


@copies
def test_a_copy_starts_with_the_gradient_of_its_original(duplicate):
    x = Var(2.0)
    (x * x).backward()
    twin = duplicate(x)
    (5 * twin).backward()
    assert (x.grad, twin.grad) == (4.0, 9.0)


def test_a_copy_of_a_result_leads_to_the_same_leaves():
    x = Var(3.0)
    y = x * x
    (copy.copy(y) * y).backward()  # x**4
    assert x.grad == 4 * 27.0


@copies
def test_a_graph_is_copied_whole(duplicate):
    x = Var(3.0)
    y = x * x * x
    leaf, result = (copy.deepcopy if duplicate is copy.copy else duplicate)([x, y])
    (result * leaf).backward()  # x**4
    assert (x.grad, leaf.grad) == (None, 4 * 27.0)


@copies
def test_a_copy_is_younger_than_what_it_came_from(duplicate):
    """The sweep must meet copies before their operands, also among the originals."""
    x = Var(2.0)
    y = x * x
    z = duplicate(y) if duplicate is not copy.copy else copy.copy(y)
    w = z * y + z
    leaves = {id(leaf): leaf for leaf in (x, *(u for u, _ in z.edges))}.values()
    w.backward()
    total = sum(leaf.grad for leaf in leaves)
    assert total == 4 * 2.0**3 + 2 * 2.0  # x**4 + x**2, however its leaves are shared


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
@pytest.mark.parametrize("diff", [derivative, grad])
def test_a_function_may_copy_its_argument(duplicate, diff):
    assert diff(lambda x: duplicate(x) * x)(3.0) == 6.0
    assert diff(lambda x: diff(lambda y: duplicate(x) * duplicate(y) * y)(x))(3.0) == 12.0
    assert hessian(lambda p: duplicate(p)[0] * p[1])([2.0, 3.0]) == [[0, 1], [1, 0]]


def test_a_copied_variable_by_hand_passes_an_outer_derivative_on():
    def f(x):
        leaf = copy.deepcopy(Var(x))
        (leaf * leaf).backward()
        return leaf.grad

    assert derivative(f)(3.0) == 2.0
    assert grad(f)(3.0) == 2.0


@copies
def test_a_copy_of_a_dual_has_the_same_epsilon(duplicate):
    x = Dual(2.0, 1.0)
    product = x * duplicate(x)
    assert (product.primal, product.tangent) == (4.0, 4.0)
    assert jvp(lambda x: x * duplicate(x), (3.0,), (1.0,)) == (9.0, 6.0)


def test_what_a_running_derivative_records_is_not_pickled():
    with pytest.raises(TypeError, match="a Var of a running derivative cannot be pickled"):
        grad(lambda x: pickle.loads(pickle.dumps(x)))(1.0)
