r"""Display mathematics in dollars, with its number as a `\tag`."""

import re

from docutils import nodes

from press.notebook.render import Page

# MathJax and KaTeX want these inside dollars in the form that may stand there.
INNER = {"align": "aligned", "alignat": "alignedat", "gather": "gathered", "eqnarray": "aligned"}
ENVIRONMENT = re.compile(r"\\(begin|end)\{(align|alignat|gather|eqnarray)\*?\}")
EQUATION = re.compile(r"\\(?:begin|end)\{(?:equation|displaymath)\*?\}")
NUMBERING = re.compile(r"\\(?:nonumber|notag|label\{[^}]*\})")
INNERMOST = re.compile(r"\\begin\{(\w+\*?)\}(?:(?!\\begin\{).)*?\\end\{\1\}", re.DOTALL)
COMMENT = re.compile(r"(?<!\\)%.*$", re.MULTILINE)


def tidy(tex: str) -> str:
    """A formula without comments, and with nothing that HTML could take for a tag."""
    return re.sub(r"<(?=[A-Za-z/!?])", "< ", COMMENT.sub("", tex))


def display(node: nodes.math_block, page: Page) -> str:
    """The formula in dollars: on lines of its own, or on one line where it is nested."""
    tex = EQUATION.sub("", NUMBERING.sub("", tidy(node.astext())))
    tex = ENVIRONMENT.sub(lambda m: rf"\{m[1]}{{{INNER[m[2]]}}}", tex)
    lines = [line.strip() for line in tex.splitlines() if line.strip()]
    if _breaks_lines(" ".join(lines)):
        lines = [r"\begin{aligned}", *lines, r"\end{aligned}"]
    if number := _number(node, page):
        lines[-1] += rf" \tag{{{number}}}"
    return f"$${' '.join(lines)}$$" if page.nested else "\n".join(["$$", *lines, "$$"])


def _breaks_lines(tex: str) -> bool:
    """Whether a line break stands outside of every environment."""
    before = None
    while tex != before:
        before, tex = tex, INNERMOST.sub("", tex)
    return r"\\" in tex


def _number(node: nodes.math_block, page: Page) -> str:
    """What the site prints in parentheses beside the equation, or nothing."""
    if not node.get("ids") or r"\tag{" in node.astext():
        return ""
    if page.env.config.math_numfig and page.env.config.numfig:
        return page.number("displaymath", node["ids"][0])
    return str(node.get("number") or "")
