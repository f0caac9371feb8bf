"""A test as it runs among names to which a student gave another meaning than it has in mind.

The student's functions run among the same names and need their own meaning, so the names of the
test are changed, and only where there is something to change.
"""

import ast

OF_TEST = "_of_the_test"


def rewritten(test: str, python: set[str], functions: set[str]) -> str:
    """The test with Python's own meaning of names in `python`, and no other `functions` taken.

    These are a student's helpers: a variable of the test that is called so gets another name.
    """
    tree = ast.parse(test)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    python = {node.id for node in names} & python - bound
    if not python and not bound & functions:
        return test
    return ast.unparse(_Rewrite(python, bound & functions).visit(tree))


class _Rewrite(ast.NodeTransformer):
    def __init__(self, python: set[str], taken: set[str]) -> None:
        self.python, self.taken = python, taken

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self.taken:
            return ast.Name(node.id + OF_TEST, node.ctx)
        if node.id in self.python:
            return ast.parse(f"__import__('builtins').{node.id}", mode="eval").body
        return node
