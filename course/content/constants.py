"""The constants of an assignment, which a variant draws anew, and all that stands otherwise in its text because of them."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from course.content import options
from course.content.source import Source, SourceError, without_magics

if TYPE_CHECKING:
    import nbformat  # a browser, where tasks are checked too, has none

_CONSTANT = re.compile(r"\{\{([A-Z][A-Z0-9_]*)\}\}")


def varied(public: Source, slug: str, values: dict[str, Any]) -> tuple[Source, dict[str, Any], dict[str, dict[str, str]]]:
    """The source with other values for constants of its given cells, every ``{{NAME}}`` in its text filled in, and its
    lettered options moved; all its constants; and task -> how the letters of its options moved.

    Raises
    ------
    SourceError
        For a constant that there is not.
    """
    source = _with_values(public, values)
    constants = given(source)
    if constants == given(public):
        return source, constants, {}
    source, letters = _moved_options(slug, source, constants)
    return source, constants, letters


def given(source: Source) -> dict[str, Any]:
    """The constants of the source's ``given`` cells: what a variant may draw anew, and what hidden checks go by."""
    constants = {}
    for cell in source.cells:
        if cell.role == "given":
            constants |= constants_of(cell.text)
    return constants


def constants_of(code: str) -> dict[str, Any]:
    """What a cell assigns outright, such as ``{"THRESHOLD": 0.4}`` for ``THRESHOLD = 0.4``."""
    found = {}
    try:
        body = ast.parse(without_magics(code)).body
    except SyntaxError:  # half a cell: a function whose body is the solution
        return found
    for node in body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            with contextlib.suppress(ValueError):
                found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def of_release(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """The constants that a released notebook sets; what a student may set is none of them."""
    found: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("solution"):
            found |= constants_of(cell.source)
    return found


def fill_in(text: str, constants: Mapping[str, Any]) -> str:
    """``text`` with every ``{{NAME}}`` in place of which a constant stands. KeyError names one that there is not."""
    return _CONSTANT.sub(lambda found: _in_text(constants[found[1]]), text)


def _with_values(source: Source, values: dict[str, Any]) -> Source:
    """The source with other values for constants of its given cells, and every ``{{NAME}}`` in its text filled in."""
    before = given(source)
    if unknown := set(values) - set(before):
        raise SourceError(source.path, 1, f"no given cell sets {sorted(unknown)}; there are {sorted(before)}.")
    constants = before | values
    cells = []
    for cell in source.cells:
        text = cell.text
        if cell.role == "given":
            text = _reassigned(text, values)
        elif cell.kind == "markdown":
            for name in _CONSTANT.findall(text):
                if name not in constants:
                    raise SourceError(source.path, cell.line, f"{{{{{name}}}}} is no constant; there are {sorted(constants)}.")
            text = fill_in(text, constants)
        cells.append(dataclasses.replace(cell, text=text))
    return dataclasses.replace(source, cells=tuple(cells))


def _in_text(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _reassigned(code: str, values: dict[str, Any]) -> str:
    lines = code.split("\n")
    for node in reversed(ast.parse(without_magics(code)).body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in values:
            value = node.value
            last = lines[value.end_lineno - 1][value.end_col_offset :]
            first = lines[value.lineno - 1][: value.col_offset]
            lines[value.lineno - 1 : value.end_lineno] = [f"{first}{values[node.targets[0].id]!r}{last}"]
    return "\n".join(lines)


def _moved_options(slug: str, source: Source, constants: dict[str, Any]) -> tuple[Source, dict[str, dict[str, str]]]:
    """The source with its lettered options moved, in text and in reference answers; and task -> how its letters moved."""
    letters, cells = {}, []
    for cell in source.cells:
        if cell.kind == "markdown" and cell.task and not cell.role:
            letters[cell.task] = options.moved(slug, cell.task, cell.text, constants)
            cell = dataclasses.replace(cell, text=options.in_text(cell.text, letters[cell.task]))
        elif cell.role == "answer":
            cell = dataclasses.replace(cell, text=options.in_answer(cell.text, letters.get(cell.task, {})))
        cells.append(cell)
    return dataclasses.replace(source, cells=tuple(cells)), letters
