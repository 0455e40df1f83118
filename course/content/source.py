"""Read the sources: py:percent files with a short header.

A lesson is ``notebooks/NN_name.py``; an assignment is ``assignments/<slug>/assignment.py``. Both start with a YAML
header between ``# ---`` lines and go on as cells, ``# %%`` for code and ``# %% [markdown]`` for text. Text speaks of
``{lesson:thresholds}``; its number is written when the source is read (`course.content.arc`).

In an assignment a cell's header line may say what it is::

    # %% role="given"                         code the student may read but need not change
    # %% role="answer" task="distance"        the reference answer; the part between the SOLUTION marks is removed
    # %% role="check" task="distance" points=3   asserts that the student sees
    # %% role="hidden" task="distance"        ``def check(student)``; never released
    # %% role="hidden"                        helpers shared by the hidden checks
    # %% role="variant"                       ``def draw(random)``: other values for constants of the given cells
    # %% [markdown] role="essay" task="memo" points=4   a written answer; the text is the model answer

A lesson has cells in which its reader writes. They are checked by what stands beside the notebook, not in it::

    # %% role="do" task="people"              the reference answer; what stands between the SOLUTION marks becomes ``...``
    # %% role="hidden" task="people"          ``def check(student)``, as in an assignment; ``do("people")`` asks it
    # %% role="wrong" task="people" says="each has several"   a plausible wrong answer, and words of what it is told

Constants of ``given`` cells (``NAME = 0.4``) may be drawn anew for a variant. Hidden checks read them from ``GIVEN``;
text says ``{{NAME}}``. ``{how}`` in a text is what every assignment says of how it works (`course.content.how`).
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from course import paths
from course.content import arc
from course.errors import CourseError
from course.yamltext import from_yaml

ROLES = {"", "given", "answer", "check", "hidden", "essay", "variant", "do", "wrong"}
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_HEADER = re.compile(r"^# %%")
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


class SourceError(CourseError):
    """A source file is wrong. The message names the file and the line."""

    def __init__(self, path: Path, line: int, text: str):
        if path.is_relative_to(paths.ROOT):
            path = path.relative_to(paths.ROOT)
        super().__init__(f"{path}:{line}: {text}")


_CHECK = "-check"


def grade_id(role: str, task: str) -> str:
    """nbgrader's id of a task's cell: the answer's and the essay's is the task's name, the check's stands beside it."""
    return {"answer": task, "essay": task, "check": f"{task}{_CHECK}"}.get(role, "")


def task_of(grade_id: str) -> str:
    """The name of the task that a cell with this grade id belongs to."""
    return grade_id.removesuffix(_CHECK)


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
    says: str = ""

    @property
    def grade_id(self) -> str:
        """nbgrader's id of this cell: see :func:`grade_id`; empty for a cell that belongs to no task."""
        return grade_id(self.role, self.task)


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
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist. `course build --list` shows the sources there are.") from None
    kept = _read(path, arc.fill(text))
    header = copy.deepcopy(kept.header)
    header["title"] = arc.numbered(path, header["title"], header.get("lesson"))
    return Source(path, header, kept.cells)


@lru_cache(maxsize=256)
def _read(path: Path, text: str) -> Source:
    """The source with this text. It is kept, since most commands read a source more than once."""
    import jupytext

    lines = text.split("\n")
    if not lines or lines[0].strip() != "# ---":
        raise SourceError(path, 1, "the source must start with a YAML header between `# ---` lines.")
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == "# ---")
    except StopIteration:
        raise SourceError(path, 1, "the YAML header has no closing `# ---` line.") from None
    try:
        header = from_yaml("\n".join(line[2:] for line in lines[1:end])) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SourceError(path, 2 + (mark.line if mark else 0), f"the header is not YAML: {error}") from None
    for key in ("title", "minutes"):
        if key not in header:
            raise SourceError(path, 1, f"the header has no `{key}:`.")
    body = lines[end + 1 :]
    starts = [end + 2 + i for i, line in enumerate(body) if _HEADER.match(line)]
    found = jupytext.reads("\n".join(body).strip("\n") + "\n", fmt="py:percent").cells
    if len(starts) != len(found):
        raise SourceError(path, end + 2, "text before the first `# %%` line, or a `# %%` line that is not a cell.")
    return Source(path, header, tuple(_cell(path, raw, line) for raw, line in zip(found, starts, strict=True)))


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
        says=meta.pop("says", ""),
    )
    if cell.kind not in ("code", "markdown"):
        raise SourceError(path, line, f"a cell is code or markdown, not {cell.kind}.")
    if meta:
        raise SourceError(path, line, f"unknown cell option {sorted(meta)}; known: role, task, points, says, tags.")
    if cell.role not in ROLES:
        raise SourceError(path, line, f"unknown role {cell.role!r}; known: {', '.join(sorted(ROLES - {''}))}.")
    if cell.task and not _NAME.match(cell.task):
        raise SourceError(path, line, f"task {cell.task!r}: a name is lower-case letters, digits and _.")
    if cell.kind == "code":
        try:
            compile(without_magics(cell.text), str(path), "exec")
        except SyntaxError as error:
            raise SourceError(path, line + (error.lineno or 1), f"not Python: {error.msg}.") from None
    return cell


def without_magics(code: str) -> str:
    return re.sub(r"^(\s*)[%!].*$", r"\1pass", code, flags=re.MULTILINE)
