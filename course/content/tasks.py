"""A graded task, and how the cells of its source become one: the hidden check is compiled here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.content.constants import constants_of
from course.content.source import Cell, SourceError, grade_id


@dataclass(frozen=True)
class Task:
    """One graded task: ``points``, and either a ``check`` (code) or a written answer (essay)."""

    name: str
    kind: str
    points: float
    check: Callable[[Any], None] | None = None
    hidden_code: str = ""
    line: int = 0

    @property
    def letters(self) -> dict[str, str]:
        """Letter of the public text -> letter of the same option in this variant; empty where none has moved."""
        return getattr(self.check, "letters", {})

    @property
    def grade_id(self) -> str:
        """nbgrader's id of the cell that carries the points."""
        return grade_id("check" if self.kind == "code" else "essay", self.name)


def function_of(path: Path, cell: Cell, name: str) -> Callable:
    """What a cell of the source at ``path`` defines under ``name``.

    Raises
    ------
    SourceError
        When it defines no such function.
    """
    namespace: dict[str, Any] = {"__name__": f"{cell.role}_cell"}
    exec(compile("\n" * cell.line + cell.text, str(path), "exec"), namespace)
    if not callable(namespace.get(name)):
        raise SourceError(path, cell.line, f"the {cell.role} cell defines no `{name}`.")
    return namespace[name]


def put_together(path: Path, name: str, cells: dict[str, Cell], shared: str, letters: dict[str, str]) -> Task:
    """The task that these cells (by role) of the source at ``path`` make. shared: the code of the hidden cells without a task;
    letters: how the letters of its options moved.

    Raises
    ------
    SourceError
        When a cell is missing, one too many, or gives no points.
    """
    first = next(iter(cells.values()))
    if "essay" in cells:
        if len(cells) > 1:
            raise SourceError(path, first.line, f"task {name!r} is an essay and has other cells too.")
        return Task(name, "essay", _points(path, cells["essay"]), line=first.line)
    for role in ("answer", "check", "hidden"):
        if role not in cells:
            raise SourceError(path, first.line, f"task {name!r} has no {role} cell.")
    code = f"{shared}\n\n{cells['hidden'].text}".strip()
    check = compiled(path, cells["hidden"], shared)
    check.blank, check.letters = constants_of(cells["answer"].text.partition("### BEGIN SOLUTION")[0]), letters
    code += f"\ncheck.blank, check.letters = {check.blank!r}, {letters!r}"
    return Task(name, "code", _points(path, cells["check"]), check, code, first.line)


def compiled(path: Path, hidden: Cell, shared: str) -> Callable[[Any], None]:
    """The ``check(student)`` of a hidden cell. shared: the code of the hidden cells without a task.

    Raises
    ------
    SourceError
        When the cell defines none.
    """
    namespace: dict[str, Any] = {"__name__": f"hidden_{hidden.task}"}
    # Lines are padded so that a fault in a check is reported where it stands in the source.
    exec(compile(shared, str(path), "exec"), namespace)
    exec(compile("\n" * hidden.line + hidden.text, str(path), "exec"), namespace)
    if not callable(namespace.get("check")):
        raise SourceError(path, hidden.line, f"the hidden cell of {hidden.task!r} defines no `check(student)`.")
    return namespace["check"]


def _points(path: Path, cell: Cell) -> float:
    if not isinstance(cell.points, (int, float)) or cell.points <= 0:
        raise SourceError(
            path, cell.line, f"task {cell.task!r} gives no points; write points=2 in its {cell.role} cell."
        )
    return cell.points
