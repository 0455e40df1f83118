"""An assignment: its source, its graded tasks with their checks, and the constants that a variant draws anew."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from course import paths
from course.content import arc
from course.content.constants import constants_of, varied
from course.content.how import how
from course.content.source import Cell, Source, SourceError, grade_id, read, without_magics
from course.errors import CourseError


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


@dataclass(frozen=True)
class Assignment:
    """An assignment's source and its graded tasks, in order."""

    slug: str
    source: Source
    tasks: tuple[Task, ...] = field(repr=False)
    given: dict[str, Any] = field(default_factory=dict)
    draw: Callable[[Any], dict[str, Any]] | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        return self.source.title

    @property
    def points(self) -> float:
        return sum(task.points for task in self.tasks)

    @property
    def code_tasks(self) -> tuple[Task, ...]:
        """The tasks that a machine checks."""
        return tuple(task for task in self.tasks if task.kind == "code")

    @property
    def essays(self) -> tuple[Task, ...]:
        """The tasks that a person reads."""
        return tuple(task for task in self.tasks if task.kind == "essay")

    @property
    def answers(self) -> dict[str, str]:
        """Task -> the code of its reference answer."""
        return {cell.task: cell.text for cell in self.source.cells if cell.role == "answer"}

    @property
    def folder(self) -> Path:
        return self.source.path.parent

    def task(self, name: str) -> Task:
        for task in self.tasks:
            if task.name == name:
                return task
        known = ", ".join(task.name for task in self.tasks)
        raise CourseError(f"`{self.slug}` has no task {name!r}; it has {known}.")

    def as_given(self, namespace: Mapping[str, Any]) -> Assignment:
        """The assignment with the constants that a notebook's given cells have set: the variant it belongs to."""
        drawn = {k: namespace[k] for k, v in self.given.items() if type(namespace.get(k)) is type(v) and namespace[k] != v}
        if not drawn:
            return self
        key = repr(sorted(drawn.items()))
        if key not in self._variants:
            self._variants[key] = load(self.slug, self.folder.parent, variant=drawn)
        return self._variants[key]

    @cached_property
    def _variants(self) -> dict[str, Assignment]:
        return {}

    @cached_property
    def defined_names(self) -> dict[str, str]:
        """Top-level name -> the task whose answer cell defines it."""
        names = {}
        for cell in self.source.cells:
            if cell.role != "answer":
                continue
            for node in ast.parse(without_magics(cell.text)).body:
                if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                    names[node.name] = cell.task
                elif isinstance(node, ast.Assign):
                    names |= {t.id: cell.task for t in node.targets if isinstance(t, ast.Name)}
        return names


def slugs(root: Path | None = None, *, drafts: bool = True) -> list[str]:
    """The assignments there are, in the order of the lessons they belong to; those that belong to none come last.

    Without ``drafts``: those that may leave the course. A header says ``draft: true`` of one that may not.
    """
    found = [read(path) for path in (root or paths.ASSIGNMENTS).glob("*/assignment.py")]
    found = [one for one in found if drafts or not one.header.get("draft")]
    numbers = {name: place.number for name, place in arc.places().items()}
    order = sorted(found, key=lambda one: (numbers.get(one.header.get("lesson"), len(numbers)), one.path.parent.name))
    return [one.path.parent.name for one in order]


def load(slug: str, root: Path | None = None, variant: dict[str, Any] | None = None) -> Assignment:
    """Read one assignment and compile its hidden checks. ``variant`` gives constants other values.

    Raises
    ------
    SourceError
        For every way in which the parts of a task do not fit together.
    """
    path = (root or paths.ASSIGNMENTS) / slug / "assignment.py"
    if not path.exists():
        known = ", ".join(sorted(p.parent.name for p in path.parent.parent.glob("*/assignment.py")))
        raise CourseError(f"there is no assignment {slug!r}; there are: {known or 'none'}.")
    source, constants, letters = varied(read(path), slug, variant or {})
    parts: dict[str, dict[str, Cell]] = {}
    shared = [f"GIVEN = {constants!r}"]
    draw = None
    for cell in source.cells:
        if cell.role in ("", "given"):
            continue
        if cell.role == "hidden" and not cell.task:
            shared.append(cell.text)
            continue
        if cell.role == "variant":
            draw = _function(path, cell, "draw")
            continue
        if cell.role in ("do", "wrong"):
            raise SourceError(path, cell.line, f'role="{cell.role}" belongs in a lesson; an assignment has answer, check and hidden cells.')
        if not cell.task:
            raise SourceError(path, cell.line, f'role="{cell.role}" needs a task="...".')
        task = parts.setdefault(cell.task, {})
        if cell.role in task:
            first = task[cell.role].line
            raise SourceError(path, cell.line, f"task {cell.task!r} has two {cell.role} cells (first in line {first}).")
        task[cell.role] = cell
    helpers = "\n\n".join(shared)
    tasks = tuple(_task(path, name, cells, helpers, letters.get(name, {})) for name, cells in parts.items())
    told = how(tasks)
    cells = (dataclasses.replace(c, text=c.text.replace("{how}", told)) if c.kind == "markdown" else c for c in source.cells)
    return Assignment(slug, dataclasses.replace(source, cells=tuple(cells)), tasks, constants, draw)


def _function(path: Path, cell: Cell, name: str) -> Callable:
    namespace: dict[str, Any] = {"__name__": f"{cell.role}_cell"}
    exec(compile("\n" * cell.line + cell.text, str(path), "exec"), namespace)
    if not callable(namespace.get(name)):
        raise SourceError(path, cell.line, f"the {cell.role} cell defines no `{name}`.")
    return namespace[name]


def _task(path: Path, name: str, cells: dict[str, Cell], shared: str, letters: dict[str, str]) -> Task:
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
