"""Two tests, of which one must fail and one must pass, wherever other tests tell the truth."""

import random
import secrets
from textwrap import indent

PLANTED = """
def {word}(n={n}):
    import torch
    from diffprog import runtime
    from diffprog.check import answer, holds
    if n < 0:
{test}
    {own} = torch.rand(n, generator=runtime.course_generator({name!r}))
    holds({word!r}, len({own}) == n)
    answer({word!r}, {own}{wrong}, {own})

{word}()
"""
MUST_PASS, MUST_FAIL = "", " + 1"


def pair(name: str, test: str) -> list[tuple[str, bool]]:
    """The two in any order: what to run, and whether it must pass.

    No name in them is twice the same, and they hold the words of the test that comes after them,
    so that whoever wants to treat them in another way cannot tell them by their words.
    """
    both = [(MUST_PASS, True), (MUST_FAIL, False)]
    random.shuffle(both)
    return [(_planted(name, test, wrong), passes) for wrong, passes in both]


def _planted(name: str, test: str, wrong: str) -> str:
    word, own = (f"x{secrets.token_hex(4)}" for _ in range(2))
    words = {"name": name, "wrong": wrong, "word": word, "own": own, "n": secrets.randbelow(9) + 1}
    code = PLANTED.format(test=indent(f"{test}\npass", " " * 8), **words)
    try:
        compile(code, "<planted>", "exec")
    except SyntaxError:  # it holds what cannot stand in a function
        return PLANTED.format(test=f"{' ' * 8}pass", **words)
    return code
