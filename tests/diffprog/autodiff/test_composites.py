"""Forward = reverse = PyTorch on random programs."""

import pytest
import torch
from diffprog import autodiff
from diffprog.autodiff import UnsupportedTypeError, Var, grad, hessian, hvp, jacobian, jvp, sin
from hypothesis import given, settings
from hypothesis import strategies as st

quick = settings(derandomize=True, deadline=None, max_examples=120, database=None)
slow = settings(quick, max_examples=30)

# Each instruction works on all real numbers and gives a moderate one; `m` is either library.
UNARY = {
    "neg": lambda m, a: -a,
    "abs": lambda m, a: m.abs(a),
    "exp": lambda m, a: m.exp(-a * a),
    "log": lambda m, a: m.log(1 + a * a),
    "sqrt": lambda m, a: m.sqrt(0.1 + a * a),
    "sin": lambda m, a: m.sin(a),
    "cos": lambda m, a: m.cos(3 * a),
    "tan": lambda m, a: m.tan(0.5 * m.sin(a)),
    "asin": lambda m, a: m.asin(0.9 * m.cos(a)),
    "acos": lambda m, a: m.acos(0.9 * m.sin(a)),
    "atan": lambda m, a: m.atan(a),
    "sinh": lambda m, a: m.sinh(m.tanh(a)),
    "cosh": lambda m, a: m.cosh(m.tanh(a)),
    "tanh": lambda m, a: m.tanh(a),
    "sigmoid": lambda m, a: m.sigmoid(2 * a),
    "relu": lambda m, a: m.relu(a),
    "square": lambda m, a: a**2 / 4,
    "cube": lambda m, a: (a / 3) ** 3,
    "reciprocal": lambda m, a: 1 / (2 + m.cos(a)),
    "power": lambda m, a: 1.5**a / (1 + 1.5**a),
}
BINARY = {
    "add": lambda m, a, b: a + b,
    "sub": lambda m, a, b: a - b,
    "mul": lambda m, a, b: a * b / 2,
    "div": lambda m, a, b: a / (1 + b * b),
    "pow": lambda m, a, b: (1 + a * a) ** m.sin(b),
    "maximum": lambda m, a, b: m.maximum(a, b),
    "minimum": lambda m, a, b: m.minimum(a, b),
    "where": lambda m, a, b: a * b if a > b else a + 2 * b,
}
NAMES = sorted(UNARY) + sorted(BINARY)

number = st.floats(-2, 2, allow_subnormal=False)
inputs = st.lists(number, min_size=3, max_size=3)
register = st.integers(0, 20)
programs = st.lists(st.tuples(st.sampled_from(NAMES), register, register), min_size=1, max_size=10)


def run(program, m, x):
    """The values that a straight-line program appends to the list of its inputs x."""
    values = list(x)
    for name, i, j in program:
        a, b = values[i % len(values)], values[j % len(values)]
        values.append(BINARY[name](m, a, b) if name in BINARY else UNARY[name](m, a))
    return values


def ours(program):
    return lambda x: run(program, autodiff, x)[-1]


def torchs(program):
    return lambda x: run(program, torch, x)[-1]


def tensor(x):
    return torch.tensor(x, dtype=torch.float64)


def approx(x):
    return pytest.approx(x.detach().numpy(), rel=1e-9, abs=1e-11)


@quick
@given(programs, inputs)
def test_gradients(program, x):
    f, leaf = ours(program), tensor(x).requires_grad_()
    y = torchs(program)(leaf)
    (expected,) = torch.autograd.grad(y, leaf, allow_unused=True, materialize_grads=True)
    assert grad(f)(x) == approx(expected)
    assert jacobian(f, mode="forward")(x) == approx(expected)
    assert autodiff.value_and_grad(f)(x)[0] == approx(y)


@quick
@given(programs, inputs, inputs)
def test_directional_derivatives(program, x, v):
    y_dot = jvp(ours(program), (x,), (v,))[1]
    gradient = grad(ours(program))(x)
    assert y_dot == pytest.approx(sum(a * b for a, b in zip(gradient, v, strict=True)), 1e-9, 1e-11)


@slow
@given(programs, inputs)
def test_jacobians(program, x):
    def all_values(m):
        return lambda x: run(program, m, x)[3:]

    expected = torch.func.jacrev(lambda x: torch.stack(all_values(torch)(x)))(tensor(x))
    for mode in ("forward", "reverse"):
        assert jacobian(all_values(autodiff), mode=mode)(x) == approx(expected)


@slow
@given(programs, inputs, inputs)
def test_hessians(program, x, v):
    f = ours(program)
    expected = torch.autograd.functional.hessian(torchs(program), tensor(x))
    assert hessian(f)(x) == approx(expected)
    assert jacobian(jacobian(f, mode="forward"), mode="reverse")(x) == approx(expected)
    assert jacobian(jacobian(f, mode="reverse"), mode="reverse")(x) == approx(expected)
    assert jacobian(jacobian(f, mode="forward"), mode="forward")(x) == approx(expected)
    assert hvp(f, x, v) == approx(expected @ tensor(v))


def test_a_network_like_pytorchs():
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(2, 5), torch.nn.Tanh(), torch.nn.Linear(5, 1))
    net = net.double()
    x = [0.3, -1.1]
    net(tensor(x)).sum().backward()
    w1, b1, w2, b2 = [p.tolist() for p in net.parameters()]

    def forward(w1, b1, w2, b2):
        def dot(row, x):
            return sum(w * v for w, v in zip(row, x, strict=True))

        h = [autodiff.tanh(dot(row, x) + b) for row, b in zip(w1, b1, strict=True)]
        return dot(w2[0], h) + b2[0]

    gradients = grad(forward, argnum=(0, 1, 2, 3))(w1, b1, w2, b2)
    for ours_, p in zip(gradients, net.parameters(), strict=True):
        assert tensor(ours_).numpy() == pytest.approx(p.grad.numpy(), rel=1e-12)


@pytest.mark.parametrize("kind", [torch.tensor, lambda x: torch.nn.Parameter(torch.tensor(x))])
def test_tensors_are_refused_on_either_side(kind):
    for x in (kind(2.0), kind([1.0, 2.0])):
        for attempt in (lambda x=x: Var(1.0) * x, lambda x=x: x * Var(1.0), lambda x=x: sin(x)):
            with pytest.raises(UnsupportedTypeError, match=r"torch.*pass x.tolist\(\)"):
                attempt()
