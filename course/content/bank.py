"""The two banks of an assignment: answers that must fail, and answers that must pass.

``assignments/<slug>/wrong_answers/NAME.py`` starts with a docstring in YAML::

    misconception: A similarity is returned where a distance is asked for.
    fails: [distance]            # the tasks that must fail; every other task must still pass
    message: "1 minus the cosine"  # words the student must see
    hint: What is the number for two equal vectors?   # what `hint=True` says; without it, the misconception

and goes on with py:percent cells, ``# %% task="distance"``, each replacing the answer of its task.

``right_answers/NAME.py`` has the same form. Its docstring says ``why`` such an answer is unusual and right.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from course.content import options
from course.content.assignments import Assignment
from course.content.source import SourceError
from course.yamltext import from_yaml

_CELL = re.compile(r'^# %% task="(?P<task>\w+)"\s*$', re.MULTILINE)


@dataclass(frozen=True)
class Banked:
    """Answers to one task or more, and what they must get.

    ``about`` is the misconception, or why it is right. ``fails`` names the tasks that must fail, ``message`` words of what
    the student then reads, ``hint`` what the self-check says on asking; a right answer has none of them.
    """

    name: str
    path: Path
    about: str
    answers: dict[str, str]
    fails: frozenset[str] = frozenset()
    message: str = ""
    hint: str = ""


def wrong(assignment: Assignment) -> list[Banked]:
    """The assignment's wrong answers, by name.

    Raises
    ------
    SourceError
        When a file lacks a part, or names a task that does not exist.
    """
    return [read(path, assignment) for path in sorted((assignment.folder / "wrong_answers").glob("*.py"))]


def right(assignment: Assignment) -> list[Banked]:
    """The assignment's right answers, by name.

    Raises
    ------
    SourceError
        As :func:`wrong` does.
    """
    return [read(path, assignment) for path in sorted((assignment.folder / "right_answers").glob("*.py"))]


def read(path: Path, assignment: Assignment) -> Banked:
    """Parse one file of a bank; the folder says which bank."""
    header, cells = _parse(path, path.stat().st_mtime_ns)
    known = {task.name for task in assignment.code_tasks}
    for task, line, _ in cells:
        if task not in known:
            raise SourceError(path, line, f"there is no task {task!r}; there are {', '.join(sorted(known))}.")
    answers = {task: options.in_answer(code, assignment.task(task).letters) for task, _, code in cells}
    if path.parent.name == "right_answers":
        if not isinstance(header, dict) or set(header) != {"why"}:
            raise SourceError(path, 1, "the docstring of a right answer must give `why` it is right, and no more.")
        return Banked(path.stem, path, header["why"], answers)
    if not isinstance(header, dict) or not {"misconception", "fails", "message"} <= set(header):
        raise SourceError(path, 1, "the docstring must give misconception, fails and message.")
    if more := set(header) - {"misconception", "fails", "message", "hint"}:
        raise SourceError(path, 1, f"the docstring has {sorted(more)[0]!r}, which is none of misconception, fails, message, hint.")
    for task in header["fails"]:
        if task not in known:
            raise SourceError(path, 1, f"fails names {task!r}, which is no task of {assignment.slug}.")
    if not header["fails"]:
        raise SourceError(path, 1, "a wrong answer must fail at least one task.")
    about, hint = header["misconception"], header.get("hint") or header["misconception"]
    return Banked(path.stem, path, about, answers, frozenset(header["fails"]), header["message"], hint)


@cache
def _parse(path: Path, _: int) -> tuple:
    text = path.read_text(encoding="utf-8")
    try:
        header = from_yaml(ast.get_docstring(ast.parse(text)) or "")
    except SyntaxError as error:
        raise SourceError(path, error.lineno or 1, f"not Python: {error.msg}.") from None
    except yaml.YAMLError as error:
        raise SourceError(path, 1, f"the docstring is not YAML: {error}") from None
    marks = list(_CELL.finditer(text))
    if not marks:
        raise SourceError(path, 1, 'no cell starts with `# %% task="..."`.')
    cells = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        code = text[mark.end() : after.start() if after else None].strip("\n")
        cells.append((mark["task"], text[: mark.start()].count("\n") + 1, code))
    return header, cells
