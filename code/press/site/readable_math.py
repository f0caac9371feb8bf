"""Formulas as one line of Unicode text, for places where nothing can typeset them."""

import re
import unicodedata

from docutils.utils.math import MathError
from docutils.utils.math import mathml_elements as mathml
from docutils.utils.math.latex2mathml import parse_latex_math

LONGEST = 80  # characters; what is longer is read on its page
LEFT_OUT = "…"
FRACTIONS = {"12": r"\text{½}", "13": r"\text{⅓}", "23": r"\text{⅔}", "14": r"\text{¼}"}
# What docutils does not know or mistakes, in terms of what it does know.
INSTEAD = [
    (re.compile(r"\\(?:begin|end)\{(?:equation|align(?:ed)?|gather(?:ed)?|split)\*?\}"), ""),
    (re.compile(r"\\dots\b"), r"\\ldots"),
    (re.compile(r"\\(?:[bB]ig+[lrm]?(?![a-z])|mathrel|tag\{[^}]*\})"), ""),
    (
        re.compile(r"\\[td]?frac(\d)(\d)"),
        lambda found: FRACTIONS.get(found[1] + found[2], f"{{{found[1]}/{found[2]}}}"),
    ),
    (re.compile(r"\\operatorname\*"), r"\\operatorname"),
    (re.compile("°"), r"\\circ"),
]
MATRIX = re.compile(r"\\begin\{(?:\w?matrix|smallmatrix|cases)\}")  # whose cells stay apart
SUPER = str.maketrans("0123456789+-−=()nTi", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿᵀⁱ")
SUB = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
RAISED = {"∗": "*", "*": "*", "⊤": "ᵀ", "′": "'", "†": "†", "∘": "°", "''": "''"}
ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "˜": "\u0303", "~": "\u0303", "¯": "\u0304",
           "ˉ": "\u0304", "‾": "\u0304", "_": "\u0304", "¨": "\u0308", "˙": "\u0307",
           "→": "\u20d7"}  # fmt: skip
RELATIONS = set("=<>≤≥≈∼≡≠∈→↦←⇒∝≪≫+−±×⋅")
NAME, APPLY = "\u2063", "\u2061"  # before and after the name of a function: spaces, if need be


def readable(tex: str) -> str:
    """The formula in letters and signs; an ellipsis for one that is long or cannot be read."""
    for pattern, instead in INSTEAD:
        tex = pattern.sub(instead, tex)
    if not MATRIX.search(tex):
        tex = tex.replace("&", "").replace(r"\\", ";")
    try:
        text = _said(parse_latex_math(mathml.math(), tex)) if tex.strip() else ""
    except (MathError, IndexError, AttributeError):  # docutils has more than one way to give up
        return LEFT_OUT
    text = re.sub(rf"(?<=\w){NAME}|{APPLY}(?=\w)", " ", text)
    text = re.sub(rf"[{NAME}{APPLY}]", "", text)
    text = re.sub(r"\s+", " ", text.replace("; )", ")")).strip()
    text = re.sub(r"(^|[(\[{=,] ?)([−±]) (?=[\w√(])", r"\1\2", text)  # a sign, no operation
    return text if len(text) <= LONGEST else LEFT_OUT


def _said(node: mathml.MathElement) -> str:
    """One element of the formula, and all that it holds."""
    parts = [_said(child) for child in node]
    match type(node).__name__:
        case "mfrac" if node.get("linethickness") is not None:
            return f"binom({', '.join(parts)})"
        case "mfrac":
            return "/".join(_grouped(part) for part in parts)
        case "msqrt":
            return "√" + _grouped("".join(parts))
        case "mroot":
            return f"{parts[1]}√{_grouped(parts[0])}"
        case "msub" | "munder":
            return _lowered(*parts)
        case "msup":
            return parts[0] + _index(parts[1], SUPER, "^")
        case "mover":
            return _accented(*parts)
        case "msubsup" | "munderover":
            base, low, high = parts
            return _accented(base, high, low)
        case "mtr":
            return ", ".join(parts) + "; "
        case "mspace":
            return " "
        case "mo":
            return _sign(node.text or "", node.get("form") == "prefix")
        case "mi" if node.text and len(node.text) > 1:
            return f"{NAME}{node.text}{APPLY}"
    return unicodedata.normalize("NFC", str(node.text or "")) + "".join(parts)


def _sign(sign: str, prefix: bool) -> str:
    if sign in RELATIONS and not prefix:
        return f" {sign} "
    return {",": ", ", ";": "; ", "\u2062": ""}.get(sign, sign)


def _grouped(text: str) -> str:
    plain = text.translate({ord(letter): None for letter in f".{NAME}{APPLY}"})
    return text if plain.isalnum() or len(plain) < 2 else f"({text.strip()})"


def _index(text: str, table: dict[int, int], sign: str) -> str:
    """Below or above the line where Unicode has the letters, after a sign where it has not."""
    text = text.strip(f" {NAME}{APPLY}")
    close = text.replace(" ", "")
    if table is SUPER and close in RAISED:
        return RAISED[close]
    if close and all(ord(letter) in table for letter in close):
        return close.translate(table)
    return f"{sign}{text}" if len(text) < 2 or _bracketed(text) else f"{sign}({text})"


def _bracketed(text: str) -> bool:
    return text[0] == "(" and text.find(")") == len(text) - 1


def _lowered(base: str, low: str) -> str:
    """With an index below; that of the name of a function stands before its argument."""
    if low in ACCENTS:
        return _accented(base, low)
    return base.rstrip(APPLY) + _index(low, SUB, "_") + (APPLY if base.endswith(APPLY) else "")


def _accented(base: str, sign: str, low: str = "") -> str:
    """A letter with its accent, or with what stands above it."""
    mark = ACCENTS.get(sign.strip())
    if mark:
        base = unicodedata.normalize("NFC", base[:1] + mark) + base[1:]
    lowered = _lowered(base, low) if low else base
    return lowered if mark else lowered + _index(sign, SUPER, "^")
