"""What a lesson's reader writes: ``do`` cells, their checks, and plausible wrong answers. All stand in the lesson's source."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.content.source import BEGIN, END, Cell, Source, SourceError
from course.content.tasks import compiled

WRONG = 2
"""So many plausible wrong answers show that a check can tell what is off."""


@dataclass(frozen=True)
class Do:
    """One ``do`` cell.

    answer: its code with the reference answer. blank: the same as the student finds it. check: asked by ``do("name")``.
    wrong: plausible wrong answers, each with words that its message must hold.
    """

    name: str
    answer: str
    blank: str
    check: Callable[[Any], None]
    wrong: tuple[tuple[str, str], ...]
    line: int


def read_all(source: Source) -> dict[str, Do]:
    """The ``do`` cells of a lesson by task, in order.

    Raises
    ------
    SourceError
        For every way in which the parts of a task do not fit together.
    """
    path, shared = source.path, "\n\n".join(c.text for c in source.cells if c.role == "hidden" and not c.task)
    written, hidden, wrong = {}, {}, {}
    for cell in source.cells:
        if cell.role in ("", "hidden") and not (cell.role and cell.task):
            continue
        if cell.role not in ("do", "hidden", "wrong"):
            raise SourceError(path, cell.line, f'a lesson has no role="{cell.role}" cells; it has do, hidden and wrong.')
        if not cell.task:
            raise SourceError(path, cell.line, f'role="{cell.role}" needs a task="...".')
        if cell.text.rstrip().split("\n")[-1].startswith("#"):
            raise SourceError(path, cell.line, "text stands at the end of this cell and would be lost: begin it with `# %% [markdown]`.")
        if cell.role == "wrong":
            if not cell.says:
                raise SourceError(path, cell.line, 'a wrong answer needs says="...": words that the reader is told.')
            wrong.setdefault(cell.task, []).append((cell.text, cell.says))
            continue
        kind = written if cell.role == "do" else hidden
        if cell.task in kind:
            raise SourceError(path, cell.line, f"task {cell.task!r} has two {cell.role} cells (first in line {kind[cell.task].line}).")
        kind[cell.task] = cell
    for name in (hidden | wrong).keys() - written.keys():
        raise SourceError(path, hidden[name].line if name in hidden else 1, f"task {name!r} has no do cell.")
    found = {}
    for name, cell in written.items():
        if name not in hidden:
            raise SourceError(path, cell.line, f"task {name!r} has no hidden cell.")
        if len(wrong.get(name, ())) < WRONG:
            raise SourceError(path, cell.line, f"task {name!r} needs {WRONG} wrong answers (role=\"wrong\") or more.")
        found[name] = Do(name, _whole(cell.text), blank(path, cell), compiled(path, hidden[name], shared),
                         tuple(wrong[name]), cell.line)
    return found


def _whole(code: str) -> str:
    return "\n".join(line for line in code.split("\n") if line.strip() not in (BEGIN, END))


def blank(path: Path, cell: Cell) -> str:
    """The cell's code without what stands between the SOLUTION marks.

    An assignment keeps its name, ``people = ...``. Where the name was given a value before, as a form to fill in, nothing is left
    in its place. Anything else, such as the body of a function, becomes ``...``.
    """
    lines, kept, inside = cell.text.split("\n"), [], None
    for line in lines:
        mark = line.strip()
        if mark == BEGIN and inside is None:
            inside = []
        elif mark == END and inside is not None:
            kept += _stubs("\n".join(inside), _names(_parsed("\n".join(kept))))
            inside = None
        elif inside is not None:
            inside.append(line)
        else:
            kept.append(line)
    if inside is not None or len(kept) == len(lines):
        raise SourceError(path, cell.line, f"task {cell.task!r}: its answer stands between the lines `{BEGIN}` and `{END}`.")
    return "\n".join(kept)


def _parsed(code: str) -> list[ast.stmt]:
    try:
        return ast.parse(textwrap.dedent(code)).body
    except SyntaxError:  # the head of a function whose body is the answer
        return []


def _names(body: list[ast.stmt]) -> list[str]:
    """The names that statements give a value to, in order."""
    names = []
    for one in body:
        if isinstance(one, ast.Assign):
            names += [part.id for target in one.targets for part in ast.walk(target) if isinstance(part, ast.Name)]
    return names


def _stubs(answer: str, before: list[str]) -> list[str]:
    indent = answer[: len(answer) - len(answer.lstrip())].rpartition("\n")[2]
    body = _parsed(answer)
    if not body or not all(isinstance(one, ast.Assign) for one in body) or indent:
        return [f"{indent}...  # write here"]
    return [f"{indent}{name} = ..." for name in dict.fromkeys(_names(body)) if name not in before]
