"""What names mean in a kernel: looked at, put back before a test, and given back after it."""

import ast
import json

import pytest
from jupyter_client.manager import start_new_kernel
from press.marking import rewritten, trust


class Kernel:
    """A kernel of IPython, which is asked as marking asks it."""

    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="python3")

    def said(self, code, expression="None", **options):
        # A busy machine may still answer what was asked when the kernel began.
        settings = {"user_expressions": {"said": expression}, "reply": True, "timeout": 20}
        content = self.client.execute(code, **settings, **options)["content"]
        data = content.get("user_expressions", {}).get("said", {}).get("data", {})
        return content["status"], data.get("text/plain")

    def before(self):
        asked = trust.asked("before", trust.PLACES, trust.WHOLE)
        return json.loads(ast.literal_eval(self.said("", asked, silent=True)[1]))

    def after(self, *seen):
        self.said("", trust.asked("after", list(seen)), silent=True)


@pytest.fixture(scope="module")
def kernel():
    """One kernel, in which all has been looked at once."""
    made = Kernel()
    made.first = made.before()[0]
    made.after()
    yield made
    made.client.stop_channels()
    made.manager.shutdown_kernel(now=True)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import numpy\nnumpy.allclose = print", "numpy.allclose"),
        ("import numpy\nnumpy.pi = 3", "numpy.pi"),
        ("import torch\ndel torch.Tensor.backward", "torch.Tensor.backward"),
        ("import diffprog.check.answers as a\na.np = a", "diffprog.check.answers.np"),
        ("import diffprog.check.values as v\nv.max = print", "diffprog.check.values.max"),
        ("import diffprog.check as c\nc.answer.__code__ = (lambda *a, **k: 1).__code__",
         "diffprog.check.answer"),
        ("import diffprog.check as c\nc.answer.__kwdefaults__ = {'rtol': 9}",
         "diffprog.check.answer"),
        ("S = type(get_ipython())\nS._run_cell = S.__mro__[1]._run_cell",
         "ipykernel.zmqshell.ZMQInteractiveShell._run_cell"),
        ("S = type(get_ipython())\nS.__getattribute__ = object.__getattribute__",
         "ZMQInteractiveShell.__getattribute__"),
        ("import torch\ntorch.Tensor.sum = lambda *many: 1", "torch.Tensor.sum"),
        ("import sys\nsys.modules['diffprog.check'] = sys", "sys.modules['diffprog.check']"),
        ("import builtins\nbuiltins.sum = print", "builtins.sum"),
        ("get_ipython().events.register('post_run_cell', lambda r: 1)",
         "IPython's post_run_cell"),
        ("get_ipython().ast_transformers.append(1)", "IPython's ast_transformers"),
        ("get_ipython().input_transformers_cleanup.append(lambda lines: lines)",
         "IPython's cleanup_transforms"),
    ],
)  # fmt: skip
def test_what_is_changed_is_named_and_put_back(kernel, code, name):
    kernel.said(code)
    found = trust.changed(kernel.first, kernel.before()[0])
    assert any(name in one for one in found), found
    assert trust.changed(kernel.first, kernel.before()[0]) == []


@pytest.mark.parametrize(
    "code",
    [
        "import matplotlib.pyplot as plt\n%matplotlib inline",
        "%load_ext autoreload\n%autoreload 2",
        "import torch\ntorch.nn.Linear(2, 2)(torch.ones(1, 2)).sum().backward()",
        "import torch.func, scipy.stats, sklearn.svm",
        "import warnings\nfrom diffprog.check import answer\nanswer('one', 1.0, 1.0)",
        "from diffprog import data, optim, plot, train\n1 + 1",
    ],
)
def test_what_is_usual_changes_nothing(kernel, code):
    assert kernel.said(code)[0] == "ok"
    assert trust.changed(kernel.first, kernel.before()[0]) == []
    kernel.after()


def test_hooks_are_away_for_a_test_and_come_back(kernel):
    kernel.said("called = []\nget_ipython().events.register('pre_run_cell', called.append)")
    kernel.before()
    kernel.said("1")
    kernel.after()
    kernel.said("2")
    assert kernel.said("", "len(called)")[1] == "1"
    kernel.said("get_ipython().events.unregister('pre_run_cell', called.append)")


def test_after_a_test_names_mean_what_they_meant(kernel):
    kernel.said("def helper(x):\n    return x\nold, kept = 1, 2")
    kernel.before()
    kernel.said("for helper in (1, 2):\n    old = kept = new = seen = 5\ndel helper")
    kernel.after("kept", "seen")
    assert kernel.said("", "helper(3), old, kept, seen, 'new' in globals()")[1] == (
        "(3, 1, 5, 5, False)"
    )


def test_names_of_python_and_own_ones_are_told(kernel):
    kernel.said("import math\nfrom numpy import sum, pi\nmean = max = print")
    _, python, own = kernel.before()
    kernel.after()
    assert {"max", "sum"} <= set(python)
    assert (own["pi"], own["mean"], own["math"]) == ("", "", "math")
    kernel.said("del sum, max")


@pytest.mark.parametrize("own", ["import math as m", "import torch as m", "m = __import__('math')"])
def test_a_test_takes_no_module_from_the_functions_of_a_student(kernel, own):
    kernel.said(f"{own}\ndef helped(x):\n    return m.pi * x")
    _, python, names = kernel.before()
    assert kernel.said(rewritten.rewritten("m = 3\nhelped(m)", {*python}, names))[0] == "ok"
    kernel.after()
    assert kernel.said("helped(1)")[0] == "ok"
