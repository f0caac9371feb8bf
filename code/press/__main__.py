"""`python -m press COMMAND`: what the Makefile calls."""

import argparse
import importlib
import sys

# command: (module, function, what it does)
COMMANDS = {
    "execute": ("press.execute", "execute", "run the pages that need it"),
    "html": ("press.site", "html", "run what needs it, then build the site"),
}
NEEDS_OUTPUTS = {"html"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="press", description=__doc__)
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, _, text) in COMMANDS.items():
        choices.add_parser(name, help=text)
    command = parser.parse_args(arguments).command
    if command in NEEDS_OUTPUTS and (status := _run("execute")):
        return status
    return _run(command)


def _run(command: str) -> int:
    module, function, _ = COMMANDS[command]
    return getattr(importlib.import_module(module), function)()


if __name__ == "__main__":
    sys.exit(main())
