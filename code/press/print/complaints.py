"""What a run of XeLaTeX has to complain about, read from its log."""

import re
from pathlib import Path

WIDE = 1.0  # points by which a line may stick out before it is an error

ERROR = re.compile(r"^(?:! |[^\s:]+:\d+: )(.+)$", re.MULTILINE)
UNDEFINED = re.compile(
    r"^LaTeX Warning: ((?:Hyper r|R)eference|Citation) [`'](.+?)'.* undefined", re.MULTILINE
)
MISSING = re.compile(r"^Missing character: There is no (.+?) in font \[?([^]\s!:]+)", re.MULTILINE)
OVERFULL = re.compile(r"^Overfull \\hbox \(([\d.]+)pt too wide\)(.*)$", re.MULTILINE)


def of(path: Path) -> list[str]:
    """One line for each thing that a reader would see go wrong, in plain words."""
    log = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    return [
        *dict.fromkeys(f"LaTeX: {text}" for text in ERROR.findall(log)),
        *dict.fromkeys(
            f"{kind.lower()} to '{label}' leads nowhere" for kind, label in UNDEFINED.findall(log)
        ),
        *dict.fromkeys(f"no letter for {sign} in {font}" for sign, font in MISSING.findall(log)),
        *(
            f"a line is {width} pt too wide{where}"
            for width, where in OVERFULL.findall(log)
            if float(width) > WIDE
        ),
    ]
