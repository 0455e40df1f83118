"""numpy's random whole numbers have 64 bits, a browser's counts 32, and numpy does not narrow by itself."""

import ast

import pytest

from course import paths

SOURCES = sorted([*paths.ASSIGNMENTS.rglob("*.py"), *paths.NOTEBOOKS.glob("*.py"), *(paths.PACKAGE / "evaluation").rglob("*.py")])
COUNTS = {"bincount": 0, "repeat": 1}
"""Functions of numpy, and the place of the argument that must be as wide as the machine's own numbers."""


def wide(code: str) -> list[int]:
    """Lines in which what ``integers`` drew is counted or counted with, and was not narrowed."""
    tree, drawn = ast.parse(code), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _draws(node.value):
            drawn |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            and node.func.attr in COUNTS and len(node.args) > COUNTS[node.func.attr]
            and _is_wide(node.args[COUNTS[node.func.attr]], drawn)]


def _draws(value: ast.expr) -> bool:
    """Is this ``….integers(…)`` of several numbers, as it is?"""
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "integers"


def _is_wide(argument: ast.expr, drawn: set[str]) -> bool:
    return _draws(argument) or (isinstance(argument, ast.Name) and argument.id in drawn)


def test_what_is_drawn_is_narrowed_before_it_counts():
    found = {str(path): wide(path.read_text(encoding="utf-8")) for path in SOURCES}
    assert len(found) > 100 and {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(("code", "lines"), [
    ("copies = r.integers(1, 5, n)\nnp.repeat(x, copies)", [2]),
    ("np.bincount(r.integers(0, 5, n), minlength=5)", [1]),
    ("copies = r.integers(1, 5, n).astype(np.intp)\nnp.repeat(x, copies)", []),
    ("copies = r.integers(1, 5, n)\nnp.repeat(copies, 3)", []),
])
def test_and_where_it_is_not_this_notices(code, lines):
    assert wide(code) == lines
