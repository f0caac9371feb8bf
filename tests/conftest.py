"""What all tests share: the shapes in signatures are checked while tests run.

Only the modules that state shapes are named, so that nothing else is slowed down, and torch
is not imported before a test needs it.
"""

from jaxtyping import install_import_hook

SHAPED = ["diffprog.data", "diffprog.train"]

install_import_hook(SHAPED, "beartype.beartype")
