"""Pages that run without a network."""

import ast
import re

from press.guards.subject import Page, Problem

NETWORK = {
    "aiohttp", "ftplib", "http", "httpx", "huggingface_hub", "datasets", "requests",
    "socket", "torchvision", "torchtext", "transformers", "urllib", "urllib3", "webbrowser",
}  # fmt: skip
FETCH = re.compile(r"\b(fetch_\w+|torch\.hub|load_state_dict_from_url|urlretrieve|urlopen)\b")
IMPORT = re.compile(r"^\s*(?:import|from) ")
SHELL = re.compile(r"^\s*[!%]")


def network(page: Page) -> list[Problem]:
    """Imports and calls that reach for a network, and shell or magic lines."""
    found = []
    for cell in page.code():
        for offset, line in enumerate(cell.text.splitlines()):
            if SHELL.match(line):
                found.append(page.problem(cell.line + offset, "shell or magic line"))
            elif not IMPORT.match(line) and (match := FETCH.search(line)):
                found.append(page.problem(cell.line + offset, f"'{match.group()}' downloads"))
        try:
            imports = _imports(cell.text)
        except SyntaxError as error:
            line = cell.line + (error.lineno or 1) - 1
            found.append(page.problem(line, f"this is not Python: {error.msg}"))
            continue
        found += [
            page.problem(cell.line + line - 1, f"import of '{name}', which uses the network")
            for name, line in imports
            if name.partition(".")[0] in NETWORK
        ]
    return found


def _imports(code: str) -> list[tuple[str, int]]:
    python = "\n".join("pass" if SHELL.match(line) else line for line in code.splitlines())
    found = []
    for node in ast.walk(ast.parse(python)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, node.lineno))
    return found
