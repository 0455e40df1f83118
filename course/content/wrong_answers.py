"""Wrong answers: files that show a misconception and say what it must cost.

``assignments/<slug>/wrong_answers/NAME.py`` starts with a docstring in YAML::

    misconception: A similarity is returned where a distance is asked for.
    fails: [distance]            # the tasks that must fail; every other task must still pass
    message: "1 minus the cosine"  # words the student must see

and goes on with py:percent cells, ``# %% task="distance"``, each replacing the answer of its task.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from course.content.assignments import Assignment
from course.content.source import SourceError

_CELL = re.compile(r'^# %% task="(?P<task>\w+)"\s*$', re.MULTILINE)


@dataclass(frozen=True)
class WrongAnswer:
    """One misconception: the answers it changes, the tasks it must fail, the words it must bring up."""

    name: str
    path: Path
    misconception: str
    fails: frozenset[str]
    message: str
    answers: dict[str, str]


def read_all(assignment: Assignment) -> list[WrongAnswer]:
    """The assignment's wrong answers, by name.

    Raises
    ------
    SourceError
        When a file lacks a part, or names a task that does not exist.
    """
    return [read(path, assignment) for path in sorted((assignment.folder / "wrong_answers").glob("*.py"))]


def read(path: Path, assignment: Assignment) -> WrongAnswer:
    """Parse one wrong answer."""
    text = path.read_text(encoding="utf-8")
    try:
        header = yaml.safe_load(ast.get_docstring(ast.parse(text)) or "")
    except SyntaxError as error:
        raise SourceError(path, error.lineno or 1, f"not Python: {error.msg}.") from None
    except yaml.YAMLError as error:
        raise SourceError(path, 1, f"the docstring is not YAML: {error}") from None
    if not isinstance(header, dict) or not {"misconception", "fails", "message"} <= set(header):
        raise SourceError(path, 1, "the docstring must give misconception, fails and message.")
    known = {task.name for task in assignment.code_tasks}
    marks = list(_CELL.finditer(text))
    if not marks:
        raise SourceError(path, 1, 'no cell starts with `# %% task="..."`.')
    answers = {}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        line = text[: mark.start()].count("\n") + 1
        if mark["task"] not in known:
            raise SourceError(path, line, f"there is no task {mark['task']!r}; there are {', '.join(sorted(known))}.")
        answers[mark["task"]] = text[mark.end() : after.start() if after else None].strip("\n")
    for task in header["fails"]:
        if task not in known:
            raise SourceError(path, 1, f"fails names {task!r}, which is no task of {assignment.slug}.")
    if not header["fails"]:
        raise SourceError(path, 1, "a wrong answer must fail at least one task.")
    return WrongAnswer(path.stem, path, header["misconception"], frozenset(header["fails"]), header["message"], answers)
