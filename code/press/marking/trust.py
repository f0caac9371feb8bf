"""What is asked of a kernel around a test, and what in a student's cells asks for a look.

The texts below are sent when they are needed, and are in no file that a student's code can see.
"""

import ast
import builtins
import io
import re
import tokenize

# Where the names live that tests use; a student's code must leave them as they are.
PLACES = [
    "builtins", "math", "numpy", "torch", "torch.Tensor", "torch.autograd", "torch.linalg",
    "torch.nn.functional", "diffprog.check", "diffprog.check.answers", "diffprog.check.claims",
    "diffprog.check.values", "diffprog.check.values.CheckFailed", "diffprog.runtime",
]  # fmt: skip
OWN = ["manual_seed"]  # PyTorch replaces it when more of it is loaded
START = """
get_ipython().ask_exit = lambda: None  # `exit()` ends a notebook, and not the tests of it
"""
# Called before any cell of a student, and before each test: it puts back what was changed, and
# gives a number for each name, from which the other side tells what that was.
NAMES = f"""
def _names_of_tests():
    import importlib, sys
    shell, found = get_ipython(), {{}}
    kept = shell.__dict__.setdefault("_kept", {{}})
    for place in {PLACES}:
        owner, _, last = place.rpartition(".")
        try:
            owner = importlib.import_module(place)
        except ImportError:
            owner = getattr(importlib.import_module(owner), last)
        found[place] = id(owner)
        for name, value in list(vars(owner).items()):
            if name in {OWN}:
                continue
            if callable(value) or (place, name) in kept:
                code = getattr(value, "__code__", None)
                was, its = kept.setdefault((place, name), (value, code))
                found[f"{{place}}.{{name}}"] = (id(value), id(code))
                if was is not value:
                    setattr(owner, name, was)
                if its is not None and was.__code__ is not its:
                    was.__code__ = its
    for name in ("ast_transformers", "input_transformers_cleanup", "input_transformers_post"):
        found["IPython's " + name] = [id(x) for x in getattr(shell, name)]
    found["sys.settrace"], found["sys.setprofile"] = id(sys.gettrace()), id(sys.getprofile())
    import json
    return json.dumps(found)
"""
SAY_NAMES = "_names_of_tests()"
GIVE_SEED = "__import__('os').environ['DIFFPROG_COURSE_SEED'] = {!r}"
TAKE_SEED = "__import__('os').environ.pop('DIFFPROG_COURSE_SEED', None)"
# Two tests, of which one must fail and one must pass, wherever other tests tell the truth.
PLANTED = """
def _three_numbers():
    import torch
    from diffprog import runtime
    from diffprog.check import answer, holds
    x = torch.rand(3, generator=runtime.course_generator({name!r}))
    holds("there are three", len(x) == 3)
    answer("three numbers", x{wrong}, x)

_three_numbers()
"""
MUST_PASS, MUST_FAIL = "", " + 1"

# After a dot `eval` is a method of networks, and `compile` one of patterns.
SUSPECT = re.compile(
    r"(?<![\w.])(?:inspect|gc|ctypes|builtins|importlib|exec|eval|compile|get_ipython)\b|"
    r"\b(?:__\w*builtins\w*__|__code__|__import__|__globals__|_getframe|_current_frames|"
    r"currentframe|f_back|f_globals|f_locals|tb_frame|settrace|setprofile|displayhook|"
    r"ast_transformers|input_transformers_\w+|set_custom_exc|sys\.modules)\b"
)
CHANGED = "names that tests use were changed and put back: "
REACHES = "its own cells use {names}, by which a test can be read or changed"
SHADOWED = "its own cells give another meaning to {names}, which tests use too"


def suspicions(cells: list[str]) -> list[str]:
    """What in the cells that a student has written asks for a look, in sentences."""
    reaching = sorted({word for code in cells for word in SUSPECT.findall(_bare(code))})
    shadows = sorted({name for code in cells for name in _bound(code)} & set(dir(builtins)))
    return [
        sentence.format(names=", ".join(names[:4]))
        for sentence, names in ((REACHES, reaching), (SHADOWED, shadows))
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


def _bound(code: str) -> set[str]:
    """Names that a cell gives a meaning, outside its functions."""
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return set()
    named = {n.name for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    flat = [n for n in body if not isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    nodes = [n for top in flat for n in ast.walk(top) if isinstance(n, ast.Name)]
    return named | {n.id for n in nodes if isinstance(n.ctx, ast.Store)}


def changed(before: dict, now: dict) -> list[str]:
    """Names that are no longer what they were."""
    return sorted(name for name, what in before.items() if now.get(name) != what)
