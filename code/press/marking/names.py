"""What tests use in a student's kernel: looked at and put back before each, given back after it.

The text of this module is sent to the kernel when it is needed, and is in no file that a
student's code can see.
"""

import builtins
import contextlib
import importlib
import json
import sys
import types

OWN = {"manual_seed"}  # PyTorch replaces it when more of it is loaded
# Of IPython: lists of what it calls, and attributes of its shell.
LISTS = ("cleanup_transforms", "line_transforms", "token_transformers")
SHELL = (
    "events", "displayhook", "display_pub", "compile", "input_transformer_manager",
    "custom_exceptions", "CustomTB", "showtraceback", "_showtraceback", "showsyntaxerror",
    "run_cell", "run_cell_async", "_run_cell", "run_code", "run_ast_nodes", "transform_cell",
)  # fmt: skip
USUAL = ("IPython", "ipykernel", "matplotlib", "matplotlib_inline")  # whose hooks are no news


def before(shell, places, whole):
    """A number for each name that tests use; Python's names with another meaning; own names.

    Of an own name that means a module its name is told: a test may import the same one by it.

    What was changed since the first call is put back: in each of `places` what a test could call,
    in those of `whole` all names.
    """
    kept = shell.__dict__.setdefault("_kept", {"python": frozenset(vars(builtins))})
    found = {}
    for place in places:
        owner = kept.setdefault(place, _owner(place))
        found[f"sys.modules['{place}']"] = id(_owner(place))
        if isinstance(owner, types.ModuleType):
            sys.modules[place] = owner
        _look(place, owner, kept, found, place in whole)
    _look_at_hooks(shell, kept, found)
    found["sys.settrace"], found["sys.setprofile"] = id(sys.gettrace()), id(sys.getprofile())
    kept["names"] = names = dict(shell.user_ns)
    known = {name: vars(builtins).get(name) for name in kept["python"] & set(names)}
    shadows = [n for n, v in known.items() if names[n] is not v and not n.startswith("__")]
    own = {n: _module(v) for n, v in sorted(names.items()) if n[:1] != "_"}
    return json.dumps([found, sorted(shadows), own])


def after(shell, seen):
    """Give back what the kernel had: hooks, and names that a hidden part of a test has taken.

    A value that what is `seen` of the test has replaced stays so, as in the student's own run.
    """
    kept, here = shell.__dict__["_kept"], shell.user_ns
    for many, own in kept.pop("hooks", ()):
        many[:] = own
    was = kept.pop("names", here)
    for name in set(here) - set(was) - set(seen):
        if not name.startswith("_"):  # IPython's own
            del here[name]
    for name, value in was.items():
        stays = name.startswith("_") or (name in seen and not callable(value))
        if not stays and here.get(name, kept) is not value:
            here[name] = value


def _module(value):
    """The name of a module; of anything else nothing."""
    return str(vars(value).get("__name__")) if isinstance(value, types.ModuleType) else ""


def _owner(place):
    """A module, or a class in one."""
    try:
        return importlib.import_module(place)
    except ImportError:
        module, _, name = place.rpartition(".")
        return getattr(importlib.import_module(module), name)


def _look(place, owner, kept, found, whole):
    """Note the names of one place, and put back what differs from what was kept of them."""
    known = kept.setdefault(("of", place), {})
    there = kept.setdefault(("all of", place), set(vars(owner)) | OWN)
    if not known:
        for name, value in vars(owner).items():
            if name not in OWN and (whole or callable(value) or not name.startswith("_")):
                known[name] = (value, _inside(value))
    for name, (value, inside) in known.items():
        here = vars(owner).get(name, known)
        found[f"{place}.{name}"] = [id(here), *map(id, _flat(_inside(value)))]
        if here is not value:
            with contextlib.suppress(AttributeError, TypeError):  # it is said all the same
                setattr(owner, name, value)
        if inside and list(map(id, _flat(_inside(value)))) != list(map(id, _flat(inside))):
            value.__code__, value.__defaults__, value.__kwdefaults__ = (
                *inside[:2],
                inside[2] or None,
            )
    inherited = {name for base in getattr(owner, "__mro__", ())[1:] for name in vars(base)}
    for name in set(vars(owner)) - there:
        hides = name in inherited or (name in kept["python"] and not name.startswith("_"))
        if hides or (whole and not name.startswith("__")):
            found[f"{place}.{name}"] = "new"
            delattr(owner, name)


def _inside(value):
    """What of a function can be changed and leaves it the same object."""
    if not isinstance(value, types.FunctionType):
        return ()
    return value.__code__, value.__defaults__, value.__kwdefaults__ and dict(value.__kwdefaults__)


def _flat(inside):
    """The parts of it that are compared."""
    if not inside:
        return []
    return [*inside[:2], *(part for pair in sorted((inside[2] or {}).items()) for part in pair)]


def _look_at_hooks(shell, kept, found):
    """The same for what IPython calls around a cell; for the time of a test that is put back."""
    attributes = kept.setdefault("shell", {name: vars(shell).get(name) for name in SHELL})
    for name, value in attributes.items():
        found[f"IPython's {name}"] = id(here := vars(shell).get(name))
        if here is not value:
            delattr(shell, name) if value is None else setattr(shell, name, value)
    kept.setdefault("displayhook", sys.displayhook)
    found["sys.displayhook"], sys.displayhook = id(sys.displayhook), kept["displayhook"]
    lists = dict(shell.events.callbacks)
    lists |= {name: getattr(shell.input_transformer_manager, name) for name in LISTS}
    lists |= {"ast_transformers": shell.ast_transformers}
    lists |= {"input_transformers_post": shell.input_transformers_post}
    copies = kept.setdefault("lists", {name: list(many) for name, many in lists.items()})
    kept["hooks"] = [(many, list(many)) for many in lists.values()]
    for name, many in lists.items():
        strange = [x for x in many if x not in copies.get(name, []) and not _is_usual(x)]
        found[f"IPython's {name}"] = list(map(id, strange))
        many[:] = copies.get(name, [])


def _is_usual(hook):
    return str(getattr(hook, "__module__", "")).partition(".")[0] in USUAL
