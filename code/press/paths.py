"""Where things lie in the repository: every path of the press is named here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BOOK = ROOT / "book"
CODE = ROOT / "code"
CONFIG = ROOT / "_config.yml"
TOC = ROOT / "_toc.yml"
REQUIREMENTS = ROOT / "requirements.txt"
STRESS = ROOT / "tests" / "stress.yml"

# What readers get, and what Sphinx keeps between builds.
SITE = ROOT / "_build" / "html"
HANDOUTS = ROOT / "_build" / "handouts"
HANDOUTS_STUDENT = ROOT / "_build" / "handouts-student"
PDF = ROOT / "_build" / "pdf"
STAGING = ROOT / "_build" / ".staging"

# nbmake collects nothing below a folder named `_build`, hence a second one.
EXECUTE = ROOT / "build" / "execute"
BUILD = ROOT / "build"
EXECUTED = BUILD / "executed"
LAUNCH = ROOT / "build" / "launch"
QUIZZES = BUILD / "quizzes"
