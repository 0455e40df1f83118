"""Read the sources: py:percent files with a short header.

A lesson is ``notebooks/NN_slug.py``; an assignment is ``assignments/<slug>/assignment.py``. Both start with a YAML
header between ``# ---`` lines and go on as cells, ``# %%`` for code and ``# %% [markdown]`` for text.

In an assignment a cell's header line may say what it is::

    # %% role="given"                         code the student may read but need not change
    # %% role="answer" task="distance"        the reference answer; the part between the SOLUTION marks is removed
    # %% role="check" task="distance" points=3   asserts that the student sees
    # %% role="hidden" task="distance"        ``def check(student)``; never released
    # %% role="hidden"                        helpers shared by the hidden checks
    # %% role="variant"                       ``def draw(random)``: other values for constants of the given cells
    # %% [markdown] role="essay" task="memo" points=4   a written answer; the text is the model answer

Constants of ``given`` cells (``NAME = 0.4``) may be drawn anew for a variant. Hidden checks read them from ``GIVEN``;
text says ``{{NAME}}``.
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from course import paths
from course.errors import CourseError

ROLES = {"", "given", "answer", "check", "hidden", "essay", "variant"}
_CONSTANT = re.compile(r"\{\{([A-Z][A-Z0-9_]*)\}\}")
_HEADER = re.compile(r"^# %%")
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


class SourceError(CourseError):
    """A source file is wrong. The message names the file and the line."""

    def __init__(self, path: Path, line: int, text: str):
        if path.is_relative_to(paths.ROOT):
            path = path.relative_to(paths.ROOT)
        super().__init__(f"{path}:{line}: {text}")


@dataclass(frozen=True)
class Cell:
    """One cell: its kind (``code`` or ``markdown``), text, the line it starts on, and what its header says."""

    kind: str
    text: str
    line: int
    role: str = ""
    task: str = ""
    points: float | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A parsed source file."""

    path: Path
    header: dict[str, Any]
    cells: tuple[Cell, ...]

    @property
    def title(self) -> str:
        return self.header["title"]


def read(path: Path) -> Source:
    """Parse a source file.

    Raises
    ------
    SourceError
        With file and line, when the header is missing or not YAML, or a cell's header is not understood.
    """
    import jupytext

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist. `course build --list` shows the sources there are.") from None
    lines = text.split("\n")
    if not lines or lines[0].strip() != "# ---":
        raise SourceError(path, 1, "the source must start with a YAML header between `# ---` lines.")
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == "# ---")
    except StopIteration:
        raise SourceError(path, 1, "the YAML header has no closing `# ---` line.") from None
    try:
        header = yaml.safe_load("\n".join(line[2:] for line in lines[1:end])) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SourceError(path, 2 + (mark.line if mark else 0), f"the header is not YAML: {error}") from None
    for key in ("title", "minutes"):
        if key not in header:
            raise SourceError(path, 1, f"the header has no `{key}:`.")
    body = lines[end + 1 :]
    starts = [end + 2 + i for i, line in enumerate(body) if _HEADER.match(line)]
    notebook = jupytext.reads("\n".join(body).strip("\n") + "\n", fmt="py:percent")
    if len(starts) != len(notebook.cells):
        raise SourceError(path, end + 2, "text before the first `# %%` line, or a `# %%` line that is not a cell.")
    cells = tuple(_cell(path, raw, line) for raw, line in zip(notebook.cells, starts, strict=True))
    return Source(path, header, cells)


def _cell(path: Path, raw: Any, line: int) -> Cell:
    meta = dict(raw.metadata)
    meta.pop("lines_to_next_cell", None)  # jupytext's note about blank lines
    cell = Cell(
        kind=raw.cell_type,
        text=raw.source,
        line=line,
        role=meta.pop("role", ""),
        task=meta.pop("task", ""),
        points=meta.pop("points", None),
        tags=tuple(meta.pop("tags", ())),
    )
    if cell.kind not in ("code", "markdown"):
        raise SourceError(path, line, f"a cell is code or markdown, not {cell.kind}.")
    if meta:
        raise SourceError(path, line, f"unknown cell option {sorted(meta)}; known: role, task, points, tags.")
    if cell.role not in ROLES:
        raise SourceError(path, line, f"unknown role {cell.role!r}; known: {', '.join(sorted(ROLES - {''}))}.")
    if cell.task and not _NAME.match(cell.task):
        raise SourceError(path, line, f"task {cell.task!r}: a name is lower-case letters, digits and _.")
    if cell.kind == "code":
        try:
            compile(_without_magics(cell.text), str(path), "exec")
        except SyntaxError as error:
            raise SourceError(path, line + (error.lineno or 1), f"not Python: {error.msg}.") from None
    return cell


def _without_magics(code: str) -> str:
    return re.sub(r"^(\s*)[%!].*$", r"\1pass", code, flags=re.MULTILINE)


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
    def grade_id(self) -> str:
        """nbgrader's id of the cell that carries the points."""
        return f"{self.name}-check" if self.kind == "code" else self.name


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
    def folder(self) -> Path:
        return self.source.path.parent

    def task(self, name: str) -> Task:
        for task in self.tasks:
            if task.name == name:
                return task
        known = ", ".join(task.name for task in self.tasks)
        raise CourseError(f"`{self.slug}` has no task {name!r}; it has {known}.")

    @cached_property
    def defined_names(self) -> dict[str, str]:
        """Top-level name -> the task whose answer cell defines it."""
        names = {}
        for cell in self.source.cells:
            if cell.role != "answer":
                continue
            for node in ast.parse(_without_magics(cell.text)).body:
                if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                    names[node.name] = cell.task
                elif isinstance(node, ast.Assign):
                    names |= {t.id: cell.task for t in node.targets if isinstance(t, ast.Name)}
        return names


def slugs(root: Path | None = None) -> list[str]:
    """The assignments there are, in the order of the course."""
    found = [p.parent for p in (root or paths.ASSIGNMENTS).glob("*/assignment.py")]
    return [p.name for p in sorted(found, key=lambda p: (read(p / "assignment.py").header.get("order", 99), p.name))]


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
    source = with_constants(read(path), variant or {})
    constants = given(source)
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
        if not cell.task:
            raise SourceError(path, cell.line, f'role="{cell.role}" needs a task="...".')
        task = parts.setdefault(cell.task, {})
        if cell.role in task:
            first = task[cell.role].line
            raise SourceError(path, cell.line, f"task {cell.task!r} has two {cell.role} cells (first in line {first}).")
        task[cell.role] = cell
    helpers = "\n\n".join(shared)
    tasks = tuple(_task(path, name, cells, helpers) for name, cells in parts.items())
    return Assignment(slug, source, tasks, constants, draw)


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
    for node in ast.parse(_without_magics(code)).body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            with contextlib.suppress(ValueError):
                found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def fill_in(text: str, constants: Mapping[str, Any]) -> str:
    """``text`` with every ``{{NAME}}`` in place of which a constant stands. KeyError names one that there is not."""
    return _CONSTANT.sub(lambda found: _in_text(constants[found[1]]), text)


def as_given(slug: str, namespace: Mapping[str, Any]) -> Assignment:
    """The assignment with the constants that a notebook's given cells have set: the variant that notebook belongs to."""
    public = load(slug)
    drawn = {k: namespace[k] for k, v in public.given.items() if type(namespace.get(k)) is type(v) and namespace[k] != v}
    return load(slug, variant=drawn) if drawn else public


def with_constants(source: Source, values: dict[str, Any]) -> Source:
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
    for node in reversed(ast.parse(_without_magics(code)).body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in values:
            value = node.value
            last = lines[value.end_lineno - 1][value.end_col_offset :]
            first = lines[value.lineno - 1][: value.col_offset]
            lines[value.lineno - 1 : value.end_lineno] = [f"{first}{values[node.targets[0].id]!r}{last}"]
    return "\n".join(lines)


def _function(path: Path, cell: Cell, name: str) -> Callable:
    namespace: dict[str, Any] = {"__name__": f"{cell.role}_cell"}
    exec(compile("\n" * cell.line + cell.text, str(path), "exec"), namespace)
    if not callable(namespace.get(name)):
        raise SourceError(path, cell.line, f"the {cell.role} cell defines no `{name}`.")
    return namespace[name]


def _task(path: Path, name: str, cells: dict[str, Cell], shared: str) -> Task:
    first = next(iter(cells.values()))
    if "essay" in cells:
        if len(cells) > 1:
            raise SourceError(path, first.line, f"task {name!r} is an essay and has other cells too.")
        return Task(name, "essay", _points(path, cells["essay"]), line=first.line)
    for role in ("answer", "check", "hidden"):
        if role not in cells:
            raise SourceError(path, first.line, f"task {name!r} has no {role} cell.")
    code = f"{shared}\n\n{cells['hidden'].text}".strip()
    namespace: dict[str, Any] = {"__name__": f"hidden_{name}"}
    # Lines are padded so that a fault in a check is reported where it stands in the source.
    exec(compile(shared, str(path), "exec"), namespace)
    exec(compile("\n" * cells["hidden"].line + cells["hidden"].text, str(path), "exec"), namespace)
    if not callable(namespace.get("check")):
        raise SourceError(path, cells["hidden"].line, f"the hidden cell of {name!r} defines no `check(student)`.")
    return Task(name, "code", _points(path, cells["check"]), namespace["check"], code, first.line)


def _points(path: Path, cell: Cell) -> float:
    if not isinstance(cell.points, (int, float)) or cell.points <= 0:
        raise SourceError(
            path, cell.line, f"task {cell.task!r} gives no points; write points=2 in its {cell.role} cell."
        )
    return cell.points
