"""`python -m press COMMAND`: what the Makefile calls."""

import argparse
import errno
import gc
import importlib
import sys

from press.errors import PressError

# command: (module, function, what it does)
COMMANDS = {
    "execute": ("press.pages.execute", "execute", "run the pages that need it"),
    "check": ("press.guards", "check", "read every page for faults, without running any"),
    "links": ("press.site.linkcheck", "links", "look whether external links still lead somewhere"),
    "seeds": ("press.pages.seeds", "seeds", "run every page under several seeds"),
    "stress": ("press.stress", "stress", "run every page with other budgets and rates"),
    "bench": ("press.bench", "bench", "measure builds, pages and reverse mode"),
    "html": ("press.site.html", "html", "run what needs it, then build the site"),
    "preview": ("press.site.preview", "preview", "serve the site, build it after each save"),
    "handouts": ("press.print.handouts", "handouts", "a PDF of each chapter, in two sets"),
    "pdf": ("press.print.pdf", "pdf", "the whole book as one PDF"),
    "quizzes": ("press.quizzes.export", "quizzes", "the questions for Moodle and Canvas"),
    "labs": ("press.marking.course", "labs", "build the site, then the course folder"),
    "mark": ("press.marking.mark", "mark", "mark what was handed in for LAB"),
    "alike": ("press.marking.alike", "alike", "say whose code is alike in LAB"),
    "grades": ("press.marking.other_systems", "grades", "marks of LAB into the file INTO"),
    "formgrader": ("press.marking.course", "formgrader", "mark written answers in a browser"),
    "validate": ("press.marking.validate", "validate", "say which tasks of NOTEBOOK pass"),
    "notebooks": ("press.site.launch", "notebooks", "build the site, then notebooks to launch"),
}


# What the machine refuses, whatever the press does.
REFUSED = {
    getattr(errno, name)
    for name in ("EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EEXIST")
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    # A document tree is millions of objects that all live to the end of a build:
    # looking through them for garbage as often as Python does costs a fifth of it.
    gc.set_threshold(2_000_000, 50, 50)
    parser = argparse.ArgumentParser(prog="press", description=__doc__)
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, _, text) in COMMANDS.items():
        choices.add_parser(name, help=text)
    module, function, _ = COMMANDS[parser.parse_args(arguments).command]
    try:
        return getattr(importlib.import_module(module), function)()
    except PressError as error:
        print(f"press: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in REFUSED:
            raise
        where = f" at {error.filename}" if error.filename else ""
        why = f"{error.strerror}{where}: make room, or make it writable, and run this again"
        print(f"press: cannot write: {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("press: interrupted; what had passed is kept", file=sys.stderr)
        return 130


if __name__ == "__main__":
    status = main()
    # Else Python looks through all objects once more before it ends: a third of a small build.
    gc.freeze()
    sys.exit(status)
