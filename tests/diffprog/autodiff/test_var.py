"""Reverse mode: recorded variables and the sweep."""

import gc
import math
import sys

import pytest
from autodiff_cases import fresh_python
from diffprog.autodiff import Dual, Var, grad, relu, sigmoid, sin


def test_the_running_example():
    x, y = Var(0.5), Var(4.2)
    z = x * y + sin(x)
    z.backward()
    assert z.data == pytest.approx(2.1 + math.sin(0.5))
    assert x.grad == pytest.approx(4.2 + math.cos(0.5))
    assert y.grad == 0.5


def test_data_grad_and_operands():
    x = Var(3)
    assert (x.data, x.grad) == (3.0, None)
    assert isinstance(x.data, float)
    y = 2 * x
    assert y.edges == [(x, 2)]
    assert (x * y).edges == [(x, 6.0), (y, 3.0)]
    assert (y + y).edges == [(y, 1), (y, 1)]
    assert (1 - sin(y)).edges[0][1] == -1
    assert x.edges == []
    assert repr(y) == "Var(6.0, grad=None)"
    y.backward()
    assert repr(x) == "Var(3.0, grad=2.0)"


def test_methods():
    x = Var(-0.5)
    y = x.relu() + x.sigmoid() * x.exp().log() + x.abs().sqrt() + x.tanh().sin()
    y.backward()
    f = lambda x: relu(x) + sigmoid(x) * x + abs(x) ** 0.5 + sin(x.tanh())  # noqa: E731
    assert x.grad == pytest.approx(grad(f)(-0.5), rel=1e-14)


def test_leaves_accumulate_over_two_backward_calls():
    x = Var(3.0)
    y = x * x
    y.backward()
    y.backward()
    assert x.grad == 12.0
    x.grad = None
    y.backward()
    assert x.grad == 6.0


def test_leaves_accumulate_over_two_graphs():
    x = Var(3.0)
    (x * x).backward()
    (5 * x).backward()
    assert x.grad == 11.0


def test_adjoints_belong_to_one_sweep():
    """Kept on interior nodes, the first sweep's adjoint of h would spoil the second's."""
    x = Var(2.0)
    h = x * x
    (3 * h).backward()
    assert h.grad is None
    (5 * h).backward()
    assert x.grad == 3 * 4.0 + 5 * 4.0


def test_backward_with_a_weight():
    x = Var(3.0)
    (x * x).backward(10)
    assert x.grad == 60.0


def test_backward_on_a_leaf():
    x = Var(3.0)
    x.backward()
    assert x.grad == 1.0


def test_changing_data_does_not_change_what_was_recorded():
    x = Var(3.0)
    y = x * x
    x.data = 100.0
    y.backward()
    assert x.grad == 6.0


def test_reuse_adds_up():
    assert grad(lambda x: x * x * x + x)(2.0) == 13.0
    assert grad(lambda x: x / x)(2.0) == 0.0
    assert grad(lambda x: x - x)(2.0) == 0.0


def test_a_diamond_is_swept_in_the_right_order():
    def f(x):
        a = x * 2
        b = a * 3  # used late
        c = sin(a)
        return c * b + a

    a = 2 * 0.7
    expected = 2 * (3 * math.cos(a) * a + 3 * math.sin(a) + 1)
    assert grad(f)(0.7) == pytest.approx(expected, rel=1e-14)


def test_doubling_costs_linear_time():
    """A sweep along all paths would take 2**1000 steps."""

    def f(x):
        for _ in range(1000):
            x = (x + x) * 0.5
        return x

    assert grad(f)(1.0) == 1.0
    y = x = Var(1.0)
    for _ in range(16):
        y = y + y
    y.backward()
    assert x.grad == 65536.0


# Kilobytes. Python 3.13 deletes up to ten thousand objects within each other, others fifty.
STACK = 2048 if sys.version_info[:2] == (3, 13) else 256


def test_a_chain_of_100_000_operations_on_a_small_stack():
    """Neither the sweep nor the deallocation of the graph may recurse without end."""
    program = f"""
        import gc, threading
        from diffprog.autodiff import Var, grad

        def chain(x, n=100_000):
            y = x
            for _ in range(n // 2):
                y = y * 0.5 + x
            return y

        def work():
            x = Var(1.0)
            y = chain(x)
            y.backward()
            assert abs(x.grad - 2) < 1e-12, x.grad
            del y
            gc.collect()
            assert abs(grad(grad(lambda x: chain(x, 20_000) * x))(1.0) - 4) < 1e-12
            print("done")

        threading.stack_size({STACK} * 1024)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    """
    result = fresh_python(program)
    assert result.stdout == "done\n", result.stderr


def test_a_graph_goes_with_its_result():
    """Nothing in it may point back at what was computed from it."""
    gc.collect()
    gc.disable()
    try:
        before = sum(isinstance(o, Var) for o in gc.get_objects())
        x = Var(1.0)
        for _ in range(1000):
            x = (x + x.sin()) * 0.5
        x.backward()
        del x
        assert sum(isinstance(o, Var) for o in gc.get_objects()) == before
    finally:
        gc.enable()


def test_a_variable_that_holds_a_dual():
    """Forward over reverse, by hand: the tangent of the gradient of x³ is 6x."""
    x = Var(Dual(2.0, 1.0))
    (x * x * x).backward()
    assert (x.grad.primal, x.grad.tangent) == (12.0, 12.0)


def test_a_variable_that_holds_a_variable():
    x = Var(2.0)
    inner = Var(x)
    (inner**3).backward()
    assert inner.grad.data == 12.0
    inner.grad.backward()
    assert x.grad == 12.0
