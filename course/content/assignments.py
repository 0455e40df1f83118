"""An assignment: its source, its graded tasks, and the constants that a variant draws anew."""

from __future__ import annotations

import ast
import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from course import paths
from course.content import arc
from course.content.constants import varied
from course.content.how import how
from course.content.source import Cell, Source, SourceError, read, without_magics
from course.content.tasks import Task, function_of, put_together
from course.errors import CourseError

FORM_SOURCE = "form.py"


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

    @property
    def form(self) -> Path:
        """Where the source of its form lies, if it has one."""
        return self.folder / FORM_SOURCE

    @cached_property
    def digest(self) -> str:
        """Identifies the state of its source, and of its form's."""
        form = self.form.read_bytes() if self.form.exists() else b""
        return hashlib.sha256(self.source.path.read_bytes() + form).hexdigest()

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
    public = read(path)
    source, constants, letters = varied(public, slug, variant or {})
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
            draw = function_of(path, cell, "draw")
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
    tasks = tuple(put_together(path, name, cells, helpers, letters.get(name, {})) for name, cells in parts.items())
    told = how(tasks)
    cells = (dataclasses.replace(c, text=c.text.replace("{how}", told)) if c.kind == "markdown" else c for c in source.cells)
    return Assignment(slug, dataclasses.replace(source, cells=tuple(cells)), tasks, constants, draw)
