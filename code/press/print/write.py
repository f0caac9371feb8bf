"""Runs Sphinx once and leaves one LaTeX file for each document asked for."""

from pathlib import Path

from press import paths

FOLDER = paths.STAGING / "print"
STYLES = sorted(Path(__file__).parent.glob("*.sty"))

FONTS = r"""
\usepackage[mathbf=sym,bold-style=TeX]{unicode-math}
\setmainfont{texgyrepagella}[
  Extension=.otf, UprightFont=*-regular, BoldFont=*-bold,
  ItalicFont=*-italic, BoldItalicFont=*-bolditalic]
\setsansfont{texgyrepagella}[
  Extension=.otf, UprightFont=*-regular, BoldFont=*-bold,
  ItalicFont=*-italic, BoldItalicFont=*-bolditalic]
\setmathfont{texgyrepagella-math.otf}
\setmonofont{DejaVu Sans Mono}[Scale=0.82]
"""

SPHINX = ",".join(
    [
        "hmargin=2.75cm",
        "vmargin={2.4cm,2.4cm}",
        r"HeaderFamily=\rmfamily\bfseries",
        "TitleColor={HTML}{123F66}",
        "InnerLinkColor={HTML}{123F66}",
        "OuterLinkColor={HTML}{123F66}",
        "VerbatimColor={HTML}{F6F6F3}",
        r"verbatimcontinued={\footnotesize\textcolor{gray}{$\hookrightarrow$}\ }",
        "verbatimvisiblespace={}",
        "VerbatimBorderColor={HTML}{C9CED3}",
    ]
)


def write(name: str, documents: list[tuple], *, index: bool) -> Path | None:
    """Write the LaTeX of these documents; None when Sphinx had something to complain about.

    `documents` is Sphinx's `latex_documents`, with a seventh field: whether solutions are
    printed. The pages are read once for all names.
    """
    from press.site.builder import build  # Sphinx takes a second to import

    folder = FOLDER / name
    settings = {
        "latex_documents": documents,
        "latex_engine": "xelatex",
        "latex_elements": _elements(index),
        "latex_additional_files": [str(style) for style in STYLES],
        "latex_table_style": ["booktabs"],
        "latex_domain_indices": False,
        "latex_use_xindy": False,
        "pygments_style": "press.print.colours.Print",
    }
    if build("latex", folder, FOLDER / "doctrees", settings):
        return folder
    for source in folder.glob("*.tex"):  # written again, and complained of again, next time
        source.unlink()
    return None


def _elements(index: bool) -> dict[str, str]:
    elements = {
        "papersize": "a4paper",
        "pointsize": "10pt",
        "extraclassoptions": "oneside,openany",
        "polyglossia": "",
        "fontpkg": FONTS,
        "fncychap": "",
        "figure_align": "htb",
        "sphinxsetup": SPHINX,
        "preamble": r"\usepackage{press}",
    }
    if index:
        return elements
    # A handout has no list of contents and no index, so LaTeX need not run twice: no \label or
    # \ref is written, and XeLaTeX keeps no files for another run.
    once = {"preamble": r"\nofiles\usepackage{press}"}
    return elements | once | {"makeindex": "", "printindex": "", "tableofcontents": ""}
