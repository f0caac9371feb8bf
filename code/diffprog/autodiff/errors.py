"""What can go wrong, each with a message that says what, where and what to do."""

_ARRAY = "Only single numbers are differentiated here: pass x.tolist() or x.item()."
HINTS = {
    "ndarray": _ARRAY,
    "Tensor": _ARRAY,
    "Parameter": _ARRAY,
    "complex": "Only functions of real numbers are differentiated here.",
    "str": "Convert it with float(...) first.",
    "list": "Apply the function to one element at a time.",
    "tuple": "Apply the function to one element at a time.",
    "NoneType": "Does a function on the way lack its return statement?",
}


class DomainError(ValueError):
    """A primitive, or its derivative, has no finite value at this point."""


class UnsupportedTypeError(TypeError):
    """Something that is not a number stands where a number is needed."""

    def __init__(self, where: str, x: object, hint: str = ""):
        kind = type(x)
        prefix = "" if kind.__module__ == "builtins" else kind.__module__ + "."
        hint = hint or HINTS.get(kind.__name__, "Pass a float, an int or a SymPy expression.")
        super().__init__(f"{where}: a {prefix}{kind.__qualname__} is not a number. {hint}")


class NonScalarOutputError(TypeError):
    """A gradient was asked of a function that returns more than one number."""

    def __init__(self, where: str, y: object):
        super().__init__(
            f"{where}: the function returned a {type(y).__name__} of {len(y)}, and only one number "
            "has a gradient. Use jacobian(f), or vjp(f, ...) with one weight per output."
        )


class StructureMismatchError(ValueError):
    """Two nested sequences that must have the same shape differ."""
