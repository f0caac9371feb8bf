"""What is asked of a kernel around a test, and what in a student's cells asks for a look.

The texts below are sent when they are needed, and are in no file that a student's code can see.
"""

import ast
import builtins
import io
import re
import tokenize
from itertools import dropwhile, takewhile
from pathlib import Path

from nbformat import NotebookNode

from press import paths
from press.labs.kinds import TASK, is_test, kind_of

# Where the names live that tests use; a student's code must leave them as they are.
CHECKS = paths.CODE / "diffprog" / "check"
WHOLE = [
    "diffprog.check", "diffprog.runtime",
    *(f"diffprog.check.{file.stem}" for file in sorted(CHECKS.glob("[a-z]*.py"))),
]  # fmt: skip
PLACES = [
    *WHOLE, "diffprog", "diffprog.check.values.CheckFailed",
    "builtins", "itertools", "math", "re", "statistics", "numpy", "numpy.linalg",
    "torch", "torch.Tensor", "torch.autograd", "torch.linalg", "torch.nn.functional",
    "IPython.core.interactiveshell.InteractiveShell", "ipykernel.zmqshell.ZMQInteractiveShell",
    "IPython.core.events.EventManager", "ipykernel.ipkernel.IPythonKernel",
    "ipykernel.kernelbase.Kernel",
]  # fmt: skip
START = "get_ipython().ask_exit = lambda: None"  # `exit()` ends a notebook, not the tests of it
TEXT = Path(__file__).with_name("names.py").read_text(encoding="utf-8")
GIVE_SEED = "__import__('os').environ['DIFFPROG_COURSE_SEED'] = {!r}"
TAKE_SEED = "__import__('os').environ.pop('DIFFPROG_COURSE_SEED', None)"
# After a dot `eval` is a method of networks, and `compile` makes patterns; no other word is free.
SUSPECT = re.compile(
    r"(?<![\w.])(?:eval|compile)\b|"
    r"\b(?:inspect|gc|ctypes|builtins|importlib|exec|get_ipython|"
    r"__\w*builtins\w*__|__code__|__import__|__globals__|_getframe|_current_frames|"
    r"currentframe|f_back|f_globals|f_locals|tb_frame|settrace|setprofile|displayhook|"
    r"ast_transformers|input_transformers_\w+|set_custom_exc|sys\.modules)\b"
)
CHANGED = "names that tests use were changed and put back: "
REACHES = "its own cells use {names}, by which a test can be read or changed"
SHADOWED = "its own cells give another meaning to {names}, which tests use too"
STARS = "its own cells import all names of {names}, which may hide others"
BLANK = "it passes {test}, although {task} is as it was given out"


def asked(function: str, *arguments: object) -> str:
    """The expression by which a function of `names` is called in a kernel."""
    shell = "__import__('IPython').get_ipython()"
    called = f"ns[{function!r}]({shell}, *{arguments!r})"
    return f"(lambda ns: (__import__('builtins').exec({TEXT!r}, ns), {called})[1])({{}})"


def suspicions(cells: list[str]) -> list[str]:
    """What in the cells that a student has written asks for a look, in sentences."""
    reaching = sorted({word for code in cells for word in SUSPECT.findall(_bare(code))})
    named = {name for code in cells for name in bound(code)}
    shadows = sorted(named & set(dir(builtins)))
    stars = sorted(name.removesuffix(".*") for name in named if name.endswith(".*"))
    return [
        sentence.format(names=", ".join(names[:4]))
        for sentence, names in ((REACHES, reaching), (SHADOWED, shadows), (STARS, stars))
        if names
    ]


def _bare(code: str) -> str:
    """A program without its comments and texts, and without spaces beside dots."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return code
    kept = (t.string for t in tokens if t.type not in (tokenize.COMMENT, tokenize.STRING))
    return re.sub(r" ?\. ?", ".", " ".join(kept))


def bound(code: str) -> set[str]:
    """Names that a cell gives a meaning, outside its functions; of a star, `module.*`."""
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return set()
    named = {n.name for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    flat = [n for n in body if not isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    nodes = [n for top in flat for n in ast.walk(top)]
    for node in nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            module = getattr(node, "module", None)
            named |= {f"{module}.*" if a.name == "*" else a.asname or a.name for a in node.names}
    names = (n for n in nodes if isinstance(n, ast.Name))
    return named | {n.id for n in names if isinstance(n.ctx, ast.Store)}


def blank_task(cells: list[NotebookNode], test: NotebookNode, stubs: set[str]) -> str:
    """The name of a task that a test is about and that is as it was given out, or nothing.

    It is about what its words name, and about the tasks above it, where all of them are blank.
    """
    here = next(i for i, cell in enumerate(cells) if cell is test)
    known = [cell for cell in cells[:here] if kind_of(cell)]
    tasks = [cell for cell in known if _is_task(cell)]
    used = {n.id for n in ast.walk(ast.parse(test.source)) if isinstance(n, ast.Name)}
    named = [cell for cell in tasks if bound(cell.source) & used and cell.source in stubs]
    above = list(takewhile(_is_task, dropwhile(is_test, reversed(known))))
    if not named and not all(cell.source in stubs for cell in above):
        return ""
    return next((c.metadata["nbgrader"]["grade_id"] for c in [*named, *above]), "")


def _is_task(cell: NotebookNode) -> bool:
    return kind_of(cell) is TASK


def changed(before: dict, now: dict) -> list[str]:
    """Names that are no longer what they were."""
    return sorted(name for name in before | now if now.get(name) != before.get(name))
