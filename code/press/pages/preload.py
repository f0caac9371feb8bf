"""What the server of `press.pages.warm` imports: what pages import, and a kernel.

No module of `diffprog` is among it: they take no time, and a changed one must never be found
in its old form. Nor is Matplotlib's inline backend, which looks for a kernel when imported.
"""

import gc
import importlib
import os
import sys

MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "torch",
    "torch.func",
    "torch._dynamo",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_svg",
    "matplotlib.backends.backend_pdf",
    "fontTools.subset",
    "sympy",
    "scipy.optimize",
    "scipy.stats",
    "sklearn.linear_model",
    "sklearn.svm",
    "jaxtyping",
    "tqdm",
    "joblib",
)

# As a kernel finds it: without the folder in which the server was started.
PATH = [entry for entry in sys.path if entry]

for _name in MODULES:
    importlib.import_module(_name)
if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208 (a count)
    raise RuntimeError("an imported module has started a thread, which every fork would lose")
gc.freeze()  # else each kernel would copy all pages of memory at its first collection
